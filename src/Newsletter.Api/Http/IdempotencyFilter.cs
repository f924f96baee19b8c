using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Newsletter.Api.Management;
using Newsletter.Api.Management.Resumable;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Domain;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Api.Http;

/// <summary>
/// Answers a repeated POST with the first answer (draft-ietf-httpapi-idempotency-key-header). The key is a row in the same transaction as the
/// effect, so a crash leaves both or neither. Of two that come at the same time, one waits for the other at the latest at the unique index; what
/// it did is undone, and it gets the other one's answer.
/// </summary>
internal sealed class IdempotencyFilter(IEditorialDb db, Caller caller, MediaSettings settings, TimeProvider time) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, aborted) = (context.HttpContext.Request, context.HttpContext.RequestAborted);
        if (!request.Headers.TryGetValue(Header, out var values)) return await next(context);
        var key = values.ToString();
        if (key.Length is 0 or > MaxLength || key.Any(c => c is < ' ' or > '~'))
        {
            return new ProblemResult(new(ErrorKind.Malformed, "bad_idempotency_key", $"{Header} has 1 to {MaxLength} visible ASCII characters."));
        }
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBytes(request);
        request.EnableBuffering();
        var hash = await RequestHash.OfAsync(request, aborted);
        var now = time.GetUtcNow();
        if (await StoredAsync(key, hash, now, aborted) is { } stored) return stored;
        ProblemResult? refused = null;
        var result = await db.InTransactionAsync<IResult>(async () =>
        {
            var answer = (IResult?)await next(context);
            refused = answer as ProblemResult;
            if (refused is not null) return refused.Error;
            var row = new IdempotentAnswer { Principal = caller.Principal, Key = key, RequestHash = hash, ExpiresAt = now + Kept };
            if (answer is ManagementAnswer made) (row.Status, row.ETag, row.Location, row.Body) = (made.Status, made.ETag, made.Location, made.Kept);
            db.IdempotentAnswers.Add(row);
            return Result.Of(answer!);
        }, aborted);
        if (!result.Failed) return result.Value;
        // What stood in the way may be what the same request did at the same time.
        return await StoredAsync(key, hash, now, aborted) ?? refused ?? new ProblemResult(result.Error);
    }

    private long MaxBytes(HttpRequest request) =>
        UploadForm.IsMultipart(request) ? UploadForm.MaxBytes(settings) : request.ContentType == TusHeaders.ContentType ? settings.MaxBytes : StrictJson.MaxBytes;

    private async Task<IResult?> StoredAsync(string key, byte[] hash, DateTimeOffset now, CancellationToken aborted)
    {
        if (await db.AnswerOfAsync(caller.Principal, key, aborted) is not { } row) return null;
        if (row.ExpiresAt <= now)
        {
            await db.IdempotentAnswers.Where(old => old.Principal == row.Principal && old.Key == key && old.ExpiresAt <= now).ExecuteDeleteAsync(aborted);
            return null;
        }
        return row.RequestHash.AsSpan().SequenceEqual(hash) ? new ManagementAnswer(row.Status, row.Body) { ETag = row.ETag, Location = row.Location, IsReplay = true }
            : new ProblemResult(AccessErrors.KeyReused);
    }
}

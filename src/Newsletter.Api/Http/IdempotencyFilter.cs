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
/// effect: a second request waits for the first at the unique index, and a crash leaves both or neither.
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
        while (true)
        {
            var row = new IdempotentAnswer { Principal = caller.Principal, Key = key, RequestHash = hash, ExpiresAt = now + Kept };
            IResult? answer = null;
            var result = await db.InTransactionAsync<IResult>(async () =>
            {
                db.IdempotentAnswers.Add(row);
                await db.SaveChangesAsync(aborted);
                answer = (IResult?)await next(context);
                if (answer is ProblemResult problem) return problem.Error;
                if (answer is ManagementAnswer made) (row.Status, row.ETag, row.Location, row.Body) = (made.Status, made.ETag, made.Location, made.Kept);
                return Result.Of(answer!);
            }, aborted);
            if (!result.Failed) return result.Value;
            if (result.Error.Code != AccessErrors.RequestRepeated.Code) return answer as ProblemResult ?? new ProblemResult(result.Error);
            // Repeated requests are rare, so they are looked for only when the row is in the way.
            if (await StoredAsync(key, hash, now, aborted) is { } stored) return stored;
            db.IdempotentAnswers.Remove(row);
            await db.IdempotentAnswers.Where(old => old.Principal == caller.Principal && old.Key == key && old.ExpiresAt <= now).ExecuteDeleteAsync(aborted);
        }
    }

    private long MaxBytes(HttpRequest request) =>
        UploadForm.IsMultipart(request) ? UploadForm.MaxBytes(settings) : request.ContentType == TusHeaders.ContentType ? settings.MaxBytes : StrictJson.MaxBytes;

    private async Task<IResult?> StoredAsync(string key, byte[] hash, DateTimeOffset now, CancellationToken aborted)
    {
        var row = await db.IdempotentAnswers.AsNoTracking().FirstOrDefaultAsync(old => old.Principal == caller.Principal && old.Key == key && old.ExpiresAt > now, aborted);
        return row is null ? null
            : row.RequestHash.AsSpan().SequenceEqual(hash) ? new ManagementAnswer(row.Status, row.Body) { ETag = row.ETag, Location = row.Location, IsReplay = true }
            : new ProblemResult(AccessErrors.KeyReused);
    }
}

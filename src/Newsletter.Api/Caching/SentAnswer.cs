using System.Globalization;
using System.IO.Hashing;
using Microsoft.Net.Http.Headers;
using Newsletter.Application.Delivery;

namespace Newsletter.Api.Caching;

/// <summary>An answer of delivery as it is sent, with its validators and what caches need; 304 when the client has it.</summary>
internal sealed class SentAnswer
{
    private const int MaxAgeSeconds = 60;

    private readonly Audience audience;
    private readonly string hash;
    private readonly string etag;
    private readonly string lastModified;
    private readonly DateTimeOffset modifiedAt;
    private readonly string surrogateKeys;
    private readonly string cacheTags;
    private readonly string? links;
    private readonly EncodedBytes bytes;

    public SentAnswer(Answer answer, Audience audience)
    {
        (Answer, this.audience) = (answer, audience);
        hash = audience is Audience.Preview ? "" : Convert.ToHexStringLower(XxHash128.Hash(answer.Json.Span));
        etag = $"\"{hash}\"";
        // HTTP dates have whole seconds.
        modifiedAt = new(answer.LastModified.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        lastModified = HeaderUtilities.FormatDate(modifiedAt);
        surrogateKeys = answer.SurrogateKeys;
        cacheTags = surrogateKeys.Replace(' ', ',');
        links = answer.Links.Count > 0 ? string.Join(", ", answer.Links.Select(link => $"<{link.Value}>; rel=\"{link.Key}\"")) : null;
        bytes = new(answer.Json);
    }

    public Answer Answer { get; }

    /// <summary>Whether it is kept, so that encoding it pays.</summary>
    public bool IsKept { get; set; }

    public Task SendAsync(HttpContext context, DateTimeOffset now)
    {
        var (request, response) = (context.Request, context.Response);
        var encoding = IsKept ? bytes.Choose(request.Headers.AcceptEncoding) : null;
        if (audience is not Audience.Preview)
        {
            var tag = encoding is null ? etag : $"\"{hash}-{encoding}\"";
            AddHeaders(response.Headers, now, tag);
            if (IsUnchanged(request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        else if (links is not null) response.Headers.Link = links;
        var body = bytes.In(encoding);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private void AddHeaders(IHeaderDictionary headers, DateTimeOffset now, string tag)
    {
        var maxAge = Answer.ChangesAt is { } at ? Math.Clamp((int)(at - now).TotalSeconds, 0, MaxAgeSeconds) : MaxAgeSeconds;
        headers.ETag = tag;
        headers.LastModified = lastModified;
        headers.CacheControl = audience is Audience.Entitled ? string.Create(CultureInfo.InvariantCulture, $"private, max-age={maxAge}")
            : maxAge == MaxAgeSeconds ? "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
            : string.Create(CultureInfo.InvariantCulture, $"public, max-age={maxAge}, stale-while-revalidate=300, stale-if-error=86400");
        headers.Vary = audience is Audience.Entitled ? "Accept-Encoding, Authorization" : "Accept-Encoding";
        headers["Surrogate-Key"] = surrogateKeys;
        headers["Cache-Tag"] = cacheTags;
        if (links is not null) headers.Link = links;
    }

    /// <summary>RFC 9110, section 13.2.2: If-None-Match decides where it is given. A client may have the answer in another encoding.</summary>
    private bool IsUnchanged(HttpRequest request, string tag)
    {
        var given = request.Headers.IfNoneMatch;
        if (given.Count > 0)
        {
            return given == tag || request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag.AsSpan().Trim('"').StartsWith(hash, StringComparison.Ordinal));
        }
        return request.Headers.IfModifiedSince.Count > 0 && request.GetTypedHeaders().IfModifiedSince is { } since && modifiedAt <= since;
    }
}

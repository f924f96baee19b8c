using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Sends an answer of delivery with its validators and what caches need, or 304 when the client has it.</summary>
internal sealed class DeliveryAnswer(Answer answer) : IResult
{
    private const int MaxAgeSeconds = 60;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var audience = httpContext.RequestServices.GetRequiredService<Plane>().Audience;
        if (audience is Audience.Preview)
        {
            await SendAsync(httpContext);
            return;
        }
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Json).AsSpan(0, 16))}\"";
        // HTTP dates have whole seconds.
        var lastModified = new DateTimeOffset(answer.LastModified.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var maxAge = answer.ChangesAt is { } at ? Math.Clamp((int)(at - now).TotalSeconds, 0, MaxAgeSeconds) : MaxAgeSeconds;
        var headers = response.Headers;
        headers.ETag = etag;
        headers.LastModified = HeaderUtilities.FormatDate(lastModified);
        headers.CacheControl = audience is Audience.Entitled ? string.Create(CultureInfo.InvariantCulture, $"private, max-age={maxAge}")
            : string.Create(CultureInfo.InvariantCulture, $"public, max-age={maxAge}, stale-while-revalidate=300, stale-if-error=86400");
        headers.Vary = audience is Audience.Entitled ? "Accept-Encoding, Authorization" : "Accept-Encoding";
        headers["Surrogate-Key"] = string.Join(' ', answer.SurrogateKeys);
        headers["Cache-Tag"] = string.Join(',', answer.SurrogateKeys);
        if (IsUnchanged(request, etag, lastModified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            AddLinks(response);
            return;
        }
        await SendAsync(httpContext);
    }

    private async Task SendAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        AddLinks(response);
        response.ContentType = "application/json";
        response.ContentLength = answer.Json.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(answer.Json, httpContext.RequestAborted);
    }

    private void AddLinks(HttpResponse response)
    {
        if (answer.Links.Count > 0) response.Headers.Link = string.Join(", ", answer.Links.Select(link => $"<{link.Value}>; rel=\"{link.Key}\""));
    }

    /// <summary>RFC 9110, section 13.2.2: If-None-Match decides where it is given.</summary>
    private static bool IsUnchanged(HttpRequest request, string etag, DateTimeOffset lastModified)
    {
        var typed = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return typed.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(new(etag), useStrongComparison: false));
        }
        return typed.IfModifiedSince is { } since && lastModified <= since;
    }
}

using System.Globalization;
using System.Text.Json;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>An answer of the management plane: bytes that can be kept and given again.</summary>
internal sealed class ManagementAnswer(int status, byte[] body) : IResult
{
    public int Status => status;
    public byte[] Body => body;

    /// <summary>What is kept of the body for a repeated request: all of it but secrets.</summary>
    public byte[] Kept { get => field ?? body; init; }

    public string? ETag { get; init; }
    public string? Location { get; init; }

    /// <summary>The pages beside this one, for the Link header (RFC 8288).</summary>
    public string? Link { get; init; }

    /// <summary>Whether this was answered before, under the same Idempotency-Key.</summary>
    public bool IsReplay { get; init; }

    public static ManagementAnswer Json(int status, object value) => new(status, JsonSerializer.SerializeToUtf8Bytes(value, ContentJson.Options));

    /// <summary>A page of a list that goes one way.</summary>
    public static ManagementAnswer Page(object data, int limit, string? next, object? meta = null) => Json(200, new { data, page = new { limit, next }, meta = meta ?? new { } }).Linking(next);

    /// <summary>The same with the addresses of the pages beside it in the header too.</summary>
    public ManagementAnswer Linking(string? next, string? previous = null) => new(status, body)
    {
        Link = string.Join(", ", new[] { (Url: next, Relation: "next"), (Url: previous, Relation: "prev") }.Where(link => link.Url is not null).Select(link => $"<{link.Url}>; rel=\"{link.Relation}\"")),
    };

    public static string ETagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (ETag is not null) response.Headers.ETag = ETag;
        if (Location is not null) response.Headers.Location = Location;
        if (Link is { Length: > 0 }) response.Headers.Link = Link;
        if (IsReplay) response.Headers["Idempotency-Replayed"] = "true";
        if (status == StatusCodes.Status204NoContent) return;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

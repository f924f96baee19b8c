using System.Globalization;
using System.Text.Json;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>An answer of the management plane: bytes that can be kept and given again.</summary>
internal sealed class ManagementAnswer(int status, byte[] body) : IResult
{
    public int Status => status;
    public byte[] Body => body;
    public string? ETag { get; init; }
    public string? Location { get; init; }

    /// <summary>Whether this was answered before, under the same Idempotency-Key.</summary>
    public bool IsReplay { get; init; }

    public static ManagementAnswer Json(int status, object value) => new(status, JsonSerializer.SerializeToUtf8Bytes(value, ContentJson.Options));

    public static string ETagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (ETag is not null) response.Headers.ETag = ETag;
        if (Location is not null) response.Headers.Location = Location;
        if (IsReplay) response.Headers["Idempotency-Replayed"] = "true";
        if (status == StatusCodes.Status204NoContent) return;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

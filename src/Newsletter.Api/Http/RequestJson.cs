using System.Text.Json.Nodes;
using Newsletter.Application;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>Reads a JSON body: its size and type here, its text by <see cref="StrictJson"/>.</summary>
internal static class RequestJson
{
    /// <param name="optional">Whether an empty body stands for an empty object.</param>
    public static async Task<Result<JsonObject>> ReadAsync(HttpRequest request, bool optional, params string[] contentTypes)
    {
        var body = await BytesAsync(request, StrictJson.MaxBytes);
        if (body.Failed) return body.Error;
        if (body.Value.Length == 0 && optional) return new JsonObject();
        var contentType = request.ContentType?.Split(';')[0].Trim();
        if (!contentTypes.Contains(contentType, StringComparer.OrdinalIgnoreCase))
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", $"Content-Type must be {string.Join(" or ", contentTypes)}.");
        }
        return StrictJson.Parse(body.Value, "The body");
    }

    public static async Task<Result<byte[]>> BytesAsync(HttpRequest request, int max)
    {
        if (request.ContentLength > max) return TooLarge(max);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (bytes.Length + read > max) return TooLarge(max);
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    public static Error TooLarge(int max) => new(ErrorKind.TooLarge, "too_large", $"A body may have at most {max} bytes here.");
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>Reads a JSON body strictly: size, UTF-8, depth, no name twice, no half characters.</summary>
internal static class RequestJson
{
    /// <summary>The largest JSON body, in bytes.</summary>
    public const int MaxBytes = 4_000_000;

    private const int MaxDepth = 64;

    /// <param name="optional">Whether an empty body stands for an empty object.</param>
    public static async Task<Result<JsonObject>> ReadAsync(HttpRequest request, bool optional, params string[] contentTypes)
    {
        var body = await BytesAsync(request, MaxBytes);
        if (body.Failed) return body.Error;
        if (body.Value.Length == 0 && optional) return new JsonObject();
        var contentType = request.ContentType?.Split(';')[0].Trim();
        if (!contentTypes.Contains(contentType, StringComparer.OrdinalIgnoreCase))
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", $"Content-Type must be {string.Join(" or ", contentTypes)}.");
        }
        return Parse(body.Value);
    }

    public static async Task<Result<byte[]>> BytesAsync(HttpRequest request, int max)
    {
        var tooLarge = new Error(ErrorKind.TooLarge, "too_large", $"A body may have at most {max} bytes here.");
        if (request.ContentLength > max) return tooLarge;
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (bytes.Length + read > max) return tooLarge;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private static Result<JsonObject> Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) return new Error(ErrorKind.Malformed, "invalid_utf8", "The body is not valid UTF-8.");
        try
        {
            var reader = new Utf8JsonReader(bytes, new() { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }
            return JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) is JsonObject root
                ? root
                : new Error(ErrorKind.Malformed, "invalid_json", "An object is expected as the body.");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" in line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
            return new Error(ErrorKind.Malformed, "invalid_json", $"The body is not valid JSON{place}: it must be well-formed, at most {MaxDepth} deep, and name nothing twice.");
        }
        catch (InvalidOperationException)
        {
            return new Error(ErrorKind.Malformed, "invalid_json", "The body holds half of a surrogate pair.");
        }
    }
}

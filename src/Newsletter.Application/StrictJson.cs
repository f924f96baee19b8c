using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Newsletter.Domain;

namespace Newsletter.Application;

/// <summary>Reads a JSON object strictly: UTF-8, depth, no name twice, no half characters.</summary>
public static class StrictJson
{
    /// <summary>The largest object that is read, in bytes.</summary>
    public const int MaxBytes = 4_000_000;

    private const int MaxDepth = 64;
    private const int MaxTokens = 500_000;

    /// <param name="what">How messages call the text, for example "The body".</param>
    public static Result<JsonObject> Parse(ReadOnlySpan<byte> bytes, string what)
    {
        if (!Utf8.IsValid(bytes)) return new Error(ErrorKind.Malformed, "invalid_utf8", $"{what} is not valid UTF-8.");
        try
        {
            var reader = new Utf8JsonReader(bytes, new() { MaxDepth = MaxDepth });
            for (var tokens = 0; reader.Read(); tokens++)
            {
                if (tokens == MaxTokens) return new Error(ErrorKind.Malformed, "too_many_values", $"{what} has more than {MaxTokens} names, values and brackets.");
                // Only an escape can write half of a surrogate pair in valid UTF-8.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
            }
            return JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) is JsonObject root
                ? root
                : new Error(ErrorKind.Malformed, "invalid_json", $"{what} is not a JSON object.");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" in line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
            return new Error(ErrorKind.Malformed, "invalid_json", $"{what} is not valid JSON{place}: it must be well-formed, at most {MaxDepth} deep, and name nothing twice.");
        }
        catch (InvalidOperationException)
        {
            return new Error(ErrorKind.Malformed, "invalid_json", $"{what} holds half of a surrogate pair.");
        }
    }
}

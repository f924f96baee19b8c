using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Says whether a JSON value that is no object and no array can be read as what is expected in its place.</summary>
internal static class ScalarShape
{
    private static readonly ConcurrentDictionary<Type, string[]> EnumNames = new();

    public static Issue? Check(JsonNode value, Type type, string pointer)
    {
        var text = value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
        if (type == typeof(string))
        {
            if (text is null) return Wrong("A string is expected here.");
            return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? new(pointer, "control_character", "Control characters have no place in text.") : null;
        }
        if (type == typeof(bool)) return value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : Wrong("true or false is expected here.");
        if (type.IsEnum)
        {
            var names = EnumNames.GetOrAdd(type, known => [.. Enum.GetNames(known).Select(JsonNamingPolicy.CamelCase.ConvertName)]);
            return text is null ? Wrong("A string is expected here.") with { Allowed = names }
                : names.Contains(text) ? null
                : new(pointer, "unknown_value", $"\"{Shorten(text)}\" is not one of the values known here.") { Allowed = names };
        }
        if (type == typeof(DateTimeOffset))
        {
            return text is not null && Instants.TryParse(text, out _) && Reads(value, type) ? null : Wrong("An instant is expected here (RFC 3339), for example 2026-01-31T12:00:00Z.");
        }
        if (type == typeof(DateOnly)) return Reads(value, type) ? null : Wrong("A date is expected here (ISO 8601), for example 2026-11-27.");
        return Reads(value, type) ? null : Wrong(type == typeof(int) ? "A whole number is expected here." : "A number is expected here.");

        Issue Wrong(string message) => new(pointer, "wrong_type", message);
    }

    /// <summary>For quoting what a client sent: an answer must not grow with it.</summary>
    public static string Shorten(string text, int max = 80) => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)] + "…";

    private static bool Reads(JsonNode value, Type type)
    {
        try
        {
            return value.Deserialize(type, ContentJson.Options) is { } read && (read is not double real || double.IsFinite(real));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

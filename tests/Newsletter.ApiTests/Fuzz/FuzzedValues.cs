using System.Text.Json.Nodes;
using CsCheck;

namespace Newsletter.ApiTests.Fuzz;

/// <summary>Values as nobody expects them, beside good ones.</summary>
internal static class FuzzedValues
{
    private static readonly string[] Odd =
    [
        "", " ", "0", "-1", "1", "2147483648", "9223372036854775808", "1e400", "-0", "NaN", "null", "true", "[]", "{}", "undefined", "\0", "\u0001\u001f\u007f", "\r\n", "\t", "é", "e\u0301", "\u202e\u2066", "\uFEFF", "\uFFFF", "\uD83D\uDE00",
        "İıſK", "ß", "中文", "../../etc/passwd", "%", "%00", "%2e%2e", "'", "\"", "\\", "<b>", "&amp;", "*", "a,b", ",", "a,,b", "a,a", ";", "=", "#", "?", "/", "x y", "2026-02-30T25:61:61Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "01a16028-0d40-71e1-90f3-858bda43eca1", "01A16028-0D40-71E1-90F3-858BDA43ECA1", "latest", "sorrel-lock-closes", "en", "de-DE", "x-klingon", "DE", "draft", "published",
    ];

    private static readonly string[] OddJson =
    [
        "null", "true", "0", "-1", "1e400", "1.5", "9223372036854775808", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\u202e\"", "[]", "{}", "[null]", "[[]]", "{\"a\":1}", "[1,\"a\",null]", "\"2026-02-30T25:61:61Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
        "\"0001-01-01T00:00:00Z\"", "\"00000000-0000-0000-0000-000000000000\"", "\"javascript:alert(1)\"", "\"http://[::1]:99999/\"", "\"\uD83D\uDE00\"", "{\"format\":\"html\",\"content\":\"<a><b><table><tr><ul>\"}", "{\"format\":\"markdown\",\"content\":\"> - | [](\"}",
        "[{\"_type\":\"block\",\"children\":[{\"_type\":\"span\",\"text\":\"\",\"marks\":[\"none\"]}]}]", "[{\"_type\":\"table\",\"rows\":[]}]", "{\"include\":[],\"exclude\":[]}", "-9223372036854775809", "123456789012345678901234567890",
    ];

    /// <summary>Bodies that are no JSON object, or hardly one.</summary>
    private static readonly string[] OddBodies =
    [
        "", " ", "null", "[]", "\"x\"", "{", "{}{}", "{\"title\":\"a\",\"title\":\"b\"}", "{\"title\":\"\\ud800\"}", "{\"title\":NaN}", "\uFEFF{}", "{\"\":1}", "{\"title\":1,}", "{\"a/b~c\":{\"\\u0000\":[]}}",
        "{\"a\":" + new string('[', 5000) + "1", "{\"title\":\"" + new string('x', 200_000) + "\"}", "{\"tags\":[" + new string(',', 1000) + "]}",
    ];

    public static Gen<string> Text { get; } = Gen.Frequency(
        (6, One(Odd)),
        (2, Gen.String[Gen.Char, 0, 20].Select(Whole)),
        (1, Gen.Select(One(Odd), Gen.Int[2, 400]).Select((text, times) => string.Concat(Enumerable.Repeat(text, Math.Min(times, 1500 / Math.Max(1, text.Length)))))));

    public static Gen<JsonNode?> Json { get; } = Gen.Frequency((6, One(OddJson).Select(json => JsonNode.Parse(json))), (2, Text.Select(text => (JsonNode?)JsonValue.Create(text))), (1, Gen.Int[2, 70].Select(Nested)));

    public static Gen<string> Body { get; } = One(OddBodies);

    /// <summary>Half of a surrogate pair cannot be sent as UTF-8.</summary>
    public static string Whole(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);

    private static Gen<string> One(string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static JsonNode? Nested(int depth)
    {
        JsonNode node = new JsonObject();
        for (var level = 0; level < depth; level++) node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["children"] = node };
        return node;
    }
}

using System.Text.Json;

namespace Newsletter.UnitTests.Body;

/// <summary>The scripts in <c>to-html</c>.</summary>
internal static class NodeScripts
{
    private static readonly Testing.NodeScripts Scripts = new(Path.Combine("Body", "to-html"));

    public static string?[] Run(string script, object input) =>
        JsonSerializer.Deserialize<string?[]>(Scripts.Run(script, JsonSerializer.Serialize(input, ContentJson.Options)))!;
}

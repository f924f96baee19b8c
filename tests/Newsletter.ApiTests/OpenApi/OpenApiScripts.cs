using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>The scripts in <c>node</c>.</summary>
internal static class OpenApiScripts
{
    private static readonly NodeScripts Scripts = new(Path.Combine("OpenApi", "node"));

    public static void Lint(string file) => Scripts.Run("lint.js", "", file);

    /// <returns>What is wrong with which value.</returns>
    public static IReadOnlyList<string> Validate(JsonObject document, IReadOnlyList<(string Name, string Schema, JsonNode? Value)> values)
    {
        var input = new JsonObject
        {
            ["document"] = document.DeepClone(),
            ["values"] = new JsonArray([.. values.Select(value => new JsonObject { ["schema"] = value.Schema, ["value"] = value.Value?.DeepClone() })]),
        };
        var answers = JsonSerializer.Deserialize<string?[]>(Scripts.Run("validate.js", input.ToJsonString()))!;
        return [.. values.Zip(answers).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}")];
    }
}

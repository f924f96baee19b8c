using System.Text.Json.Nodes;

namespace Newsletter.Application;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null) result.Remove(name);
            else
            {
                var merged = Apply(result[name], value);
                // Assigning a node that has its place already is refused.
                if (!ReferenceEquals(merged, result[name])) result[name] = merged;
            }
        }
        return result;
    }
}

using System.Text.Json.Nodes;

namespace Newsletter.Application.Revisions;

/// <summary>One difference: what stands at a place before and after. Add has no before, remove no after; move has both places.</summary>
/// <param name="Op">What happened there.</param>
/// <param name="Pointer">Where in the content (RFC 6901): in the later one, and of what was removed in the earlier one.</param>
/// <param name="Before">What stood there; null for add and move.</param>
/// <param name="After">What stands there; null for remove and move.</param>
public sealed record ContentChange(string Op, string Pointer, JsonNode? Before, JsonNode? After)
{
    /// <summary>Where a moved element stood before.</summary>
    public string? From { get; init; }
}

/// <summary>
/// Compares two contents by structure. Elements of arrays are matched by what identifies them (_key, key, a reference or a plain value),
/// so that a paragraph put in front is one addition and not a change of all that follow.
/// </summary>
public static class ContentDiff
{
    private static readonly string[] Identities = ["_key", "key", "author", "article", "media", "id"];

    public static IReadOnlyList<ContentChange> Between(JsonObject before, JsonObject after)
    {
        var changes = new List<ContentChange>();
        Objects(before, after, "", changes);
        return changes;
    }

    private static void Nodes(JsonNode? before, JsonNode? after, string pointer, List<ContentChange> changes)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        switch (before, after)
        {
            case (JsonObject a, JsonObject b): Objects(a, b, pointer, changes); break;
            case (JsonArray a, JsonArray b): Arrays(a, b, pointer, changes); break;
            default: changes.Add(new("replace", pointer, before?.DeepClone(), after?.DeepClone())); break;
        }
    }

    private static void Objects(JsonObject before, JsonObject after, string pointer, List<ContentChange> changes)
    {
        foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)))
        {
            var at = $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!after.ContainsKey(name)) changes.Add(new("remove", at, before[name]?.DeepClone(), null));
            else if (!before.ContainsKey(name)) changes.Add(new("add", at, null, after[name]?.DeepClone()));
            else Nodes(before[name], after[name], at, changes);
        }
    }

    private static void Arrays(JsonArray before, JsonArray after, string pointer, List<ContentChange> changes)
    {
        var old = Identify(before);
        var now = Identify(after);
        foreach (var (identity, at) in old.Where(element => !now.ContainsKey(element.Key))) changes.Add(new("remove", $"{pointer}/{at}", before[at]?.DeepClone(), null));
        // Elements that kept their order among themselves were not moved, whatever came or went between them.
        var kept = old.Keys.Where(now.ContainsKey).OrderBy(identity => old[identity]).ToList();
        var unmoved = LongestRun(kept.ConvertAll(identity => now[identity])).ToHashSet();
        foreach (var (identity, at) in now.OrderBy(element => element.Value))
        {
            if (!old.TryGetValue(identity, out var from)) changes.Add(new("add", $"{pointer}/{at}", null, after[at]?.DeepClone()));
            else
            {
                if (!unmoved.Contains(at)) changes.Add(new("move", $"{pointer}/{at}", null, null) { From = $"{pointer}/{from}" });
                Nodes(before[from], after[at], $"{pointer}/{at}", changes);
            }
        }
    }

    private static Dictionary<string, int> Identify(JsonArray array)
    {
        var places = new Dictionary<string, int>();
        for (var at = 0; at < array.Count; at++)
        {
            var identity = array[at] is JsonObject element
                ? Identities.Where(element.ContainsKey).Select(name => $"{name}={element[name]?.ToJsonString()}").FirstOrDefault() ?? $"#{at}"
                : array[at]?.ToJsonString() ?? "null";
            // What stands there several times is told apart by its number.
            var unique = identity;
            for (var n = 2; !places.TryAdd(unique, at); n++) unique = $"{identity}~{n}";
        }
        return places;
    }

    /// <summary>The longest increasing subsequence.</summary>
    private static IEnumerable<int> LongestRun(List<int> values)
    {
        var (tails, previous) = (new List<int>(), new int[values.Count]);
        for (var at = 0; at < values.Count; at++)
        {
            var place = tails.FindIndex(tail => values[tail] >= values[at]);
            previous[at] = (place < 0 ? tails.Count : place) is > 0 and var length ? tails[length - 1] : -1;
            if (place < 0) tails.Add(at);
            else tails[place] = at;
        }
        for (var at = tails.Count == 0 ? -1 : tails[^1]; at >= 0; at = previous[at]) yield return values[at];
    }
}

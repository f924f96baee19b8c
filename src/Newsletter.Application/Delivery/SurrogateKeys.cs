using Newsletter.Application.Delivery.Documents;

namespace Newsletter.Application.Delivery;

/// <summary>
/// Names what an answer was made from, so that caches can drop it when one of them changes: the list, and every item in it or shown along.
/// A change is to be purged under the item's key and under that of its type.
/// </summary>
public static class SurrogateKeys
{
    /// <summary>So much of an id's digits, its last, tells items apart: what is random in it. Two alike would be purged together, and that is all.</summary>
    private const int IdLength = 16;

    /// <summary>What servers and caches commonly take in one header.</summary>
    private const int MaxLength = 8 * 1024;

    /// <summary>The key of an item.</summary>
    public static string Of(string type, Guid id) => $"{type}-{id.ToString("N")[^IdLength..]}";

    internal static string Of(IReadOnlyList<Showing> shown, IReadOnlyList<string> lists)
    {
        var keys = new HashSet<string>(lists.Count + shown.Sum(part => part.SurrogateKeys.Length));
        foreach (var list in lists) keys.Add(list);
        foreach (var part in shown) foreach (var key in part.SurrogateKeys) keys.Add(key);
        string[] exact = [.. keys];
        var joined = string.Join(' ', exact);
        return joined.Length < MaxLength ? joined
            : string.Join(' ', lists.Concat(exact.Skip(lists.Count).Select(key => Paths.Plural(DocumentTypes.Parse(key[..key.IndexOf('-')])))).Distinct());
    }
}

using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>What include may name: for each type, the references it shows and the type behind them.</summary>
public static class Includes
{
    /// <summary>References of which nothing but the address is shown.</summary>
    public const char Address = 'W';

    private static readonly (string Name, char Code)[] Codes =
    [
        ("authors", 'a'), ("tags", 't'), ("leadMedia", 'm'), ("newsletter", 'n'), ("articles", 'i'), ("related", 'r'), ("portrait", 'p'), ("logo", 'l'),
        ("podcast", 'o'), ("notices", 'x'), ("parent", 'g'), ("cover", 'c'), ("audio", 'u'), ("article", 'k'), ("references", 'b'), ("poster", 'w'), ("captions", Address),
        ("editions", 'E'), ("translations", 'T'), ("previous", 'P'), ("next", 'N'),
    ];

    /// <summary>References that include cannot name; always stubs.</summary>
    public const char Other = 'z';

    private static readonly Dictionary<ItemType, (string Name, ItemType? Type)[]> Own = new()
    {
        [ItemType.Newsletter] = [("authors", ItemType.Author), ("logo", ItemType.Media), ("podcast", ItemType.Podcast), ("notices", ItemType.Notice), ("references", null)],
        [ItemType.Edition] =
        [
            ("newsletter", ItemType.Newsletter), ("authors", ItemType.Author), ("tags", ItemType.Tag), ("leadMedia", ItemType.Media), ("articles", ItemType.Article),
            ("notices", ItemType.Notice), ("previous", ItemType.Edition), ("next", ItemType.Edition), ("translations", ItemType.Edition), ("references", null),
        ],
        [ItemType.Article] =
        [
            ("newsletter", ItemType.Newsletter), ("authors", ItemType.Author), ("tags", ItemType.Tag), ("leadMedia", ItemType.Media), ("related", ItemType.Article),
            ("editions", ItemType.Edition), ("translations", ItemType.Article), ("references", null),
        ],
        [ItemType.Author] = [("portrait", ItemType.Media)],
        [ItemType.Tag] = [("parent", ItemType.Tag)],
        [ItemType.Podcast] = [("authors", ItemType.Author), ("newsletter", ItemType.Newsletter), ("cover", ItemType.Media)],
        [ItemType.Episode] = [("podcast", ItemType.Podcast), ("authors", ItemType.Author), ("audio", ItemType.Media), ("references", null)],
        [ItemType.Notice] = [("references", null)],
        [ItemType.Breaking] = [("article", ItemType.Article), ("newsletter", ItemType.Newsletter)],
        [ItemType.Media] = [("poster", ItemType.Media)],
    };

    /// <summary>What <see cref="FoundOnReading"/> adds to items that are asked for, but not to those included in others.</summary>
    private static readonly Dictionary<ItemType, string[]> Found = new()
    {
        [ItemType.Edition] = ["notices", "previous", "next", "translations"],
        [ItemType.Article] = ["editions", "translations"],
    };

    /// <summary>All that include may say for a type: one level, or two with a dot between.</summary>
    public static IReadOnlyList<string> Of(ItemType type) =>
        [.. Own[type].SelectMany(one => new[] { one.Name }.Concat(one.Type is { } behind ? Own[behind].Where(two => two.Type is not null && !(Found.TryGetValue(behind, out var found) && found.Contains(two.Name))).Select(two => $"{one.Name}.{two.Name}") : []))];

    /// <summary>The types that include can show along with a type, on either level.</summary>
    public static IReadOnlyList<ItemType> TypesOf(ItemType type)
    {
        var first = Own[type].Select(one => one.Type).OfType<ItemType>().ToList();
        return [.. first.Concat(first.SelectMany(behind => Own[behind].Select(two => two.Type).OfType<ItemType>())).Distinct()];
    }

    public static char CodeOf(string name) => Codes.FirstOrDefault(code => code.Name == name) is { Name: not null } known ? known.Code : Other;
}

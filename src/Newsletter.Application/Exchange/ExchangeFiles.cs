using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>The files of an exchange folder: one for each type, a line for each item.</summary>
public static class ExchangeFiles
{
    /// <summary>The order of import: what is referred to comes before what refers to it, as far as that can be said of types.</summary>
    public static IReadOnlyList<ItemType> Types { get; } =
    [
        ItemType.Media, ItemType.Author, ItemType.Tag, ItemType.Notice, ItemType.Podcast, ItemType.Newsletter,
        ItemType.Episode, ItemType.Article, ItemType.Edition, ItemType.Breaking,
    ];

    public static string Name(ItemType type) => Paths.Plural(type) + ".ndjson";
}

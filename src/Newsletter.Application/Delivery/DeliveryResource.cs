using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>What a list of one type can be asked for: closed sets, so that a slip is told and nothing can be probed.</summary>
public sealed record DeliveryResource(ItemType Type, IReadOnlyList<string> Filters, IReadOnlyList<string> Sorts, string DefaultSort)
{
    private static readonly string[] Times = ["publishedAfter", "publishedBefore", "updatedAfter", "ids", "q", "language"];
    private static readonly string[] ByTime = ["publishedAt", "updatedAt", "title"];

    /// <summary>The values of the kind filter.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The types that the list holds.</summary>
    public IReadOnlyList<ItemType> Types { get; init; } = [Type];

    /// <summary>Only what is breaking now, each item with the end of that.</summary>
    public bool IsBreaking { get; init; }

    /// <summary>Whether items have a body that can be asked for.</summary>
    public bool HasBody { get; init; }

    public static DeliveryResource Newsletters { get; } = new(ItemType.Newsletter, ["author", .. Times], ByTime, "title") { HasBody = true };

    public static DeliveryResource Editions { get; } = new(ItemType.Edition, ["newsletter", "tag", "author", .. Times], [.. ByTime, "number"], "-publishedAt") { HasBody = true };

    public static DeliveryResource Articles { get; } = new(ItemType.Article, ["tag", "author", "newsletter", "edition", "kind", "breaking", .. Times], ByTime, "-publishedAt")
    {
        HasBody = true,
        Kinds = ["news", "analysis", "feature", "interview", "opinion", "explainer", "brief", "video", "audio", "gallery", "live"],
    };

    public static DeliveryResource Authors { get; } = new(ItemType.Author, Times, ByTime, "title");

    public static DeliveryResource Tags { get; } = new(ItemType.Tag, ["kind", .. Times], ByTime, "title") { Kinds = ["topic", "person", "place", "organisation", "series", "keyword"] };

    public static DeliveryResource Podcasts { get; } = new(ItemType.Podcast, ["author", "newsletter", .. Times], ByTime, "title");

    public static DeliveryResource Episodes { get; } = new(ItemType.Episode, ["podcast", "author", "kind", .. Times], [.. ByTime, "number"], "-publishedAt") { HasBody = true, Kinds = ["full", "trailer", "bonus"] };

    public static DeliveryResource Notices { get; } = new(ItemType.Notice, ["kind", "region", .. Times], ByTime, "-publishedAt") { HasBody = true, Kinds = ["legal", "regional", "information"] };

    public static DeliveryResource Breaking { get; } = new(ItemType.Breaking, ["newsletter", "language"], ["publishedAt"], "-publishedAt")
    {
        Types = [ItemType.Breaking, ItemType.Article],
        IsBreaking = true,
        HasBody = true,
    };

    /// <summary>Articles and editions by words; authors and tags count by their names.</summary>
    public static DeliveryResource Search { get; } = new(ItemType.Article, ["tag", "author", "newsletter", "edition", "kind", "language", "publishedAfter", "publishedBefore", "region"], [], "")
    {
        Types = [ItemType.Article, ItemType.Edition],
        HasBody = true,
        Kinds = Articles.Kinds,
        SurrogateKeys = ["articles", "editions", "authors", "tags"],
    };

    public static DeliveryResource Media { get; } = new(ItemType.Media, [], ByTime, "-publishedAt");

    /// <summary>What include may say.</summary>
    public IReadOnlyList<string> Includes => field ??= [.. Types.SelectMany(Delivery.Includes.Of).Distinct()];

    public string Name => Paths.Plural(Type);

    /// <summary>The lists that an answer changes with.</summary>
    public IReadOnlyList<string> SurrogateKeys { get; init; } = [Paths.Plural(Type)];
}

using System.Text.Json;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Documents;

/// <summary>Which record describes the published documents of which type.</summary>
public static class DocumentTypes
{
    private static readonly Dictionary<ItemType, Type> Types = new()
    {
        [ItemType.Newsletter] = typeof(NewsletterDocument),
        [ItemType.Edition] = typeof(EditionDocument),
        [ItemType.Article] = typeof(ArticleDocument),
        [ItemType.Author] = typeof(AuthorDocument),
        [ItemType.Tag] = typeof(TagDocument),
        [ItemType.Podcast] = typeof(PodcastDocument),
        [ItemType.Episode] = typeof(EpisodeDocument),
        [ItemType.Notice] = typeof(NoticeDocument),
        [ItemType.Breaking] = typeof(BreakingDocument),
        [ItemType.Media] = typeof(MediaDocument),
    };

    private static readonly Dictionary<ItemType, string> Names = Types.Keys.ToDictionary(type => type, type => JsonNamingPolicy.CamelCase.ConvertName(type.ToString()));

    public static Type Of(ItemType type) => Types[type];

    /// <summary>The type's name on the wire and in the delivery tables.</summary>
    public static string Name(ItemType type) => Names[type];

    public static ItemType Parse(string name) => Names.First(pair => pair.Value == name).Key;
}

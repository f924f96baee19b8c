using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application;

/// <summary>Where items are found: pages of a front end, this API, files. Paths from the root; PublicUrl goes before them.</summary>
public static class Paths
{
    private static readonly Dictionary<ItemType, string> Plurals = new()
    {
        [ItemType.Newsletter] = "newsletters",
        [ItemType.Edition] = "editions",
        [ItemType.Article] = "articles",
        [ItemType.Author] = "authors",
        [ItemType.Tag] = "tags",
        [ItemType.Podcast] = "podcasts",
        [ItemType.Episode] = "episodes",
        [ItemType.Notice] = "notices",
        [ItemType.Breaking] = "breaking",
        [ItemType.Media] = "media",
    };

    /// <summary>The word for a type in addresses and file names.</summary>
    public static string Plural(ItemType type) => Plurals[type];

    /// <summary>The page of an item; a media item's "page" is its file.</summary>
    public static string Page(Item item) => item.Content is MediaAsset media
        ? media.File is { } file ? MediaFile(item.Id, "original", file) : ""
        : Page(item.Type, item.Slug);

    public static string Page(ItemType type, string slug) => $"/{Plural(type)}/{Uri.EscapeDataString(slug)}";

    /// <summary>An item in the planes that show it; what the plane begins with goes before it.</summary>
    public static string InPlane(ItemType type, ItemId id) => $"/{Plural(type)}/{id}";

    /// <summary>The hash makes the address a new one when the bytes change, so answers may be cached for ever.</summary>
    public static string Rendition(ItemId id, PictureRendition rendition) => $"/media/{id}/{rendition.FileName}";

    /// <inheritdoc cref="Rendition"/>
    public static string MediaFile(ItemId id, string rendition, MediaFile file) => $"/media/{id}/{rendition}-{file.Sha256[..16]}.{file.Extension}";
}

using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

/// <summary>Finds what the references of a body lead to. Null means that readers cannot see it.</summary>
public interface IBodyTargets
{
    BodyTarget? Find(ItemId id);
}

/// <summary>What the derived forms need to know of an item. The address is absolute or a path from the root.</summary>
public sealed record BodyTarget(ItemType Type, string Title, string Url)
{
    /// <summary>Media only.</summary>
    public MediaTarget? Media { get; init; }

    /// <summary>Authors only.</summary>
    public AuthorTarget? Author { get; init; }

    /// <summary>The body, of notices only.</summary>
    public IReadOnlyList<Block> Body { get; init; } = [];
}

/// <summary>The stored file of a media item and its words.</summary>
public sealed record MediaTarget(string ContentType, string FileUrl)
{
    public string? Alt { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }

    /// <summary>The same picture in other widths (HTML, section 4.8.4.2.1).</summary>
    public string? Srcset { get; init; }

    /// <summary>Of a recording: the picture shown before it plays.</summary>
    public string? PosterUrl { get; init; }

    /// <summary>Of a recording: its captions.</summary>
    public IReadOnlyList<TrackTarget> Tracks { get; init; } = [];

    /// <summary>In pixels.</summary>
    public int? Width { get; init; }

    /// <summary>In pixels.</summary>
    public int? Height { get; init; }
}

/// <summary>Words that a player shows with a recording.</summary>
public sealed record TrackTarget(string Url, CaptionKind Kind, string Language, string? Label);

/// <summary>What the box of an author shows besides the name.</summary>
public sealed record AuthorTarget
{
    public string? JobTitle { get; init; }

    /// <summary>Paragraphs parted by an empty line.</summary>
    public string? Bio { get; init; }

    public string? PortraitUrl { get; init; }
}

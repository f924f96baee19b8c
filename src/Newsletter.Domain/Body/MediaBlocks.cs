using System.Text.Json.Serialization;
using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

public enum ImageSize { Inline, Wide, Full }

/// <summary>A picture.</summary>
public sealed record ImageBlock : Block
{
    /// <summary>The media item, by id or slug.</summary>
    [RefersTo(ItemType.Media)]
    public required Reference Media { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>At most 300 characters.</summary>
    public string? Credit { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Alt { get; init; }

    public ImageSize Size { get; init; } = ImageSize.Inline;
}

/// <summary>Pictures that belong together. 1 to 100.</summary>
public sealed record GalleryBlock : Block
{
    /// <summary>At most 300 characters.</summary>
    public string? Title { get; init; }

    public required IReadOnlyList<GalleryImage> Images { get; init; }
}

/// <summary>A picture of a gallery.</summary>
public sealed record GalleryImage
{
    [JsonPropertyName("_key"), JsonPropertyOrder(-1)]
    public string Key { get; init; } = "";

    /// <summary>The media item, by id or slug.</summary>
    [RefersTo(ItemType.Media)]
    public required Reference Media { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>At most 300 characters.</summary>
    public string? Credit { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Alt { get; init; }
}

/// <summary>A recording kept here (media) or elsewhere (provider and providerId): one of the two.</summary>
public abstract record RecordingBlock : Block
{
    /// <summary>The media item, by id or slug.</summary>
    [RefersTo(ItemType.Media)]
    public Reference? Media { get; init; }

    /// <summary>Who hosts it, for example youtube: 1 to 40 of a-z 0-9 -.</summary>
    public string? Provider { get; init; }

    /// <summary>Its id there: 1 to 200 of A-Z a-z 0-9 and . _ ~ : / -.</summary>
    public string? ProviderId { get; init; }

    /// <summary>At most 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>The picture shown before it plays, by id or slug of a media item.</summary>
    [RefersTo(ItemType.Media, Optional = true)]
    public Reference? Poster { get; init; }

    /// <summary>In seconds, 0 or more.</summary>
    public double? DurationSeconds { get; init; }

    public Availability? Availability { get; init; }

    /// <summary>Whether the item must not be published while this cannot be played.</summary>
    public bool Mandatory { get; init; }

    /// <summary>What to say when it cannot be played, at most 500 characters.</summary>
    public string? Fallback { get; init; }
}

/// <summary>A video.</summary>
public sealed record VideoBlock : RecordingBlock;

/// <summary>A sound recording.</summary>
public sealed record AudioBlock : RecordingBlock;

/// <summary>Something of another site, shown in place.</summary>
public sealed record EmbedBlock : Block
{
    /// <summary>Who hosts it: 1 to 40 of a-z 0-9 -.</summary>
    public required string Provider { get; init; }

    /// <summary>An absolute http(s) address.</summary>
    public required string Url { get; init; }

    public Availability? Availability { get; init; }

    /// <summary>What to say when it cannot be shown, at most 500 characters.</summary>
    public string? Fallback { get; init; }
}

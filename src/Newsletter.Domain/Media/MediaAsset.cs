using System.Text.Json.Serialization;

namespace Newsletter.Domain.Media;

public enum MediaKind { Image, Audio, Video, Document, Captions }

public enum CaptionKind { Captions, Subtitles, Descriptions, Chapters }

public enum AvailabilityStatus { Available, Unavailable, GeoBlocked, Expired, Unknown }

/// <summary>Whether a recording can be played, and since when that is known.</summary>
public sealed record Availability
{
    public required AvailabilityStatus Status { get; init; }

    /// <summary>When it was last tried (RFC 3339).</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Why it cannot be played, at most 300 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>A picture, recording or document; the title is its name in the library.</summary>
public sealed record MediaAsset : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Media;

    [JsonIgnore]
    public override string? KindName => NameOf(Kind);

    public MediaKind Kind { get; init; } = MediaKind.Image;

    /// <summary>Text for those who cannot see it, at most 1,000 characters.</summary>
    public string? Alt { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>Whom to credit, at most 300 characters.</summary>
    public string? Credit { get; init; }

    /// <summary>Where it came from, at most 300 characters.</summary>
    public string? Source { get; init; }

    public Rights? Rights { get; init; }

    /// <summary>In seconds, 0 or more; sound and video only. Left out, readers are told what the file says.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The picture shown before it plays, by id or slug of a media item; sound and video only.</summary>
    [RefersTo(ItemType.Media, Optional = true)]
    public Reference? Poster { get; init; }

    /// <summary>Captions and other words that go with it; sound and video only. At most 50, one of each kind and language.</summary>
    public IReadOnlyList<CaptionTrack> Captions { get; init; } = [];

    public Availability? Availability { get; init; }

    /// <summary>What must stay in view when the picture is cropped.</summary>
    public FocalPoint? FocalPoint { get; init; }

    /// <summary>The words that are spoken, at most 200,000 characters.</summary>
    public string? Transcript { get; init; }

    /// <summary>For editors only; never delivered. At most 10,000 characters.</summary>
    public string? InternalNote { get; init; }

    /// <summary>The stored bytes; null until something was uploaded.</summary>
    [ServerSet]
    public MediaFile? File { get; init; }
}

/// <summary>Words that go with a recording.</summary>
public sealed record CaptionTrack
{
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>What players call it, at most 100 characters.</summary>
    public string? Label { get; init; }

    public CaptionKind Kind { get; init; } = CaptionKind.Captions;

    /// <summary>The WebVTT file, by id or slug of a media item.</summary>
    [RefersTo(ItemType.Media, Optional = true)]
    public required Reference Media { get; init; }
}

/// <summary>A point in a picture, from the left and from the top, each 0 to 1.</summary>
public sealed record FocalPoint
{
    public required double X { get; init; }
    public required double Y { get; init; }
}

/// <summary>The bytes behind a media item, found by their SHA-256.</summary>
public sealed record MediaFile
{
    /// <summary>64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The type read from the content, not from the name.</summary>
    public required string ContentType { get; init; }

    /// <summary>Without the dot.</summary>
    public required string Extension { get; init; }

    public required long Bytes { get; init; }

    /// <summary>In pixels; pictures and video only.</summary>
    public int? Width { get; init; }

    /// <summary>In pixels; pictures and video only.</summary>
    public int? Height { get; init; }

    /// <summary>How many pictures an animation has; left out for one.</summary>
    public int? Frames { get; init; }

    /// <summary>What draws the eye, for crops where the editor has set no focal point; pictures only.</summary>
    public FocalPoint? Focus { get; init; }

    /// <summary>A tiny WebP picture as a data URI (RFC 2397), to show while the real one loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The colour that covers the most, as #rrggbb in sRGB.</summary>
    public string? DominantColour { get; init; }

    /// <summary>Of sound and video, in seconds, as the container says.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Of sound and video, in bits per second, on average.</summary>
    public int? BitRate { get; init; }

    /// <summary>The name it was uploaded under.</summary>
    public string? FileName { get; init; }
}

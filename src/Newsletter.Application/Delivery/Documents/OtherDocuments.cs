using Newsletter.Domain;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Delivery.Documents;

/// <summary>A newsletter that readers can subscribe to.</summary>
public sealed record NewsletterDocument : LinkedDocument
{
    public string? Tagline { get; init; }
    public IReadOnlyList<Block> About { get; init; } = [];

    /// <summary>IANA.</summary>
    public string TimeZone { get; init; } = "";

    public CadenceDocument? Cadence { get; init; }
    public IReadOnlyList<ContributionDocument> Authors { get; init; } = [];
    public MediaUseDocument? Logo { get; init; }
    public Reference? Podcast { get; init; }
    public string? Privacy { get; init; }
    public string? Terms { get; init; }
    public IReadOnlyList<Reference> Notices { get; init; } = [];
}

/// <summary>How often a newsletter appears.</summary>
public sealed record CadenceDocument
{
    /// <summary>A recurrence rule (RFC 5545).</summary>
    public string Rrule { get; init; } = "";

    public string? Words { get; init; }
}

/// <summary>An author; the title is the name.</summary>
public sealed record AuthorDocument : Document
{
    public string? JobTitle { get; init; }

    /// <summary>Plain text, paragraphs parted by an empty line.</summary>
    public string? Bio { get; init; }

    public MediaUseDocument? Portrait { get; init; }

    /// <summary>Profiles elsewhere.</summary>
    public IReadOnlyList<PlatformLink> Links { get; init; } = [];
}

/// <summary>A tag.</summary>
public sealed record TagDocument : LinkedDocument
{
    /// <summary>topic, person, place, organisation, series or keyword.</summary>
    public string Kind { get; init; } = "";

    public string? Description { get; init; }
    public Reference? Parent { get; init; }

    /// <summary>The IPTC Media Topic code.</summary>
    public string? IptcCode { get; init; }

    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>How many visible articles carry it. Found on reading.</summary>
    public int? ArticleCount { get; init; }
}

/// <summary>A podcast.</summary>
public sealed record PodcastDocument : LinkedDocument
{
    public string? Description { get; init; }
    public MediaUseDocument? Cover { get; init; }
    public IReadOnlyList<ContributionDocument> Authors { get; init; } = [];
    public Reference? Newsletter { get; init; }
    public IReadOnlyList<PlatformDocument> Platforms { get; init; } = [];
    public bool Explicit { get; init; }
}

/// <summary>A place where a podcast can be subscribed to.</summary>
public sealed record PlatformDocument
{
    public string Name { get; init; } = "";
    public string Url { get; init; } = "";
}

/// <summary>One episode of a podcast.</summary>
public sealed record EpisodeDocument : LinkedDocument
{
    public Reference? Podcast { get; init; }

    /// <summary>full, trailer or bonus.</summary>
    public string Kind { get; init; } = "";

    public int? Number { get; init; }
    public int? Season { get; init; }
    public string? Teaser { get; init; }
    public IReadOnlyList<Block> Body { get; init; } = [];
    public MediaUseDocument? Audio { get; init; }
    public string? AudioUrl { get; init; }
    public int? DurationSeconds { get; init; }
    public IReadOnlyList<ContributionDocument> Authors { get; init; } = [];
}

/// <summary>Something that readers, or those of some countries, must be told.</summary>
public sealed record NoticeDocument : LinkedDocument
{
    /// <summary>legal, regional or information.</summary>
    public string Kind { get; init; } = "";

    public IReadOnlyList<Block> Body { get; init; } = [];
    public RegionsDocument Regions { get; init; } = new();
    public string? MoreUrl { get; init; }
}

/// <summary>Countries (ISO 3166-1 alpha-2); an empty include means all but the excluded.</summary>
public sealed record RegionsDocument
{
    public IReadOnlyList<string> Include { get; init; } = [];
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

/// <summary>A line of the breaking strip.</summary>
public sealed record BreakingDocument : LinkedDocument
{
    /// <summary>When it leaves the strip.</summary>
    public DateTimeOffset Until { get; init; }

    public Reference? Article { get; init; }
    public string? Href { get; init; }
    public Reference? Newsletter { get; init; }
}

/// <summary>A picture, recording or document that something published refers to.</summary>
public sealed record MediaDocument : LinkedDocument
{
    /// <summary>image, audio, video, document or captions.</summary>
    public string Kind { get; init; } = "";

    public string? Alt { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }
    public string? Source { get; init; }

    /// <summary>In pixels.</summary>
    public int? Width { get; init; }

    /// <summary>In pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Sound and video only.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Of sound and video, in bits per second, on average.</summary>
    public int? BitRate { get; init; }

    public string? ContentType { get; init; }

    /// <summary>A tiny WebP picture as a data URI (RFC 2397), to show while the real one loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The colour that covers the most, as #rrggbb in sRGB.</summary>
    public string? DominantColour { get; init; }

    public FocalPoint? FocalPoint { get; init; }
    public Availability? Availability { get; init; }
    public Rights? Rights { get; init; }

    /// <summary>The words that are spoken.</summary>
    public string? Transcript { get; init; }

    /// <summary>The picture shown before it plays.</summary>
    public Reference? Poster { get; init; }

    /// <summary>Words that go with a recording, for the tracks of a player.</summary>
    public IReadOnlyList<CaptionDocument> Captions { get; init; } = [];

    public IReadOnlyList<Rendition> Renditions { get; init; } = [];

    /// <summary>The same for the sources of an HTML picture element, in the order in which a browser should choose.</summary>
    public IReadOnlyList<PictureSource> Sources { get; init; } = [];
}

/// <summary>Words that go with a recording, as a WebVTT file.</summary>
public sealed record CaptionDocument
{
    /// <summary>BCP 47.</summary>
    public string Language { get; init; } = "";

    /// <summary>What players call it.</summary>
    public string? Label { get; init; }

    public CaptionKind Kind { get; init; }

    /// <summary>The WebVTT file.</summary>
    public Reference Url { get; init; }
}

/// <summary>The widths of one aspect in one format, ready for the attributes of an HTML source element.</summary>
public sealed record PictureSource
{
    /// <summary>original, 16x9, 4x3 or 1x1.</summary>
    public required string Aspect { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Addresses with their widths (HTML, section 4.8.4.2.1).</summary>
    public required string Srcset { get; init; }
}

/// <summary>One file of a media item; the address changes with the content and may be cached for ever.</summary>
public sealed record Rendition
{
    public required string Name { get; init; }

    /// <summary>original, 16x9, 4x3 or 1x1.</summary>
    public required string Aspect { get; init; }

    public int? Width { get; init; }
    public int? Height { get; init; }
    public required string ContentType { get; init; }
    public required string Url { get; init; }
}

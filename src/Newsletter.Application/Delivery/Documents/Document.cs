using System.Text.Json.Serialization;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Documents;

/// <summary>What every item shows to readers.</summary>
public abstract record Document
{
    [JsonPropertyOrder(-2)]
    public ItemType Type { get; init; }
    [JsonPropertyOrder(-2)]
    public Guid Id { get; init; }
    [JsonPropertyOrder(-2)]
    public string Slug { get; init; } = "";

    /// <summary>The page, or the file of a media item: absolute where PublicUrl is set, else a path from the root.</summary>
    [JsonPropertyOrder(-2)]
    public string? Url { get; init; }

    [JsonPropertyOrder(-2)]
    public string Title { get; init; } = "";

    /// <summary>BCP 47.</summary>
    [JsonPropertyOrder(-2)]
    public string Language { get; init; } = "";

    /// <summary>The direction of the text: ltr or rtl.</summary>
    [JsonPropertyOrder(-2)]
    public string Dir { get; init; } = "ltr";

    /// <summary>Raised with every publication of something changed.</summary>
    [JsonPropertyOrder(-2)]
    public int Revision { get; init; }

    [JsonPropertyOrder(-2)]
    public DateTimeOffset PublishedAt { get; init; }
    [JsonPropertyOrder(-2)]
    public DateTimeOffset FirstPublishedAt { get; init; }
    [JsonPropertyOrder(-2)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Only on what is under embargo, which callers with embargo:read see, and previews: until when.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EmbargoUntil { get; init; }
}

/// <summary>A document with the usual links.</summary>
public abstract record LinkedDocument : Document
{
    [JsonPropertyOrder(-1)]
    public DocumentLinks? Links { get; init; }
}

/// <summary>Where the item is found in this API.</summary>
public sealed record DocumentLinks
{
    public required string Self { get; init; }

    /// <summary>Newsletters: their editions. Podcasts: their episodes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Items { get; init; }
}

/// <summary>A person's part in an item.</summary>
public sealed record ContributionDocument
{
    public Reference Author { get; init; }
    public string Role { get; init; } = "";
}

/// <summary>How an item uses a picture or recording.</summary>
public sealed record MediaUseDocument
{
    public Reference Media { get; init; }
    public string? Caption { get; init; }
    public string? Alt { get; init; }
    public string? Credit { get; init; }
}

/// <summary>What search engines and social networks are told instead of title and teaser.</summary>
public sealed record SeoDocument
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public Reference? Image { get; init; }
    public bool NoIndex { get; init; }
}

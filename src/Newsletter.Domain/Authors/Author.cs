using System.Text.Json.Serialization;

namespace Newsletter.Domain.Authors;

/// <summary>A person or desk with a byline; the title is the name.</summary>
public sealed record Author : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Author;

    /// <summary>At most 200 characters.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The biography in plain text, paragraphs parted by an empty line. At most 10,000 characters.</summary>
    public string? Bio { get; init; }

    public MediaUse? Portrait { get; init; }

    /// <summary>Profiles elsewhere. At most 20.</summary>
    public IReadOnlyList<PlatformLink> Links { get; init; } = [];

    /// <summary>For editors only; never delivered. At most 10,000 characters.</summary>
    public string? InternalNote { get; init; }
}

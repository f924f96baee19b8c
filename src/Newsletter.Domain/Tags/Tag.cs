using System.Text.Json.Serialization;

namespace Newsletter.Domain.Tags;

public enum TagKind { Topic, Person, Place, Organisation, Series, Keyword }

/// <summary>What something is about.</summary>
public sealed record Tag : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Tag;

    [JsonIgnore]
    public override string? KindName => NameOf(Kind);

    public TagKind Kind { get; init; } = TagKind.Topic;

    /// <summary>At most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The wider tag that this one stands under, by id or slug.</summary>
    [RefersTo(ItemType.Tag, Relations.Parent, Optional = true)]
    public Reference? Parent { get; init; }

    /// <summary>The IPTC Media Topic code (8 digits, https://cv.iptc.org/newscodes/mediatopic/).</summary>
    public string? IptcCode { get; init; }

    /// <summary>Other words for the same. At most 50 of 100 characters.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];
}

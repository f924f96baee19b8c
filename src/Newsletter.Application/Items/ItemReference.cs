using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>One reference of a working copy, kept as a row so that referrers and filters find it.</summary>
public sealed class ItemReference
{
    public ItemId ItemId { get; init; }
    public int Ordinal { get; init; }

    /// <summary>Where it stands in the content (RFC 6901).</summary>
    public string Pointer { get; init; } = "";

    public string Relation { get; init; } = "";
    public ItemType TargetType { get; init; }
    public ItemId TargetId { get; init; }

    /// <summary>Whether the content still makes sense without the target.</summary>
    public bool Optional { get; init; }
}

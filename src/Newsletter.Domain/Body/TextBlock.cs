using System.Text.Json.Serialization;

namespace Newsletter.Domain.Body;

public enum BlockStyle { Normal, H2, H3, Blockquote }

public enum ListItemKind { Bullet, Number }

/// <summary>A paragraph, heading, quotation or list item.</summary>
public sealed record TextBlock : Block
{
    public BlockStyle Style { get; init; } = BlockStyle.Normal;

    /// <summary>Set on list items.</summary>
    public ListItemKind? ListItem { get; init; }

    /// <summary>How deep the list item stands, 1 to 6; only together with listItem.</summary>
    public int? Level { get; init; }

    /// <summary>The text, in runs of equal marks.</summary>
    public required IReadOnlyList<Span> Children { get; init; }

    /// <summary>The annotations that spans name in their marks.</summary>
    public IReadOnlyList<MarkDefinition> MarkDefs { get; init; } = [];
}

/// <summary>A run of text.</summary>
public sealed record Span
{
    /// <summary>Always "span".</summary>
    [JsonPropertyName("_type"), JsonPropertyOrder(-2)]
    public string Type { get; init; } = "span";

    /// <summary>Identifies the span within its block. Made if left out.</summary>
    [JsonPropertyName("_key"), JsonPropertyOrder(-1)]
    public string Key { get; init; } = "";

    public required string Text { get; init; }

    /// <summary>Decorators (strong, em, underline, strike-through, code, sub, sup) and at most one key of markDefs, each once.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];
}

/// <summary>An annotation of text.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(LinkMark), "link")]
[JsonDerivedType(typeof(InternalLinkMark), "internalLink")]
public abstract record MarkDefinition
{
    /// <summary>What spans name in their marks; as the key of a block, and not the name of a decorator.</summary>
    [JsonPropertyName("_key"), JsonPropertyOrder(-1)]
    public required string Key { get; init; }
}

/// <summary>A link to elsewhere.</summary>
public sealed record LinkMark : MarkDefinition
{
    /// <summary>An absolute http, https, mailto or tel address, or a path or fragment that begins with / or #. At most 2,048 characters, without spaces.</summary>
    public required string Href { get; init; }

    /// <summary>Link types, parted by spaces: nofollow, sponsored, ugc, noopener, noreferrer, external, author, license.</summary>
    public string? Rel { get; init; }
}

/// <summary>A link to another item here.</summary>
public sealed record InternalLinkMark : MarkDefinition
{
    public required TypedReference Reference { get; init; }
}

using System.Text.Json.Serialization;

namespace Newsletter.Domain.Body;

/// <summary>A link of its own to an item here (reference) or elsewhere (href): one of the two.</summary>
public sealed record RelatedLinkBlock : Block
{
    public TypedReference? Reference { get; init; }

    /// <summary>An address as in link.</summary>
    public string? Href { get; init; }

    /// <summary>The words of the link; required with href. At most 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>For example "Read more:". At most 60 characters.</summary>
    public string? Prefix { get; init; }
}

/// <summary>A sentence of the text, set large.</summary>
public sealed record PullQuoteBlock : Block
{
    /// <summary>1 to 2,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Who said it, at most 300 characters.</summary>
    public string? Attribution { get; init; }
}

public enum CalloutVariant { Info, Tip, Warning, Correction, Background }

/// <summary>A box beside the text.</summary>
public sealed record CalloutBlock : Block
{
    public CalloutVariant Variant { get; init; } = CalloutVariant.Info;

    /// <summary>At most 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Blocks of type block only, and none in the style blockquote: paragraphs, headings and lists. At most 100.</summary>
    public required IReadOnlyList<Block> Content { get; init; }
}

/// <summary>A podcast, or one episode of it.</summary>
public sealed record PodcastBlock : Block
{
    /// <summary>The podcast, by id or slug.</summary>
    [RefersTo(ItemType.Podcast)]
    public required Reference Reference { get; init; }

    /// <summary>The episode, by id or slug.</summary>
    [RefersTo(ItemType.Episode, Optional = true)]
    public Reference? Episode { get; init; }
}

/// <summary>A form to subscribe to a newsletter.</summary>
public sealed record SubscribeFormBlock : Block
{
    /// <summary>The newsletter, by id or slug.</summary>
    [RefersTo(ItemType.Newsletter)]
    public required Reference Newsletter { get; init; }
}

/// <summary>The box with an author's portrait and biography.</summary>
public sealed record AuthorBioBlock : Block
{
    /// <summary>The author, by id or slug.</summary>
    [RefersTo(ItemType.Author)]
    public required Reference Author { get; init; }
}

/// <summary>A notice in its place in the text.</summary>
public sealed record NoticeBlock : Block
{
    /// <summary>The notice, by id or slug.</summary>
    [RefersTo(ItemType.Notice)]
    public required Reference Reference { get; init; }
}

/// <summary>A table. 1 to 500 rows of 1 to 50 cells, all rows of one length.</summary>
public sealed record TableBlock : Block
{
    /// <summary>At most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>How many of the first rows are headings, from 0 to the number of rows.</summary>
    public int HeaderRows { get; init; }

    public required IReadOnlyList<TableRow> Rows { get; init; }
}

/// <summary>A row of a table.</summary>
public sealed record TableRow
{
    [JsonPropertyName("_key"), JsonPropertyOrder(-1)]
    public string Key { get; init; } = "";

    /// <summary>The cells in plain text, each at most 2,000 characters.</summary>
    public required IReadOnlyList<string> Cells { get; init; }
}

/// <summary>A line across.</summary>
public sealed record DividerBlock : Block;

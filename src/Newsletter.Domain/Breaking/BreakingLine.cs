using System.Text.Json.Serialization;

namespace Newsletter.Domain.Breaking;

/// <summary>A line in the breaking strip; the title is the line.</summary>
public sealed record BreakingLine : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Breaking;

    /// <summary>When it leaves the strip (RFC 3339).</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The article behind the line, by id or slug.</summary>
    [RefersTo(ItemType.Article, Optional = true)]
    public Reference? Article { get; init; }

    /// <summary>Where the line leads, if not to an article here: an absolute http(s) address.</summary>
    public string? Href { get; init; }

    /// <summary>The newsletter whose readers see it, by id or slug; all if left out.</summary>
    [RefersTo(ItemType.Newsletter, Relations.Newsletter, Optional = true)]
    public Reference? Newsletter { get; init; }
}

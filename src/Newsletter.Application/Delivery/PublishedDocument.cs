namespace Newsletter.Application.Delivery;

/// <summary>Something that readers see for a time.</summary>
public abstract class TimedRow
{
    /// <summary>Readers see it from here (an embargo's end) ...</summary>
    public DateTimeOffset VisibleFrom { get; init; }

    /// <summary>... and before here (an expiry).</summary>
    public DateTimeOffset VisibleUntil { get; init; }
}

/// <summary>An item as it is shown. The byte columns are JSON with marks where references and bodies are filled in on reading.</summary>
public abstract class DocumentRow : TimedRow
{
    public Guid Id { get; init; }

    /// <summary>The type's name on the wire.</summary>
    public string Type { get; init; } = "";

    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public string Language { get; init; } = "";
    public string? Kind { get; init; }
    public Guid TranslationGroup { get; init; }

    /// <summary>An edition's newsletter, an episode's podcast.</summary>
    public Guid? SeriesId { get; init; }
    public int? SerialNumber { get; init; }
    public int Revision { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
    public DateTimeOffset FirstPublishedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set on what is breaking until then.</summary>
    public DateTimeOffset? BreakingUntil { get; init; }

    /// <summary>Country codes as ",DE,FR,"; empty for everywhere.</summary>
    public string RegionsInclude { get; init; } = "";
    public string RegionsExclude { get; init; } = "";

    /// <summary>The title in lower case, for sorting alike on both engines.</summary>
    public string SortTitle { get; init; } = "";

    /// <summary>What the q filter looks through, in lower case.</summary>
    public string SearchText { get; init; } = "";

    /// <summary>Where it is seen: the path of a page, or of the file of a media item.</summary>
    public string Path { get; init; } = "";

    /// <summary>Media only: what the store needs to find the file, as JSON.</summary>
    public string? MediaFile { get; init; }

    /// <summary>The JSON object without bodies.</summary>
    public byte[] Summary { get; init; } = [];

    /// <summary>The bodies in the order of their slots, each format in its own column so that lists never read them.</summary>
    public byte[] Blocks { get; init; } = [];
    public byte[] Html { get; init; } = [];
    public byte[] Markdown { get; init; } = [];
    public byte[] Text { get; init; } = [];
}

/// <summary>What readers see of an item: frozen at publication, replaced as a whole at the next.</summary>
public sealed class PublishedDocument : DocumentRow;

/// <summary>
/// A reference of a published document, for filters and for finding what a document touches. What it refers to twice in the same way stands here once.
/// </summary>
public sealed class PublishedReference : TimedRow
{
    public Guid FromId { get; init; }

    /// <summary>
    /// As in the document itself, like the date and the times between which it is seen: what refers to something is listed, newest first, by an index of
    /// this table alone. Media have times of their own, which change with what shows them; no list is led by what they refer to.
    /// </summary>
    public string FromType { get; init; } = "";
    public DateTimeOffset PublishedAt { get; init; }

    public int Ordinal { get; init; }
    public string Relation { get; init; } = "";
    public Guid ToId { get; init; }
    public string ToType { get; init; } = "";
}

/// <summary>A slug that a published item had before: it leads to the present one.</summary>
public sealed class RetiredSlug
{
    public string Type { get; init; } = "";
    public string Slug { get; init; } = "";
    public string Language { get; init; } = "";
    public Guid ItemId { get; init; }
    public DateTimeOffset RetiredAt { get; init; }
}

/// <summary>What was taken down: its addresses answer 410 with the public reason.</summary>
public sealed class TakenDownDocument
{
    public Guid Id { get; init; }
    public string Type { get; init; } = "";
    public string Slug { get; init; } = "";
    public string Language { get; init; } = "";
    public string PublicReason { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>One change of what readers can see. Numbers are gapless and in commit order.</summary>
public sealed class LogEntry
{
    public long Sequence { get; init; }

    /// <summary>"upsert" or "delete".</summary>
    public string Operation { get; init; } = "";

    public string Type { get; init; } = "";
    public Guid ItemId { get; init; }
    public int Revision { get; init; }

    /// <summary>Why it went, for deletes: unpublished, deleted, takenDown, unreferenced.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Readers may have had the item from here on; null when they never could. Whoever is told that it went must not learn of it by that.</summary>
    public DateTimeOffset? SeenFrom { get; init; }

    /// <summary>What it referred to before or refers to now, its group of translations, and its slug (<see cref="MadeFrom.Slug"/>): answers that gather what refers to these may be stale.</summary>
    public Guid[] Touches { get; init; } = [];
}

/// <summary>The one row that numbers the publication log.</summary>
public sealed class LogPosition
{
    public int Id { get; init; }
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
}

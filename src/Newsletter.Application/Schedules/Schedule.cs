using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

public enum ScheduleAction { Publish, Unpublish }

public enum ScheduleState { Pending, Done, Failed, Cancelled }

/// <summary>
/// Something that will happen to an item at an instant. It is done in the same transaction that marks it as done, so that it can neither be lost
/// nor happen twice, however many processes look at it and whenever one of them dies.
/// </summary>
public sealed class Schedule
{
    public static readonly TimeSpan DefaultMaxLateness = TimeSpan.FromDays(1);

    public Guid Id { get; init; }
    public ItemId ItemId { get; init; }
    public ScheduleAction Action { get; init; }

    /// <summary>The revision that will be published: later edits wait.</summary>
    public int Revision { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>As the editor said it, with the zone; null when an instant was given.</summary>
    public string? LocalTime { get; init; }
    public string? TimeZone { get; init; }

    /// <summary>How late it may still happen, in seconds, when the program was down; null for however late.</summary>
    public int? MaxLatenessSeconds { get; init; }

    public bool IncludeArticles { get; init; }

    /// <summary>The articles that will be published with an edition, as they were when it was scheduled.</summary>
    public ICollection<ScheduledArticle> Articles { get; init; } = [];
    public DateTimeOffset? EmbargoUntil { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The item's status before it waited for this; it returns there when nothing comes of it.</summary>
    public ItemStatus StatusBefore { get; init; }

    public ScheduleState State { get; set; }

    /// <summary>How often an outage of the database was met; five times at most.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this, after an outage.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
    public string CreatedByName { get; init; } = "";
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>An article that waits with its edition: later edits wait.</summary>
public sealed class ScheduledArticle
{
    public Guid ScheduleId { get; init; }
    public ItemId ArticleId { get; init; }
    public int Revision { get; init; }
}

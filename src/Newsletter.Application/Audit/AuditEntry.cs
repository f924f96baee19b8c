namespace Newsletter.Application.Audit;

/// <summary>Who did what, when, to which item. Only ever added; the database refuses to change or delete it.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The key; empty for commands and schedules.</summary>
    public Guid Principal { get; init; }
    public string PrincipalName { get; init; } = "";

    /// <summary>created, edited, submitted, approved, rejected, scheduled, unscheduled, published, unpublished, takenDown, reinstated, deleted.</summary>
    public string Action { get; init; } = "";

    public string? ItemType { get; init; }
    public Guid? ItemId { get; init; }
    public int? Version { get; init; }
    public int? Revision { get; init; }

    /// <summary>SHA-256 of what it said before and after, as hexadecimal digits.</summary>
    public string? BeforeHash { get; init; }
    public string? AfterHash { get; init; }
}

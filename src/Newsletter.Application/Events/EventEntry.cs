namespace Newsletter.Application.Events;

/// <summary>Something that happened, for integrations.</summary>
public sealed class EventEntry
{
    /// <summary>In the order of telling, with gaps; what happened to one item is in the order in which it happened.</summary>
    public long Id { get; init; }

    /// <summary>Its number in the log, without gaps; nothing comes later with a lower one. Null until it has one, see <see cref="IEventNumbers"/>.</summary>
    public long? Sequence { get; set; }

    /// <summary>What happened to what, as "article.published".</summary>
    public string Type { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The item as it was then; the item may be gone.</summary>
    public string? ItemType { get; init; }
    public Guid? ItemId { get; init; }
    public string? Slug { get; init; }
    public string? Title { get; init; }
    public int? Revision { get; init; }

    /// <summary>The key; zeros for commands and schedules.</summary>
    public Guid Actor { get; init; }
    public string ActorName { get; init; } = "";

    /// <summary>What else there is to say, as a JSON object.</summary>
    public string Data { get; init; } = "{}";
}

/// <summary>The one row that numbers the events.</summary>
public sealed class EventPosition
{
    public int Id { get; init; }
    public long Sequence { get; init; }
}

namespace Newsletter.Application.Delivery.Sync;

/// <summary>What became of an item: what is shown now, or why there is nothing.</summary>
internal sealed record Change(long Sequence, string Type, Guid Id, int Revision, DateTimeOffset At)
{
    public ShownDocument? Shown { get; init; }
    public string? Reason { get; init; }

    public static Change Upsert(long sequence, ShownDocument shown, DateTimeOffset at) => new(sequence, shown.Type, shown.Id, shown.Revision, at) { Shown = shown };
}

/// <summary>A page of the feed and the place behind it.</summary>
/// <param name="HasMore">Whether there is something behind it already.</param>
internal sealed record SyncPage(IReadOnlyList<Change> Changes, SyncCursor Next, bool HasMore);

/// <summary>Why readers do not see an item that is published.</summary>
internal static class Hidden
{
    public static string Reason(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now) => until <= now ? "expired" : from > now ? "embargo" : "entitlement";

    /// <summary>When what is shown of it changed last, by a publication or by time.</summary>
    public static DateTimeOffset ChangedAt(this ShownDocument document, DateTimeOffset now) =>
        new[] { document.UpdatedAt, document.VisibleFrom, document.VisibleUntil, document.BreakingUntil ?? document.UpdatedAt }.Where(instant => instant <= now).DefaultIfEmpty(document.UpdatedAt).Max();
}

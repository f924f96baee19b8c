namespace Newsletter.Application.Events;

/// <summary>
/// Numbers events as the publication log numbers publications: by one row, updated last in the transaction. It is a log of its own, because the
/// other is public and must not move for drafts.
/// </summary>
public static class EventLog
{
    /// <summary>To be called once in a transaction, when nothing else is left to do: who holds the row must not wait for another lock.</summary>
    public static async Task AppendAsync(IEditorialDb db, IReadOnlyList<EventEntry> entries, CancellationToken cancellationToken)
    {
        var next = await db.NextEventAsync(entries.Count, cancellationToken);
        foreach (var entry in entries) entry.Sequence = next++;
        db.Events.AddRange(entries);
        await db.SaveChangesAsync(cancellationToken);
    }
}

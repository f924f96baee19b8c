using Microsoft.EntityFrameworkCore;

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
        await db.EventPosition.ExecuteUpdateAsync(row => row.SetProperty(position => position.Sequence, position => position.Sequence + entries.Count), cancellationToken);
        var next = await db.EventPosition.Select(position => position.Sequence).SingleAsync(cancellationToken) - entries.Count;
        foreach (var entry in entries) entry.Sequence = ++next;
        db.Events.AddRange(entries);
        await db.SaveChangesAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Numbers what readers can see changing. The numbers come from one row that is updated last in the transaction, so they are gapless and in
/// commit order: whoever has seen n has seen all before it. A database sequence gives neither.
/// </summary>
public sealed class PublicationLog(IEditorialDb db, PublishedChanges changes)
{
    /// <summary>Between the moment that a publication bears and its commit, while others take their turn.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <param name="targets">What it refers to, and referred to before.</param>
    public static LogEntry Upsert(Item item, DateTimeOffset at, IEnumerable<Guid>? targets = null) =>
        new() { Touches = Touches(item, targets), Operation = "upsert", Type = DocumentTypes.Name(item.Type), ItemId = item.Id.Value, Revision = item.Revision, At = at };

    public static LogEntry Delete(Item item, string reason, DateTimeOffset at, IEnumerable<Guid>? targets) =>
        new() { Touches = Touches(item, targets), Operation = "delete", Type = DocumentTypes.Name(item.Type), ItemId = item.Id.Value, Revision = item.Revision, Reason = reason, At = at };

    /// <summary>A file that nothing published shows any more.</summary>
    public static LogEntry Delete(Guid media, DateTimeOffset at) =>
        new() { Operation = "delete", Type = DocumentTypes.Name(ItemType.Media), ItemId = media, Reason = "unreferenced", At = at };

    private static Guid[] Touches(Item item, IEnumerable<Guid>? targets) =>
        [.. (targets ?? []).Append(item.TranslationGroup.Value).Append(MadeFrom.Slug(DocumentTypes.Name(item.Type), item.Slug)).Distinct()];

    public async Task AppendAsync(IReadOnlyList<LogEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        var seen = await SeenFromAsync(entries, now, cancellationToken);
        await db.LogPosition.ExecuteUpdateAsync(row => row
            .SetProperty(position => position.Sequence, position => position.Sequence + entries.Count)
            .SetProperty(position => position.At, now), cancellationToken);
        var last = await db.LogPosition.AsNoTracking().Select(position => position.Sequence).SingleAsync(cancellationToken);
        db.Log.AddRange(entries.Select((entry, at) => new LogEntry
        {
            Sequence = last - entries.Count + 1 + at,
            Operation = entry.Operation,
            Type = entry.Type,
            ItemId = entry.ItemId,
            Revision = entry.Revision,
            Reason = entry.Reason,
            At = entry.At,
            Touches = entry.Touches,
            SeenFrom = seen.TryGetValue(entry.ItemId, out var from) ? from : null,
        }));
        await db.SaveChangesAsync(cancellationToken);
        db.AfterCommit(changes.Suspect);
    }

    /// <summary>From when readers could see it first, by what was logged or by the present document. Until this is committed, an embargo may still end.</summary>
    private async Task<Dictionary<Guid, DateTimeOffset>> SeenFromAsync(IReadOnlyList<LogEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.ItemId).Distinct().ToList();
        var seen = await db.Documents.Where(document => ids.Contains(document.Id)).Select(document => new { document.Id, document.VisibleFrom }).ToDictionaryAsync(document => document.Id, document => document.VisibleFrom, cancellationToken);
        var committed = now + LongestWait;
        var before = await db.Log.Where(entry => ids.Contains(entry.ItemId) && entry.SeenFrom <= committed).GroupBy(entry => entry.ItemId)
            .Select(group => new { group.Key, From = group.Min(entry => entry.SeenFrom)!.Value }).ToListAsync(cancellationToken);
        foreach (var item in before) seen[item.Key] = seen.TryGetValue(item.Key, out var present) && present < item.From ? present : item.From;
        return seen;
    }
}

using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery.Sync;

/// <summary>Reads pages of the feed. All of a page is of one state, which may be newer than what its numbers say, never older.</summary>
internal sealed class ChangeReader(IDeliveryDb db, Sight sight, IReadOnlyList<string> types, BodyForms bodies, int limit)
{
    /// <param name="position">Where the log stands in this state.</param>
    public async Task<SyncPage> ReadAsync(SyncCursor place, long position, CancellationToken cancellationToken)
    {
        if (place.Phase is SyncPhase.Walk) return await WalkAsync(place, position, cancellationToken);
        // A replica that is behind has nothing new, and what it has may be older than what was told.
        if (position < place.Sequence) return new([], place, false);

        var until = place.Phase is SyncPhase.Turned ? place.Until : sight.Now;
        var (turned, behind) = await ReadTurnedAsync(place, until, cancellationToken);
        if (behind is not null) return new(turned, behind, true);
        var room = limit - turned.Count;
        var entries = await LastEntries(place.Sequence).Take(room + 1).ToListAsync(cancellationToken);
        var isAll = entries.Count <= room;
        var page = entries.Take(room).ToList();
        var sequence = isAll ? position : page.Count > 0 ? page[^1].Sequence : place.Sequence;
        var told = turned.Select(change => change.Id).ToHashSet();
        var logged = await ReadLoggedAsync([.. page.Where(entry => !told.Contains(entry.ItemId))], cancellationToken);
        // Where nothing changed the place stays, so that the same question has the same answer.
        var through = place.Phase is SyncPhase.Turned || turned.Count > 0 || sequence != place.Sequence ? until : place.Through;
        return new([.. turned, .. logged], new(SyncPhase.Changes, sequence, through, through, Guid.Empty), !isAll);
    }

    private async Task<SyncPage> WalkAsync(SyncCursor place, long position, CancellationToken cancellationToken)
    {
        // What a replica that is behind shows is older, so changes are told from there on.
        var sequence = Math.Min(place.Sequence, position);
        var rows = await OfTypes(db.SeenBy(sight)).Where(document => document.Id.CompareTo(place.After) > 0).OrderBy(document => document.Id).Take(limit + 1).Whole(db, bodies).ToListAsync(cancellationToken);
        var hasMore = rows.Count > limit;
        var changes = rows.Take(limit).Select(row => Change.Upsert(sequence, row, row.ChangedAt(sight.Now))).ToList();
        return hasMore
            ? new(changes, place with { Sequence = sequence, After = changes[^1].Id }, true)
            : new(changes, place with { Phase = SyncPhase.Changes, Sequence = sequence, After = Guid.Empty }, position > sequence);
    }

    private async Task<(IReadOnlyList<Change> Changes, SyncCursor? Behind)> ReadTurnedAsync(SyncCursor place, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var ids = await OfTypes(await db.TurnedAsync(sight, place.Through, until, cancellationToken)).Where(document => document.Id.CompareTo(place.After) > 0)
            .OrderBy(document => document.Id).Select(document => document.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = ids.Take(limit).ToList();
        var (shown, hidden) = await FindAsync(page, cancellationToken);
        var within = await WithinAsync([.. hidden.Keys], cancellationToken);
        var changes = new List<Change>();
        foreach (var id in page)
        {
            if (shown.TryGetValue(id, out var document)) changes.Add(Change.Upsert(place.Sequence, document, document.ChangedAt(sight.Now)));
            // What is under embargo now was so before.
            else if (hidden.TryGetValue(id, out var gone) && within.Contains(id) && ReasonOf(gone) is not "embargo" and var reason)
            {
                changes.Add(new(place.Sequence, gone.Type, id, gone.Revision, gone.ChangedAt(sight.Now)) { Reason = reason });
            }
        }
        return (changes, ids.Count > limit ? place with { Phase = SyncPhase.Turned, Until = until, After = page[^1] } : null);
    }

    /// <summary>The last entry of each item: those before it say nothing that is still so.</summary>
    private IQueryable<LogEntry> LastEntries(long after)
    {
        var entries = db.Log.Where(entry => entry.Sequence > after && !db.Log.Any(later => later.ItemId == entry.ItemId && later.Sequence > entry.Sequence));
        return (types.Count == 0 ? entries : entries.Where(entry => types.Contains(entry.Type))).OrderBy(entry => entry.Sequence);
    }

    private async Task<IReadOnlyList<Change>> ReadLoggedAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var (shown, hidden) = await FindAsync([.. entries.Select(entry => entry.ItemId)], cancellationToken);
        var within = await WithinAsync([.. hidden.Keys], cancellationToken);
        var changes = new List<Change>();
        foreach (var entry in entries)
        {
            if (shown.TryGetValue(entry.ItemId, out var document)) changes.Add(Change.Upsert(entry.Sequence, document, entry.At));
            // Who cannot have had it must not learn that it is there.
            else if ((sight.Embargoed || entry.SeenFrom <= sight.Now) && (sight.Limits is not { } limits || within.Contains(entry.ItemId) || limits.MayHaveSeen(entry)))
            {
                var reason = hidden.TryGetValue(entry.ItemId, out var there) ? ReasonOf(there) : entry.Reason;
                changes.Add(new(entry.Sequence, entry.Type, entry.ItemId, entry.Revision, entry.At) { Reason = reason });
            }
        }
        return changes;
    }

    private async Task<(Dictionary<Guid, ShownDocument> Shown, Dictionary<Guid, ShownDocument> Hidden)> FindAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var shown = await db.SeenBy(sight).Where(document => ids.Contains(document.Id)).Whole(db, bodies).ToDictionaryAsync(document => document.Id, cancellationToken);
        var missing = ids.Where(id => !shown.ContainsKey(id)).ToList();
        var hidden = missing.Count == 0 ? [] : await db.Documents.Referred(missing, []).ToDictionaryAsync(document => document.Id, cancellationToken);
        return (shown, hidden);
    }

    /// <summary>Of what is not seen, what the caller would see if it were always the time for it, and for what shows it.</summary>
    private async Task<HashSet<Guid>> WithinAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        if (sight.Limits is not { } limits || ids.Count == 0) return [.. ids];
        return [.. await db.Documents.Where(document => ids.Contains(document.Id)).Within(limits, db, db.Documents).Select(document => document.Id).ToListAsync(cancellationToken)];
    }

    private string ReasonOf(ShownDocument hidden) => Hidden.Reason(hidden.VisibleFrom, hidden.VisibleUntil, sight.Now);

    private IQueryable<PublishedDocument> OfTypes(IQueryable<PublishedDocument> documents) => types.Count == 0 ? documents : documents.Where(document => types.Contains(document.Type));
}

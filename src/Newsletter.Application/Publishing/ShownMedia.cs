using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>What a publication or withdrawal changed of the media that readers see, for the log.</summary>
internal sealed record MediaChanges(IReadOnlyList<LogEntry> Arrived, IReadOnlyList<LogEntry> Left);

/// <summary>
/// Keeps the media that readers see in step with what refers to them: a file is there from when the first item that shows it becomes
/// visible until the last one goes, so that an embargo holds for the pictures too. What a recording brings along goes with it.
/// </summary>
public sealed class ShownMedia(IEditorialDb db, DocumentMaker maker)
{
    private const string Media = "media";

    /// <summary>Shows, hides and moves the windows of these media and of what they bring along; to be called when documents and references are saved.</summary>
    internal async Task<MediaChanges> SettleAsync(IEnumerable<Guid> media, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var named = media.Distinct().ToList();
        if (named.Count == 0) return new([], []);
        var ids = named.Union(await CarryAsync(named, now, cancellationToken)).ToList();
        var windows = await WindowsAsync(ids, cancellationToken);
        var shown = await db.Documents.Where(document => ids.Contains(document.Id)).Select(document => new { document.Id, document.VisibleFrom, document.VisibleUntil })
            .ToDictionaryAsync(row => row.Id, row => (From: row.VisibleFrom, Until: row.VisibleUntil), cancellationToken);
        var wanted = windows.Keys.Select(id => new ItemId(id)).ToList();
        var items = await db.Items.AsNoTracking().Where(item => wanted.Contains(item.Id)).ToListAsync(cancellationToken);

        var documents = items.OrderBy(item => item.Id).Select(item => (Item: item, Document: maker.Make(item, PublishingTargets.None.SeenFrom(item, now), windows[item.Id.Value])))
            .Where(pair => !shown.TryGetValue(pair.Document.Id, out var known) || known != (pair.Document.VisibleFrom, pair.Document.VisibleUntil)).ToList();
        var leaving = shown.Keys.Except(windows.Keys).Order().ToList();
        var replaced = documents.ConvertAll(pair => pair.Document.Id).Concat(leaving).Where(shown.ContainsKey).ToList();
        if (replaced.Count > 0) await db.Documents.Where(document => replaced.Contains(document.Id)).ExecuteDeleteAsync(cancellationToken);
        db.Documents.AddRange(documents.Select(pair => pair.Document));
        await db.SaveChangesAsync(cancellationToken);
        return new([.. documents.Select(pair => PublicationLog.Upsert(pair.Item, now))], [.. leaving.Select(id => PublicationLog.Delete(id, now))]);
    }
    /// <summary>Lets the media that something shows refer to what they bring along, a poster or captions, and no others.</summary>
    /// <returns>What they brought along before, or do now.</returns>
    private async Task<IEnumerable<Guid>> CarryAsync(List<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await db.PublishedReferences.Where(reference => ids.Contains(reference.FromId)).Select(reference => new { reference.FromId, reference.Ordinal, reference.ToId }).ToListAsync(cancellationToken);
        var items = ids.ConvertAll(id => new ItemId(id));
        var shown = db.PublishedReferences.Where(reference => ids.Contains(reference.ToId) && reference.FromType != Media).Select(reference => reference.ToId);
        var wanted = await db.References.AsNoTracking().Where(reference => items.Contains(reference.ItemId)).OrderBy(reference => reference.Ordinal).ToListAsync(cancellationToken);
        if (wanted.Count > 0)
        {
            var visible = await shown.Distinct().ToListAsync(cancellationToken);
            wanted = [.. wanted.Where(reference => visible.Contains(reference.ItemId.Value)).DistinctBy(reference => (reference.ItemId, reference.TargetId))];
        }
        if (before.Select(reference => (reference.FromId, reference.Ordinal, reference.ToId)).ToHashSet().SetEquals(wanted.Select(reference => (reference.ItemId.Value, reference.Ordinal, reference.TargetId.Value)))) return before.Select(reference => reference.ToId);
        await db.PublishedReferences.Where(reference => ids.Contains(reference.FromId)).ExecuteDeleteAsync(cancellationToken);
        db.PublishedReferences.AddRange(wanted.Select(reference => new PublishedReference
        {
            FromId = reference.ItemId.Value,
            FromType = Media,
            PublishedAt = now,
            Ordinal = reference.Ordinal,
            Relation = reference.Relation,
            ToId = reference.TargetId.Value,
            ToType = Media,
        }));
        await db.SaveChangesAsync(cancellationToken);
        return before.Select(reference => reference.ToId).Concat(wanted.Select(reference => reference.TargetId.Value));
    }

    /// <summary>From when until when something shows each, itself or by a recording that brings it along. What is brought along brings nothing along.</summary>
    private async Task<Dictionary<Guid, (DateTimeOffset From, DateTimeOffset Until)>> WindowsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var showing = db.PublishedReferences.Where(reference => reference.FromType != Media)
            .Join(db.Documents, reference => reference.FromId, document => document.Id, (reference, document) => new { reference.ToId, document.VisibleFrom, document.VisibleUntil });
        var carried = db.PublishedReferences.Where(reference => ids.Contains(reference.ToId) && reference.FromType == Media)
            .Join(showing, reference => reference.FromId, shown => shown.ToId, (reference, shown) => new { reference.ToId, shown.VisibleFrom, shown.VisibleUntil });
        return (await showing.Where(shown => ids.Contains(shown.ToId)).Union(carried).ToListAsync(cancellationToken)).GroupBy(row => row.ToId)
            .ToDictionary(group => group.Key, group => (From: group.Min(row => row.VisibleFrom), Until: group.Max(row => row.VisibleUntil)));
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>What a publication or withdrawal changed of the media that readers see, for the log.</summary>
internal sealed record MediaChanges(IReadOnlyList<LogEntry> Arrived, IReadOnlyList<LogEntry> Left);

/// <summary>
/// Keeps the media that readers see in step with what refers to them: a file is there from when the first item that shows it becomes
/// visible until the last one goes, so that an embargo holds for the pictures too.
/// </summary>
public sealed class ShownMedia(IEditorialDb db, DocumentMaker maker)
{
    /// <summary>Shows, hides and moves the windows of these media; to be called when documents and references are saved.</summary>
    internal async Task<MediaChanges> SettleAsync(IEnumerable<Guid> media, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = media.Distinct().ToList();
        if (ids.Count == 0) return new([], []);
        var windows = (await db.PublishedReferences.Where(reference => ids.Contains(reference.ToId))
            .Join(db.Documents, reference => reference.FromId, document => document.Id, (reference, document) => new { reference.ToId, document.VisibleFrom, document.VisibleUntil })
            .Distinct().ToListAsync(cancellationToken)).GroupBy(row => row.ToId)
            .ToDictionary(group => group.Key, group => (From: group.Min(row => row.VisibleFrom), Until: group.Max(row => row.VisibleUntil)));
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
}

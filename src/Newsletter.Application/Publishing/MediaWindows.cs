using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Opens shown media to readers for as long as something that refers to them is open: a picture of an embargoed article is under the same
/// embargo.
/// </summary>
public sealed class MediaWindows(IEditorialDb db)
{
    /// <summary>To be called when the references that readers follow are saved.</summary>
    public async Task SetAsync(IReadOnlyCollection<Guid> media, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (media.Count == 0) return;
        var ids = media.Select(id => new ItemId(id)).ToList();
        var contents = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id)).Select(item => new { item.Id, item.Content }).ToListAsync(cancellationToken);
        foreach (var item in contents)
        {
            var (from, until) = await WindowAsync(item.Id.Value, now, cancellationToken);
            if ((item.Content as MediaAsset)?.Rights?.ExpiresAt is { } end && end < until) until = end;
            await db.Documents.Where(document => document.Id == item.Id.Value && (document.VisibleFrom != from || document.VisibleUntil != until))
                .ExecuteUpdateAsync(row => row.SetProperty(document => document.VisibleFrom, from).SetProperty(document => document.VisibleUntil, until), cancellationToken);
        }
    }

    private async Task<(DateTimeOffset From, DateTimeOffset Until)> WindowAsync(Guid media, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var referring = db.Documents.Where(document => db.PublishedReferences.Any(reference => reference.ToId == media && reference.FromId == document.Id));
        // Most documents are open for ever; one of them suffices, however many there are.
        if (await referring.AnyAsync(document => document.VisibleFrom <= now && document.VisibleUntil == DocumentMaker.Never, cancellationToken)) return (DocumentMaker.Always, DocumentMaker.Never);
        var from = await referring.OrderBy(document => document.VisibleFrom).Select(document => document.VisibleFrom).FirstOrDefaultAsync(cancellationToken);
        var until = await referring.OrderByDescending(document => document.VisibleUntil).Select(document => document.VisibleUntil).FirstOrDefaultAsync(cancellationToken);
        return (from, until);
    }
}

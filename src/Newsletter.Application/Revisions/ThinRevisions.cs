using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Revisions;

/// <summary>Thins long histories by the rule of <see cref="RevisionThinning"/>, now and then as an item is saved.</summary>
public sealed class ThinRevisions(IEditorialDb db)
{
    private const int Every = 25;

    internal async Task AfterSaveAsync(Item item, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (item.Revision <= RevisionThinning.NewestKept || item.Revision % Every != 0) return;
        var known = await db.Revisions.AsNoTracking().Where(revision => revision.ItemId == item.Id)
            .Select(revision => new { revision.Number, revision.SavedAt, revision.PublishedAt }).ToListAsync(cancellationToken);
        var surplus = RevisionThinning.Surplus(known.ConvertAll(row => new SavedRevision(row.Number, row.SavedAt, row.PublishedAt is not null)), now);
        if (surplus.Count > 0) await db.Revisions.Where(revision => revision.ItemId == item.Id && surplus.Contains(revision.Number)).ExecuteDeleteAsync(cancellationToken);
    }
}

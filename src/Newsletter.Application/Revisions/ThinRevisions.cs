using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Schedules;
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
        var awaited = await AwaitedAsync(item.Id, cancellationToken);
        var surplus = RevisionThinning.Surplus(known.ConvertAll(row => new SavedRevision(row.Number, row.SavedAt, row.PublishedAt is not null || awaited.Contains(row.Number))), now);
        if (surplus.Count > 0) await db.Revisions.Where(revision => revision.ItemId == item.Id && surplus.Contains(revision.Number)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>What will be published at a set time, by the item's own schedule or with an edition.</summary>
    private Task<List<int>> AwaitedAsync(ItemId item, CancellationToken cancellationToken)
    {
        var pending = db.Schedules.Where(schedule => schedule.State == ScheduleState.Pending);
        return pending.Where(schedule => schedule.ItemId == item).Select(schedule => schedule.Revision)
            .Concat(pending.Join(db.ScheduledArticles.Where(pinned => pinned.ArticleId == item), schedule => schedule.Id, pinned => pinned.ScheduleId, (schedule, pinned) => pinned.Revision))
            .ToListAsync(cancellationToken);
    }
}

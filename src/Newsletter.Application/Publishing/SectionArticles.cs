using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>The articles that an edition holds and that the caller may change, for doing with them what is done with it. What was taken down is left out: no edition brings it back or moves it.</summary>
internal static class SectionArticles
{
    /// <summary>Those of the working copy.</summary>
    public static Task<List<Item>> SectionArticlesAsync(this IEditorialDb db, ItemId edition, CancellationToken cancellationToken)
    {
        var ids = db.References.Where(reference => reference.ItemId == edition && reference.Relation == Relations.SectionItem).Select(reference => reference.TargetId);
        return db.NotTakenDownAsync(article => ids.Contains(article.Id), cancellationToken);
    }

    /// <summary>Those that readers see in it.</summary>
    public static async Task<List<Item>> ShownArticlesAsync(this IEditorialDb db, ItemId edition, CancellationToken cancellationToken)
    {
        var shown = await db.PublishedReferences.Where(reference => reference.FromId == edition.Value && reference.Relation == Relations.SectionItem)
            .Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken);
        var ids = shown.ConvertAll(id => new ItemId(id));
        return await db.NotTakenDownAsync(article => ids.Contains(article.Id) && article.PublishedRevision != null, cancellationToken);
    }

    /// <summary>Those that wait with it for its time.</summary>
    public static Task<List<Item>> PinnedArticlesAsync(this IEditorialDb db, Guid schedule, CancellationToken cancellationToken)
    {
        var ids = db.ScheduledArticles.Where(pinned => pinned.ScheduleId == schedule).Select(pinned => pinned.ArticleId);
        return db.NotTakenDownAsync(article => ids.Contains(article.Id), cancellationToken);
    }

    private static Task<List<Item>> NotTakenDownAsync(this IEditorialDb db, System.Linq.Expressions.Expression<Func<Item, bool>> which, CancellationToken cancellationToken) =>
        db.ItemsFor(ItemUse.Change).Where(which).Where(article => article.Status != ItemStatus.TakenDown).OrderBy(article => article.Id).ToListAsync(cancellationToken);
}

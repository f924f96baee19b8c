using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

internal static class LoadItem
{
    /// <summary>The item of this type by id or slug, if the caller may see it; of items that share a slug in several languages the oldest.</summary>
    public static Task<Item?> FindItemAsync(this IEditorialDb db, ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (Named(db, type, idOrSlug) is not { } items) return Task.FromResult<Item?>(null);
        return items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The same for a change: the version must be the one that the caller read.</summary>
    /// <param name="takenDown">Whether the change is for what was taken down; nothing else may touch that.</param>
    /// <param name="publishes">Whether the change reaches readers. Everybody takes the log's lock before an item's, so that nobody waits in a circle.</param>
    public static async Task<Result<Item>> FindForChangeAsync(this IEditorialDb db, ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken, bool publishes = false, bool takenDown = false)
    {
        if (Named(db, type, idOrSlug) is not { } items) return Error.NotFound(ContentShape.Name(type));
        if (publishes || type is not (ItemType.Article or ItemType.Edition)) await db.EnterLogAsync(cancellationToken);
        // Takes the row's lock, so that who comes second waits here and is told the version that the first one made.
        await items.ExecuteUpdateAsync(row => row.SetProperty(item => item.Version, item => item.Version), cancellationToken);
        var changed = db.ItemsFor(ItemUse.Change);
        var found = await items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).Select(item => new { Item = item, MayChange = changed.Any(one => one.Id == item.Id) }).FirstOrDefaultAsync(cancellationToken);
        if (found is null) return Error.NotFound(ContentShape.Name(type));
        if (!found.MayChange) return AccessErrors.BeyondItems;
        var item = found.Item;
        if (item.Status is ItemStatus.TakenDown && !takenDown) return ItemErrors.TakenDown;
        return version is { } expected && expected != item.Version ? ItemErrors.Stale(item.Version) : item;
    }

    private static IQueryable<Item>? Named(IEditorialDb db, ItemType type, string idOrSlug) =>
        ReferenceTargets.IdOf(idOrSlug) is { } id ? db.ItemsFor(ItemUse.See).Where(item => item.Type == type && item.Id == id)
            : Slug.IsValid(idOrSlug) ? db.ItemsFor(ItemUse.See).Where(item => item.Type == type && item.Slug == idOrSlug) : null;
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

internal static class LoadItem
{
    /// <summary>The item of this type by id or slug; of items that share a slug in several languages the oldest.</summary>
    public static Task<Item?> FindItemAsync(this IEditorialDb db, ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        var items = db.Items.Where(item => item.Type == type);
        if (ReferenceTargets.IdOf(idOrSlug) is null && !Slug.IsValid(idOrSlug)) return Task.FromResult<Item?>(null);
        return ReferenceTargets.IdOf(idOrSlug) is { } id
            ? items.FirstOrDefaultAsync(item => item.Id == id, cancellationToken)
            : items.Where(item => item.Slug == idOrSlug).OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The same for a change: the version must be the one that the caller read.</summary>
    public static async Task<Result<Item>> FindForChangeAsync(this IEditorialDb db, ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken)
    {
        var item = await db.FindItemAsync(type, idOrSlug, cancellationToken);
        if (item is null) return Error.NotFound(ContentShape.Name(type));
        return version is { } expected && expected != item.Version ? ItemErrors.Stale(item.Version) : item;
    }
}

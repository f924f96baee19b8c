using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>An item that refers to another: in its working copy, or as readers see it.</summary>
public sealed record Referrer(ItemId Id, ItemType Type, string Slug, string Title, ItemStatus Status, string Pointer, bool Published);

/// <summary>Lists what refers to an item.</summary>
public sealed class ListReferrers(IEditorialDb db)
{
    public async Task<Result<IReadOnlyList<Referrer>>> ExecuteAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken) =>
        await db.FindItemAsync(type, idOrSlug, cancellationToken) is { } item
            ? Result.Of(await OfAsync(item.Id, db.ItemsFor(ItemUse.See), cancellationToken))
            : Error.NotFound(ContentShape.Name(type));

    /// <param name="among">The items that count.</param>
    internal async Task<IReadOnlyList<Referrer>> OfAsync(ItemId id, IQueryable<Item> among, CancellationToken cancellationToken)
    {
        var working = await db.References.AsNoTracking().Where(reference => reference.TargetId == id && reference.ItemId != id)
            .Join(among, reference => reference.ItemId, item => item.Id, (reference, item) => new { item.Id, item.Type, item.Slug, item.Title, item.Status, reference.Pointer })
            .OrderBy(row => row.Id).ThenBy(row => row.Pointer).ToListAsync(cancellationToken);
        // What readers see may still refer to it although the working copy does not any more.
        var published = await db.PublishedReferences.AsNoTracking().Where(reference => reference.ToId == id.Value && reference.FromId != id.Value)
            .Select(reference => reference.FromId).Distinct().ToListAsync(cancellationToken);
        var seen = published.Select(from => new ItemId(from)).ToList();
        var onlyPublished = seen.Except(working.Select(row => row.Id)).ToList();
        var others = await among.AsNoTracking().Where(item => onlyPublished.Contains(item.Id))
            .Select(item => new { item.Id, item.Type, item.Slug, item.Title, item.Status }).ToListAsync(cancellationToken);
        return
        [
            .. working.Select(row => new Referrer(row.Id, row.Type, row.Slug, row.Title, row.Status, row.Pointer, seen.Contains(row.Id))),
            .. others.Select(row => new Referrer(row.Id, row.Type, row.Slug, row.Title, row.Status, "", true)),
        ];
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Access;

/// <summary>What an item is wanted for.</summary>
public enum ItemUse
{
    /// <summary>To be read as a working copy.</summary>
    See,

    /// <summary>To be edited, published, moved or deleted.</summary>
    Change,

    /// <summary>To be named by another item.</summary>
    Refer,
}

/// <summary>
/// The one place that says which working copies a caller may use. What he may not see does not exist for him.
/// <list type="bullet">
/// <item>Contributors use what they made themselves; they may refer to what readers see, and to media, too.</item>
/// <item>Who works for some newsletters sees these newsletters; editions, articles, podcasts and breaking lines that name one of them; articles in the
/// sections of an edition of theirs; the episodes of their podcasts; breaking lines that name no newsletter, which are for all; and authors, tags, media
/// and notices, which are shared. He may refer to all that he sees.</item>
/// <item>Of that he changes what names a newsletter of his, the newsletters themselves, episodes of his podcasts, articles without a newsletter in his editions; of what is shared,
/// what he made himself.</item>
/// </list>
/// </summary>
public static class ItemAccess
{
    private static readonly ItemType[] Shared = [ItemType.Author, ItemType.Tag, ItemType.Media, ItemType.Notice];

    /// <param name="from">The item that refers to others; what it names already it may go on naming.</param>
    public static IQueryable<Item> Of(IEditorialDb db, Caller caller, ItemUse use, ItemId? from)
    {
        var items = db.Items.AsQueryable();
        if (!caller.IsLimited) return items;
        items = Limited(db, items, caller, use);
        return from is null ? items : db.Items.Where(item => items.Any(one => one.Id == item.Id) || db.References.Any(kept => kept.ItemId == from && kept.TargetId == item.Id));
    }

    private static IQueryable<Item> Limited(IEditorialDb db, IQueryable<Item> items, Caller caller, ItemUse use)
    {
        var own = caller.Principal;
        if (caller.OwnOnly)
        {
            items = use is ItemUse.Refer
                ? items.Where(item => item.CreatedBy == own || item.PublishedRevision != null || item.Type == ItemType.Media)
                : items.Where(item => item.CreatedBy == own);
        }
        if (caller.Newsletters is not { } newsletters) return items;
        var ids = newsletters.Select(id => new ItemId(id)).ToList();
        return items.Where(use is ItemUse.Change ? Changed(db, ids, own) : Seen(db, ids));
    }

    /// <summary>Of these the ones that the caller may see; answers name no others.</summary>
    internal static async Task<IReadOnlySet<ItemId>> SeenAmongAsync(this IEditorialDb db, IEnumerable<ItemId> some, CancellationToken cancellationToken)
    {
        var ids = some.Distinct().ToList();
        return (await db.ItemsFor(ItemUse.See).Where(item => ids.Contains(item.Id)).Select(item => item.Id).ToListAsync(cancellationToken)).ToHashSet();
    }

    private static Expression<Func<Item, bool>> Seen(IEditorialDb db, List<ItemId> newsletters) => item =>
        Shared.Contains(item.Type)
        || newsletters.Contains(item.Id)
        || db.References.Any(named => named.ItemId == item.Id && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId))
        || (item.Type == ItemType.Breaking && !db.References.Any(named => named.ItemId == item.Id && named.Relation == Relations.Newsletter))
        || (item.Type == ItemType.Episode && db.References.Any(named => named.ItemId == item.SeriesId && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId)))
        || (item.Type == ItemType.Article && db.References.Any(holds => holds.TargetId == item.Id && holds.Relation == Relations.SectionItem
            && db.References.Any(named => named.ItemId == holds.ItemId && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId))));

    private static Expression<Func<Item, bool>> Changed(IEditorialDb db, List<ItemId> newsletters, Guid own) => item =>
        (Shared.Contains(item.Type) && item.CreatedBy == own)
        || newsletters.Contains(item.Id)
        || db.References.Any(named => named.ItemId == item.Id && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId))
        || (item.Type == ItemType.Episode && db.References.Any(named => named.ItemId == item.SeriesId && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId)))
        || (item.Type == ItemType.Article && !db.References.Any(named => named.ItemId == item.Id && named.Relation == Relations.Newsletter)
            && db.References.Any(holds => holds.TargetId == item.Id && holds.Relation == Relations.SectionItem
                && db.References.Any(named => named.ItemId == holds.ItemId && named.Relation == Relations.Newsletter && newsletters.Contains(named.TargetId))));
}

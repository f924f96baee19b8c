using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>A slug that readers knew an item by; it leads to the present one until it is freed.</summary>
/// <param name="Slug">The old slug.</param>
/// <param name="Language">The language it had (BCP 47).</param>
/// <param name="RetiredAt">When the item got another one.</param>
public sealed record OldSlug(string Slug, string Language, DateTimeOffset RetiredAt);

/// <summary>The slugs that an item had before. No other item can have one of them unless it is freed, because links out there lead to this one.</summary>
public sealed class OldSlugs(IEditorialDb db, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<OldSlug>>> ListAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        return Result.Of<IReadOnlyList<OldSlug>>(await db.RetiredSlugs.AsNoTracking().Where(retired => retired.ItemId == item.Id.Value).OrderByDescending(retired => retired.RetiredAt).ThenBy(retired => retired.Slug)
            .Select(retired => new OldSlug(retired.Slug, retired.Language, retired.RetiredAt)).ToListAsync(cancellationToken));
    }

    /// <summary>Gives an old slug back, so that another item can have it; links to it lead nowhere until one has.</summary>
    public Task<Result<Item>> FreeAsync(ItemType type, string idOrSlug, int? version, string slug, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Item>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            var item = found.Value;
            if (await db.RetiredSlugs.Where(retired => retired.ItemId == item.Id.Value && retired.Slug == slug).ExecuteDeleteAsync(cancellationToken) == 0) return Error.NotFound("old slug");
            item.Touch(time.GetUtcNow());
            return item;
        }, cancellationToken);

    /// <summary>The item that readers know, or knew, by this slug.</summary>
    internal static async Task<ItemId?> HolderAsync(IEditorialDb db, ItemType type, ItemId except, string slug, string language, CancellationToken cancellationToken)
    {
        var name = DocumentTypes.Name(type);
        var present = await db.Items.Where(item => item.Type == type && item.Id != except && item.PublishedSlug == slug && item.PublishedLanguage == language)
            .OrderBy(item => item.Id).Select(item => (ItemId?)item.Id).FirstOrDefaultAsync(cancellationToken);
        if (present is not null) return present;
        var past = await db.RetiredSlugs.Where(retired => retired.Type == name && retired.Slug == slug && retired.Language == language && retired.ItemId != except.Value)
            .Select(retired => (Guid?)retired.ItemId).SingleOrDefaultAsync(cancellationToken);
        return past is { } id ? new ItemId(id) : null;
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Items;

/// <summary>Deletes an item for good. Refused while something published refers to it; a working copy that does is told so by validation.</summary>
public sealed class DeleteItem(IEditorialDb db, ListReferrers referrers, Publisher publisher, Caller caller, TimeProvider time)
{
    public Task<Result<Item>> ExecuteAsync(ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Item>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            var item = found.Value;
            if (item.IsPublished && !caller.May(Scopes.ContentPublish)) return AccessErrors.MayNotWithdraw;
            var holding = (await referrers.OfAsync(item.Id, db.Items, cancellationToken)).Where(referrer => referrer.Published).ToList();
            if (holding.Count > 0)
            {
                var seen = await db.SeenAmongAsync(holding.Select(one => one.Id), cancellationToken);
                var named = holding.Where(one => seen.Contains(one.Id)).ToList();
                return new Error(ErrorKind.Conflict, "referenced", $"{holding.Count} published item(s) refer to this one; change or unpublish them first.")
                {
                    ConflictingId = named.FirstOrDefault()?.Id,
                    Issues = [.. named.Take(100).Select(one => new Issue(one.Pointer, "referenced", $"The {ContentShape.Name(one.Type)} \"{one.Title}\" refers to it.") { Item = one.Id })],
                };
            }
            if (item.IsPublished) await publisher.WithdrawAsync([item], "deleted", time.GetUtcNow(), cancellationToken);
            await db.RetiredSlugs.Where(retired => retired.ItemId == item.Id.Value).ExecuteDeleteAsync(cancellationToken);
            db.Items.Remove(item);
            return item;
        }, cancellationToken);
}

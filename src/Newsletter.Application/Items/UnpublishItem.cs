using Newsletter.Application.Publishing;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Takes an item back from readers, with includeArticles an edition's articles too; working copies stay.</summary>
public sealed class UnpublishItem(IEditorialDb db, Withdrawing withdrawing, TimeProvider time)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, UnpublishRequest request, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            var now = time.GetUtcNow();
            var withdrawn = await withdrawing.ExecuteAsync(found.Value, request.IncludeArticles, now, cancellationToken);
            if (withdrawn.Failed) return withdrawn.Error;
            await db.CancelSchedulesAsync([.. withdrawn.Value.Items.Select(item => item.Id)], now, cancellationToken);
            return new Saved(found.Value) { Warnings = withdrawn.Value.Stays };
        }, cancellationToken);
}

using Newsletter.Application.Publishing;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Takes an item back from readers; the working copy stays.</summary>
public sealed class UnpublishItem(IEditorialDb db, Publisher publisher, TimeProvider time)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            var now = time.GetUtcNow();
            if (found.Value.Step(WorkflowAction.Unpublish, now) is { } refused) return refused;
            await db.CancelSchedulesAsync([found.Value.Id], now, cancellationToken);
            await publisher.WithdrawAsync([found.Value], "unpublished", now, cancellationToken);
            return new Saved(found.Value);
        }, cancellationToken);
}

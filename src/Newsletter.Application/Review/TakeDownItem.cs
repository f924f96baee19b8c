using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>Why something is taken down.</summary>
public sealed record TakedownRequest
{
    /// <summary>For those who may know, 1 to 4,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What readers are told instead, 1 to 1,000 characters.</summary>
    public required string PublicReason { get; init; }

    /// <summary>Editions only: take down the articles of the sections too.</summary>
    public bool IncludeArticles { get; init; }
}

/// <summary>
/// Removes an item from readers at once: its addresses answer 410 with the public reason, the log has a tombstone, its media are out of reach.
/// Inside it is kept (legal hold): nobody can change or delete it, and only content:takedown sees it.
/// </summary>
public sealed class TakeDownItem(IEditorialDb db, Publisher publisher, TimeProvider time)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, TakedownRequest request, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            if (Limits(request) is { } wrong) return wrong;
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true, takenDown: true);
            if (found.Failed) return found.Error;
            var now = time.GetUtcNow();
            IReadOnlyList<Item> items = request.IncludeArticles ? [found.Value, .. await db.SectionArticlesAsync(found.Value.Id, cancellationToken)] : [found.Value];
            var seen = items.Where(item => item.IsPublished).ToList();
            foreach (var item in items)
            {
                if (item.TakeDown(request.Reason, request.PublicReason, now) is { } illegal) return illegal;
                // What readers never saw must not become known by its removal.
                if (item.FirstPublishedAt is not null)
                {
                    db.TakenDown.Add(new() { Id = item.Id.Value, Type = DocumentTypes.Name(item.Type), Slug = item.PublishedSlug ?? item.Slug, Language = item.PublishedLanguage ?? item.Language, PublicReason = request.PublicReason, At = now });
                }
            }
            await db.CancelSchedulesAsync([.. items.Select(item => item.Id)], now, cancellationToken);
            await publisher.WithdrawAsync(seen, "takenDown", now, cancellationToken);
            return new Saved(found.Value);
        }, cancellationToken);

    public Task<Result<Saved>> ReinstateAsync(ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true, takenDown: true);
            if (found.Failed) return found.Error;
            if (found.Value.Reinstate(time.GetUtcNow()) is { } illegal) return illegal;
            await db.TakenDown.Where(gone => gone.Id == found.Value.Id.Value).ExecuteDeleteAsync(cancellationToken);
            return new Saved(found.Value);
        }, cancellationToken);

    private static Error? Limits(TakedownRequest request)
    {
        var issues = new List<Issue>();
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 4000) issues.Add(new("/reason", "too_long", "A reason has 1 to 4,000 characters."));
        if (string.IsNullOrWhiteSpace(request.PublicReason) || request.PublicReason.Length > 1000) issues.Add(new("/publicReason", "too_long", "A public reason has 1 to 1,000 characters."));
        return issues.Count == 0 ? null : Error.Invalid(issues);
    }
}

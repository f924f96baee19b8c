using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

/// <summary>Puts a publication or withdrawal off to a set time, or calls it off. An item has at most one of each; the later request replaces the earlier.</summary>
public sealed class PlanItem(IEditorialDb db, Checking checking, Caller caller, ScheduleSignal signal, TimeProvider time)
{
    public Task<Result<Saved>> PublishAsync(ItemType type, string idOrSlug, int? version, PublishRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(type, idOrSlug, version, async (item, now) =>
        {
            var due = request.Due(now);
            if (due.Failed) return due.Error;
            if (request.ExpiresAt <= due.Value) return Error.Invalid("/expiresAt", "out_of_order", "The expiry lies before the publication.");
            var before = item.Status;
            if (item.Step(WorkflowAction.Schedule, now) is { } illegal) return illegal;
            var results = await checking.CheckAsync(await checking.GatherAsync(item, request.IncludeArticles, cancellationToken), due.Value, cancellationToken);
            if (results.SelectMany(result => result.Findings).Any(finding => finding.Blocks)) return PublishItem.NotPublishable(item, results);
            var replaced = await db.WaitingAsync(item.Id, ScheduleAction.Publish, cancellationToken);
            var articles = request.IncludeArticles ? await db.SectionArticlesAsync(item.Id, cancellationToken) : [];
            await AddAsync(item, ScheduleAction.Publish, request, due.Value, replaced?.StatusBefore ?? before, articles, now, cancellationToken);
            return new Saved(item) { Warnings = PublishItem.Issues(item, results, blocking: false) };
        }, cancellationToken);

    public Task<Result<Saved>> UnpublishAsync(ItemType type, string idOrSlug, int? version, UnpublishRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(type, idOrSlug, version, async (item, now) =>
        {
            var due = request.Due(now);
            if (due.Failed) return due.Error;
            // What is published before then can be taken back then.
            var arrives = await db.WaitingAsync(item.Id, ScheduleAction.Publish, cancellationToken) is { } waiting && waiting.DueAt < due.Value;
            if (Workflow.Next(item.Status, WorkflowAction.Unpublish, item.IsPublished || arrives) is { Failed: true } illegal) return illegal.Error;
            item.Planned(WorkflowAction.Schedule, now);
            await AddAsync(item, ScheduleAction.Unpublish, request, due.Value, item.Status, [], now, cancellationToken);
            return new Saved(item);
        }, cancellationToken);

    /// <summary>Calls off everything that waits for the item.</summary>
    public Task<Result<Saved>> CancelAsync(ItemType type, string idOrSlug, int? version, CancellationToken cancellationToken) =>
        ChangeAsync(type, idOrSlug, version, async (item, now) =>
        {
            var waiting = await db.WaitingAsync(item.Id, ScheduleAction.Publish, cancellationToken);
            var cancelled = await db.CancelSchedulesAsync([item.Id], now, cancellationToken);
            if (item.Status is ItemStatus.Scheduled) return item.Unschedule(waiting?.StatusBefore ?? ItemStatus.Approved, waiting?.Revision ?? item.Revision, now) is { } illegal ? illegal : new Saved(item);
            if (cancelled == 0) return Workflow.Next(item.Status, WorkflowAction.Unschedule, item.IsPublished).Error!;
            item.Planned(WorkflowAction.Unschedule, now);
            return new Saved(item);
        }, cancellationToken);

    private async Task<Result<Saved>> ChangeAsync(ItemType type, string idOrSlug, int? version, Func<Item, DateTimeOffset, Task<Result<Saved>>> change, CancellationToken cancellationToken)
    {
        var saved = await db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            return found.Failed ? found.Error : await change(found.Value, time.GetUtcNow());
        }, cancellationToken);
        if (!saved.Failed) signal.Raise();
        return saved;
    }

    private async Task AddAsync(Item item, ScheduleAction action, ISetTime terms, DateTimeOffset due, ItemStatus before, List<Item> articles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var publication = terms as PublishRequest;
        await db.CancelSchedulesAsync([item.Id], now, cancellationToken, action);
        db.Schedules.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            ItemId = item.Id,
            Action = action,
            Revision = item.Revision,
            DueAt = due,
            LocalTime = terms.TimeZone is null ? null : terms.At,
            TimeZone = terms.TimeZone,
            MaxLatenessSeconds = publication is null ? null : publication.MaxLateness ?? (int)Schedule.DefaultMaxLateness.TotalSeconds,
            IncludeArticles = terms.IncludeArticles,
            Articles = [.. articles.Select(article => new ScheduledArticle { ArticleId = article.Id, Revision = article.Revision })],
            EmbargoUntil = publication?.EmbargoUntil,
            ExpiresAt = publication?.ExpiresAt,
            StatusBefore = before,
            CreatedAt = now,
            CreatedBy = caller.Principal,
            CreatedByName = caller.Name,
        });
    }
}

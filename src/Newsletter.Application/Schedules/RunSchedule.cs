using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Schedules;

/// <summary>Does what is due. Whoever marks the rows does the work in the same transaction, so it is done once.</summary>
public sealed class RunSchedule(IEditorialDb db, ScheduledVersions versions, Checking checking, Publisher publisher, Withdrawing withdrawing, Caller caller, TimeProvider time)
{
    public const int MaxAttempts = 5;

    private const string Name = "schedule";

    /// <summary>Does several together, which costs much less than one after the other: all of them or none.</summary>
    /// <param name="ids">In the order of the due times.</param>
    /// <returns>False when other processes were faster with all of them or they were called off.</returns>
    public Task<Result<bool>> ExecuteAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        var schedules = await FinishAsync(ids, ScheduleState.Done, null, cancellationToken);
        if (schedules.Count == 0) return false;
        var now = time.GetUtcNow();
        if (schedules.FirstOrDefault(schedule => schedule.MaxLatenessSeconds is { } seconds && now - schedule.DueAt > TimeSpan.FromSeconds(seconds)) is { } late)
        {
            return new Error(ErrorKind.Conflict, "too_late", string.Create(CultureInfo.InvariantCulture, $"It was due at {late.DueAt:O} and may happen {late.MaxLatenessSeconds} seconds later at most."));
        }
        var wanted = schedules.Select(schedule => schedule.ItemId).ToList();
        var items = await db.Items.Where(item => wanted.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken);
        if (items.Count < wanted.Distinct().Count()) return Error.NotFound("item");
        // What happens to one item happens in its order.
        if (items.Count < wanted.Count) return Entangled;
        var failure = await PublishAsync([.. schedules.Where(schedule => schedule.Action is ScheduleAction.Publish)], items, now, cancellationToken);
        foreach (var schedule in schedules.Where(schedule => schedule.Action is ScheduleAction.Unpublish))
        {
            failure ??= (await withdrawing.ExecuteAsync(items[schedule.ItemId], schedule.IncludeArticles, now, cancellationToken)).Error;
        }
        return failure is null ? true : failure;
    }, cancellationToken);

    /// <summary>Keeps the reason, for people to see; the item does not wait any more.</summary>
    public Task<Result<bool>> FailAsync(Guid id, Error error, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        if (await FinishAsync([id], ScheduleState.Failed, error, cancellationToken) is not [var schedule]) return false;
        var (now, item) = (time.GetUtcNow(), await db.Items.FirstOrDefaultAsync(item => item.Id == schedule.ItemId, cancellationToken));
        db.Events.Add(EventMaker.Failed(schedule, item, error, caller, now));
        if (schedule.Action is ScheduleAction.Publish && item?.Status is ItemStatus.Scheduled) item.Unschedule(schedule.StatusBefore, schedule.Revision, now);
        return true;
    }, cancellationToken);

    /// <summary>Puts it off after an outage: 1, 2, 4 and 8 seconds.</summary>
    /// <returns>False when it was put off often enough.</returns>
    public async Task<bool> PutOffAsync(Guid id, CancellationToken cancellationToken)
    {
        var attempts = 1 + await db.Schedules.Where(schedule => schedule.Id == id).Select(schedule => schedule.Attempts).FirstOrDefaultAsync(cancellationToken);
        var retryAt = time.GetUtcNow().AddSeconds(1 << Math.Min(attempts - 1, MaxAttempts));
        await db.Schedules.Where(schedule => schedule.Id == id && schedule.State == ScheduleState.Pending).ExecuteUpdateAsync(row => row
            .SetProperty(schedule => schedule.Attempts, attempts)
            .SetProperty(schedule => schedule.RetryAt, retryAt), cancellationToken);
        return attempts < MaxAttempts;
    }

    private static Error Entangled { get; } = new(ErrorKind.Conflict, "entangled", "These cannot be done together.");

    /// <returns>Those that nobody else finished.</returns>
    private async Task<IReadOnlyList<Schedule>> FinishAsync(IReadOnlyList<Guid> ids, ScheduleState state, Error? error, CancellationToken cancellationToken)
    {
        caller.Become(new(CallerKind.System, Guid.Empty, Name, Scopes.All, []));
        // From here on no other process can finish any.
        await db.EnterLogAsync(cancellationToken);
        var (code, message, now) = (error?.Code, error?.Message, time.GetUtcNow());
        var schedules = await db.Schedules.AsNoTracking().Include(schedule => schedule.Articles).Where(schedule => ids.Contains(schedule.Id) && schedule.State == ScheduleState.Pending)
            .OrderBy(schedule => schedule.DueAt).ThenBy(schedule => schedule.Id).ToListAsync(cancellationToken);
        var won = schedules.ConvertAll(schedule => schedule.Id);
        var finished = await db.Schedules.Where(schedule => won.Contains(schedule.Id) && schedule.State == ScheduleState.Pending).ExecuteUpdateAsync(row => row
            .SetProperty(schedule => schedule.State, state)
            .SetProperty(schedule => schedule.ErrorCode, code)
            .SetProperty(schedule => schedule.ErrorMessage, message)
            .SetProperty(schedule => schedule.FinishedAt, now), cancellationToken);
        return finished == won.Count ? schedules : throw new InvalidOperationException("A schedule was finished without the log's lock.");
    }

    private async Task<Error?> PublishAsync(IReadOnlyList<Schedule> schedules, Dictionary<ItemId, Item> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (shown, revisions, terms) = (new List<Item>(), new Dictionary<ItemId, int>(), new Dictionary<ItemId, Schedule>());
        foreach (var schedule in schedules)
        {
            var item = items[schedule.ItemId];
            if (Workflow.Next(item.Status, WorkflowAction.Publish, item.IsPublished) is { Failed: true } illegal) return illegal.Error;
            var pins = schedule.Articles.ToDictionary(pinned => pinned.ArticleId, pinned => pinned.Revision);
            // What readers see as it was scheduled, or later, stays.
            var articles = pins.Count == 0 ? [] : (await db.PinnedArticlesAsync(schedule.Id, cancellationToken)).Where(article => article.PublishedRevision is not { } seen || seen < pins[article.Id]);
            foreach (var (one, revision) in articles.Select(article => (article, pins[article.Id])).Prepend((item, schedule.Revision)))
            {
                if (!revisions.TryAdd(one.Id, revision)) return Entangled;
                terms[one.Id] = schedule;
                shown.Add(one);
            }
        }
        if (shown.Count == 0) return null;
        var older = await versions.FindAsync(shown, revisions, cancellationToken);
        if (older.Failed) return older.Error;
        var releases = await checking.GatherAsync(shown, older.Value, cancellationToken);
        var results = await checking.CheckAsync(releases, now, cancellationToken);
        if (results.SelectMany(result => result.Findings).Any(finding => finding.Blocks)) return Told(PublishItem.NotPublishable(shown[0], results));
        await publisher.PublishAsync([.. releases.Select(release => release with { EmbargoUntil = terms[release.Item.Id].EmbargoUntil, ExpiresAt = terms[release.Item.Id].ExpiresAt })], now, cancellationToken);
        return null;
    }

    /// <summary>Nobody is there to read a list of issues.</summary>
    private static Error Told(Error error) => error with { Message = $"{error.Message} {string.Join(' ', error.Issues.Take(5).Select(issue => $"{issue.Pointer}: {issue.Message}"))}" };
}

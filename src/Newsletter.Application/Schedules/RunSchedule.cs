using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Schedules;

/// <summary>Does what is due. Whoever marks the row does the work in the same transaction, so it is done once.</summary>
public sealed class RunSchedule(IEditorialDb db, ScheduledVersions versions, Checking checking, Publisher publisher, Withdrawing withdrawing, Caller caller, TimeProvider time)
{
    public const int MaxAttempts = 5;

    private const string Name = "schedule";

    /// <returns>False when another process was faster or it was called off.</returns>
    public Task<Result<bool>> ExecuteAsync(Guid id, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        if (await FinishAsync(id, ScheduleState.Done, null, cancellationToken) is not { } schedule) return false;
        var now = time.GetUtcNow();
        if (schedule.MaxLatenessSeconds is { } seconds && now - schedule.DueAt > TimeSpan.FromSeconds(seconds))
        {
            return new Error(ErrorKind.Conflict, "too_late", string.Create(CultureInfo.InvariantCulture, $"It was due at {schedule.DueAt:O} and may happen {seconds} seconds later at most."));
        }
        if (await db.Items.FirstOrDefaultAsync(item => item.Id == schedule.ItemId, cancellationToken) is not { } item) return Error.NotFound("item");
        var failure = schedule.Action is ScheduleAction.Publish ? await PublishAsync(item, schedule, now, cancellationToken) : (await withdrawing.ExecuteAsync(item, schedule.IncludeArticles, now, cancellationToken)).Error;
        return failure is null ? true : failure;
    }, cancellationToken);

    /// <summary>Keeps the reason, for people to see; the item does not wait any more.</summary>
    public Task<Result<bool>> FailAsync(Guid id, Error error, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        if (await FinishAsync(id, ScheduleState.Failed, error, cancellationToken) is not { } schedule) return false;
        var (now, item) = (time.GetUtcNow(), await db.Items.FirstOrDefaultAsync(item => item.Id == schedule.ItemId, cancellationToken));
        db.Tell(EventMaker.Failed(schedule, item, error, caller, now));
        if (schedule.Action is ScheduleAction.Publish && item?.Status is ItemStatus.Scheduled) item.Unschedule(schedule.StatusBefore, schedule.Revision, now);
        return true;
    }, cancellationToken);

    /// <summary>Puts it off after an outage: 1, 2, 4 and 8 seconds.</summary>
    /// <returns>False when it was put off often enough.</returns>
    public async Task<bool> PutOffAsync(Guid id, CancellationToken cancellationToken)
    {
        var attempts = 1 + await db.Schedules.Where(schedule => schedule.Id == id).Select(schedule => schedule.Attempts).FirstOrDefaultAsync(cancellationToken);
        var retryAt = time.GetUtcNow().AddSeconds(1 << (attempts - 1));
        await db.Schedules.Where(schedule => schedule.Id == id && schedule.State == ScheduleState.Pending).ExecuteUpdateAsync(row => row
            .SetProperty(schedule => schedule.Attempts, attempts)
            .SetProperty(schedule => schedule.RetryAt, retryAt), cancellationToken);
        return attempts < MaxAttempts;
    }

    private async Task<Schedule?> FinishAsync(Guid id, ScheduleState state, Error? error, CancellationToken cancellationToken)
    {
        caller.Become(new(CallerKind.System, Guid.Empty, Name, Scopes.All));
        await PublicationLog.EnterAsync(db, cancellationToken);
        var (code, message, now) = (error?.Code, error?.Message, time.GetUtcNow());
        var won = await db.Schedules.Where(schedule => schedule.Id == id && schedule.State == ScheduleState.Pending).ExecuteUpdateAsync(row => row
            .SetProperty(schedule => schedule.State, state)
            .SetProperty(schedule => schedule.ErrorCode, code)
            .SetProperty(schedule => schedule.ErrorMessage, message)
            .SetProperty(schedule => schedule.FinishedAt, now), cancellationToken);
        return won == 0 ? null : await db.Schedules.AsNoTracking().Include(schedule => schedule.Articles).SingleAsync(schedule => schedule.Id == id, cancellationToken);
    }

    private async Task<Error?> PublishAsync(Item item, Schedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Workflow.Next(item.Status, WorkflowAction.Publish, item.IsPublished) is { Failed: true } illegal) return illegal.Error;
        var revisions = schedule.Articles.ToDictionary(pinned => pinned.ArticleId, pinned => pinned.Revision);
        // What readers see as it was scheduled, or later, stays.
        var articles = (await db.PinnedArticlesAsync(schedule.Id, cancellationToken)).Where(article => article.PublishedRevision is not { } seen || seen < revisions[article.Id]);
        List<Item> items = [item, .. articles];
        revisions[item.Id] = schedule.Revision;
        var older = await versions.FindAsync(items, revisions, cancellationToken);
        if (older.Failed) return older.Error;
        var releases = await checking.GatherAsync(items, older.Value, cancellationToken);
        var results = await checking.CheckAsync(releases, now, cancellationToken);
        if (results.SelectMany(result => result.Findings).Any(finding => finding.Blocks)) return Told(PublishItem.NotPublishable(item, results));
        await publisher.PublishAsync([.. releases.Select(release => release with { EmbargoUntil = schedule.EmbargoUntil, ExpiresAt = schedule.ExpiresAt })], now, cancellationToken);
        return null;
    }

    /// <summary>Nobody is there to read a list of issues.</summary>
    private static Error Told(Error error) => error with { Message = $"{error.Message} {string.Join(' ', error.Issues.Take(5).Select(issue => $"{issue.Pointer}: {issue.Message}"))}" };
}

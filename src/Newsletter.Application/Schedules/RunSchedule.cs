using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Schedules;

/// <summary>Does what is due. Whoever marks the row does the work in the same transaction, so it is done once.</summary>
public sealed class RunSchedule(IEditorialDb db, Checking checking, Publisher publisher, Caller caller, TimeProvider time)
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
        var failure = schedule.Action is ScheduleAction.Publish ? await PublishAsync(item, schedule, now, cancellationToken) : await UnpublishAsync(item, now, cancellationToken);
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
        caller.Become(Guid.Empty, Name, Scopes.All);
        await PublicationLog.EnterAsync(db, cancellationToken);
        var (code, message, now) = (error?.Code, error?.Message, time.GetUtcNow());
        var won = await db.Schedules.Where(schedule => schedule.Id == id && schedule.State == ScheduleState.Pending).ExecuteUpdateAsync(row => row
            .SetProperty(schedule => schedule.State, state)
            .SetProperty(schedule => schedule.ErrorCode, code)
            .SetProperty(schedule => schedule.ErrorMessage, message)
            .SetProperty(schedule => schedule.FinishedAt, now), cancellationToken);
        return won == 0 ? null : await db.Schedules.AsNoTracking().SingleAsync(schedule => schedule.Id == id, cancellationToken);
    }

    private async Task<Error?> PublishAsync(Item item, Schedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Workflow.Next(item.Status, WorkflowAction.Publish, item.IsPublished) is { Failed: true } illegal) return illegal.Error;
        var version = await VersionAsync(item, schedule.Revision, cancellationToken);
        if (version.Failed) return version.Error;
        var releases = await checking.GatherAsync(item, schedule.IncludeArticles, cancellationToken, version.Value);
        var results = await checking.CheckAsync(releases, now, cancellationToken);
        if (results.SelectMany(result => result.Findings).Any(finding => finding.Blocks)) return Told(PublishItem.NotPublishable(item, results));
        await publisher.PublishAsync([.. releases.Select(release => release with { EmbargoUntil = schedule.EmbargoUntil, ExpiresAt = schedule.ExpiresAt })], now, cancellationToken);
        return null;
    }

    private async Task<Error?> UnpublishAsync(Item item, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (item.Step(WorkflowAction.Unpublish, now) is { } illegal) return illegal;
        await publisher.WithdrawAsync([item], "unpublished", now, cancellationToken);
        return null;
    }

    /// <summary>What was scheduled, when the working copy has moved on since; else null.</summary>
    private async Task<Result<ItemVersion?>> VersionAsync(Item item, int number, CancellationToken cancellationToken)
    {
        if (item.Revision == number) return Result.Of<ItemVersion?>(null);
        if (await db.Revisions.AsNoTracking().FirstOrDefaultAsync(revision => revision.ItemId == item.Id && revision.Number == number, cancellationToken) is not { } kept) return Error.NotFound("revision");
        var type = DocumentTypes.Name(item.Type);
        // The working copy may have given its slug up, and another item may be known by it now.
        var rival = await db.Documents.Where(document => document.Type == type && document.Slug == kept.Slug && document.Language == kept.Language && document.Id != item.Id.Value)
            .Select(document => document.Id).FirstOrDefaultAsync(cancellationToken);
        return rival != Guid.Empty ? ItemErrors.SlugTaken(new(rival)) : new ItemVersion(number, kept.Slug, kept.Language, kept.TranslationGroup, kept.Content);
    }

    /// <summary>Nobody is there to read a list of issues.</summary>
    private static Error Told(Error error) => error with { Message = $"{error.Message} {string.Join(' ', error.Issues.Take(5).Select(issue => $"{issue.Pointer}: {issue.Message}"))}" };
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Application.Revisions;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>What is noted in public.</summary>
public sealed record CorrectionRequest
{
    public required CorrectionKind Kind { get; init; }

    /// <summary>What was wrong and what is right, 1 to 4,000 characters.</summary>
    public required string Text { get; init; }
}

/// <summary>Adds a public, dated correction to what readers see and to the working copy. What else was edited waits on, and so does what was scheduled.</summary>
public sealed class CorrectItem(IEditorialDb db, Checking checking, Publisher publisher, Caller caller, TimeProvider time)
{
    private const int MaxLength = 4000;

    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, CorrectionRequest request, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > MaxLength) return Error.Invalid("/text", "too_long", "A correction has 1 to 4,000 characters.");
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            var (item, now, before) = (found.Value, time.GetUtcNow(), found.Value.Revision);
            var seen = item.Correct(new() { Kind = request.Kind, Text = request.Text, At = now }, await db.SeenVersionAsync(item, cancellationToken), now);
            if (seen.Failed) return seen.Error;
            if (seen.Value is not null) db.Revisions.Add(ItemRevision.Of(item.Id, seen.Value, caller, now));
            // A working copy that waits is still the one that waits, and an approval of it holds.
            await db.Schedules.Where(schedule => schedule.ItemId == item.Id && schedule.State == ScheduleState.Pending && schedule.Revision == before)
                .ExecuteUpdateAsync(row => row.SetProperty(schedule => schedule.Revision, item.Revision), cancellationToken);
            await db.ScheduledArticles.Where(pinned => pinned.ArticleId == item.Id && pinned.Revision == before && db.Schedules.Any(schedule => schedule.Id == pinned.ScheduleId && schedule.State == ScheduleState.Pending))
                .ExecuteUpdateAsync(row => row.SetProperty(pinned => pinned.Revision, item.Revision), cancellationToken);
            var versions = seen.Value is null ? [] : new Dictionary<ItemId, ItemVersion> { [item.Id] = seen.Value };
            await publisher.ShowAsync(await checking.GatherAsync([item], versions, cancellationToken), now, cancellationToken);
            return new Saved(item);
        }, cancellationToken);
}

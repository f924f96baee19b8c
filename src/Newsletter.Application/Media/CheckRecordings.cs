using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Events;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Access;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Asks for recordings elsewhere, one at a time, and shows readers what has changed. A row is leased while its host is asked, so several processes ask once.</summary>
public sealed class CheckRecordings(IEditorialDb db, IRecordingProbe probe, Checking checking, Publisher publisher, Caller caller, TimeProvider time)
{
    /// <summary>Several times what the slowest host may take.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(5);

    /// <param name="interval">When it is asked for again.</param>
    /// <returns>False when nothing was due.</returns>
    public async Task<bool> ExecuteAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } row) return false;
        var result = await probe.AskAsync(row.Provider, row.Address, cancellationToken);
        if (result.Status is AvailabilityStatus.Unknown) await PutOffAsync(row, interval, cancellationToken);
        else await FinishAsync(row, result, interval, cancellationToken);
        return true;
    }

    private async Task<CheckedRecording?> ClaimAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var due = db.CheckedRecordings.Where(row => row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now));
            if (await due.AsNoTracking().OrderBy(row => row.DueAt).ThenBy(row => row.Key).FirstOrDefaultAsync(cancellationToken) is not { } next) return null;
            var (lease, until) = (Guid.CreateVersion7(now), now + LeaseTime);
            var isMine = await due.Where(row => row.Key == next.Key).ExecuteUpdateAsync(row => row.SetProperty(one => one.Lease, lease).SetProperty(one => one.LeaseUntil, until), cancellationToken) == 1;
            if (isMine) return new() { Key = next.Key, Provider = next.Provider, Address = next.Address, Failures = next.Failures, Lease = lease };
        }
    }

    /// <summary>No answer says nothing about the recording: after 5 minutes, 10, 20 and so on it is asked for again.</summary>
    private async Task PutOffAsync(CheckedRecording row, TimeSpan interval, CancellationToken cancellationToken)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(row.Failures, 20));
        var due = time.GetUtcNow() + Spread(wait < interval ? wait : interval);
        await Mine(row).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.Failures, one => one.Failures + 1)
            .SetProperty(one => one.DueAt, due)
            .SetProperty(one => one.Lease, (Guid?)null)
            .SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
    }

    private Task<Result<bool>> FinishAsync(CheckedRecording row, ProbeResult result, TimeSpan interval, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        caller.Become(new(CallerKind.System, Guid.Empty, "availability", Scopes.All, []));
        // Everybody takes the log's lock first.
        await db.EnterLogAsync(cancellationToken);
        var now = time.GetUtcNow();
        var ids = await db.RecordingUses.Where(use => use.Key == row.Key).Select(use => use.ItemId).ToListAsync(cancellationToken);
        var items = await db.Items.Where(item => ids.Contains(item.Id) && item.PublishedRevision != null).OrderBy(item => item.Id).ToListAsync(cancellationToken);
        var contents = items.ConvertAll(item => item.PublishedContent ?? item.Content);
        var before = await ShownRecordings.KnownAsync(db, contents, cancellationToken);
        var (due, reason) = (now + Spread(interval), result.Reason);
        var isMine = await Mine(row).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.Status, result.Status)
            .SetProperty(one => one.Reason, reason)
            .SetProperty(one => one.CheckedAt, now)
            .SetProperty(one => one.Failures, 0)
            .SetProperty(one => one.DueAt, due)
            .SetProperty(one => one.Lease, (Guid?)null)
            .SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null), cancellationToken) == 1;
        if (!isMine) return false;
        var after = await ShownRecordings.KnownAsync(db, contents, cancellationToken);
        var changed = items.Where((_, at) => Said(contents[at], before) != Said(contents[at], after)).ToList();
        if (changed.Count > 0) await ShowAsync(changed, row, result, now, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task ShowAsync(List<Item> items, CheckedRecording row, ProbeResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<ItemId, ItemVersion>();
        foreach (var item in items)
        {
            if (await db.SeenVersionAsync(item, cancellationToken) is { } seen) versions[item.Id] = seen;
            db.Events.Add(EventMaker.AvailabilityChanged(item, row, result, caller, now));
        }
        await publisher.ShowAsync(await checking.GatherAsync(items, versions, cancellationToken), now, cancellationToken);
    }

    private IQueryable<CheckedRecording> Mine(CheckedRecording row) => db.CheckedRecordings.Where(one => one.Key == row.Key && one.Lease == row.Lease);

    /// <summary>What readers are told of the recordings in a text, but for when each was asked for.</summary>
    private static string Said(Content content, KnownAvailability known) =>
        string.Join(' ', content.Bodies().SelectMany(body => body.Blocks).Select(known.Of).Select(said => said.CanPlay() ? "-" : said!.Status.ToString()));

    /// <summary>So that what was published together is not asked for together for ever.</summary>
    private static TimeSpan Spread(TimeSpan wait) => wait * (0.9 + 0.2 * Random.Shared.NextDouble());
}

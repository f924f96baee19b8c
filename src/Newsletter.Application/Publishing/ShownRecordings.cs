using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing;

/// <summary>Keeps the list of recordings elsewhere in step with what readers are shown, so that exactly those are checked.</summary>
public sealed class ShownRecordings(IEditorialDb db)
{
    /// <param name="shown">As readers see them from now on.</param>
    /// <param name="seen">Whether readers saw any of them before.</param>
    internal async Task SettleAsync(IEnumerable<Item> shown, bool seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = shown.Where(item => item.Content.Bodies().Any()).ToList();
        if (items.Count == 0) return;
        var held = items.SelectMany(item => ExternalRecording.In(item.Content).Select(recording => (Item: item.Id, Recording: recording))).ToList();
        if (held.Count == 0 && !seen) return;
        var uses = await UsesAsync(items, cancellationToken);
        var arriving = held.Where(one => !uses.Contains((one.Recording.Key, one.Item))).ToList();
        if (arriving.Count > 0)
        {
            db.RecordingUses.AddRange(arriving.Select(one => new RecordingUse { Key = one.Recording.Key, ItemId = one.Item }));
            var keys = arriving.Select(one => one.Recording.Key).Distinct().ToList();
            var known = await db.CheckedRecordings.Where(row => keys.Contains(row.Key)).Select(row => row.Key).ToListAsync(cancellationToken);
            db.CheckedRecordings.AddRange(arriving.Select(one => one.Recording).DistinctBy(recording => recording.Key).Where(recording => !known.Contains(recording.Key))
                .Select(recording => new CheckedRecording { Key = recording.Key, Provider = recording.Provider, Address = recording.Address, DueAt = now }));
            await db.SaveChangesAsync(cancellationToken);
        }
        await LeaveAsync(uses.Except(held.Select(one => (one.Recording.Key, one.Item))).ToList(), cancellationToken);
    }

    /// <summary>For items that readers do not see any more.</summary>
    internal async Task RemoveAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken) => await LeaveAsync([.. await UsesAsync(items, cancellationToken)], cancellationToken);

    /// <summary>What is known of the recordings that these show.</summary>
    internal static async Task<KnownAvailability> KnownAsync(IEditorialDb db, IEnumerable<Content> contents, CancellationToken cancellationToken)
    {
        var keys = contents.SelectMany(ExternalRecording.In).Select(recording => recording.Key).Distinct().ToList();
        if (keys.Count == 0) return KnownAvailability.None;
        var rows = await db.CheckedRecordings.AsNoTracking().Where(row => keys.Contains(row.Key) && row.Status != AvailabilityStatus.Unknown).ToListAsync(cancellationToken);
        return new(rows.ToDictionary(row => row.Key, row => new Availability { Status = row.Status, CheckedAt = row.CheckedAt, Reason = row.Reason }));
    }

    private async Task<HashSet<(string Key, ItemId Item)>> UsesAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.Id).ToList();
        return (await db.RecordingUses.AsNoTracking().Where(use => ids.Contains(use.ItemId)).ToListAsync(cancellationToken)).Select(use => (use.Key, use.ItemId)).ToHashSet();
    }

    private async Task LeaveAsync(List<(string Key, ItemId Item)> leaving, CancellationToken cancellationToken)
    {
        if (leaving.Count == 0) return;
        foreach (var (key, item) in leaving) await db.RecordingUses.Where(use => use.Key == key && use.ItemId == item).ExecuteDeleteAsync(cancellationToken);
        var keys = leaving.Select(one => one.Key).Distinct().ToList();
        await db.CheckedRecordings.Where(row => keys.Contains(row.Key) && !db.RecordingUses.Any(use => use.Key == row.Key)).ExecuteDeleteAsync(cancellationToken);
    }
}

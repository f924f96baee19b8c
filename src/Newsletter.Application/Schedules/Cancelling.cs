using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

internal static class Cancelling
{
    /// <summary>Calls off what waits for these items, or what waits of one action.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> CancelSchedulesAsync(this IEditorialDb db, IReadOnlyCollection<ItemId> items, DateTimeOffset now, CancellationToken cancellationToken, ScheduleAction? action = null) =>
        db.Schedules.Where(schedule => schedule.State == ScheduleState.Pending && items.Contains(schedule.ItemId) && (action == null || schedule.Action == action))
            .ExecuteUpdateAsync(row => row
                .SetProperty(schedule => schedule.State, ScheduleState.Cancelled)
                .SetProperty(schedule => schedule.FinishedAt, now), cancellationToken);

    public static Task<Schedule?> WaitingAsync(this IEditorialDb db, ItemId item, ScheduleAction action, CancellationToken cancellationToken) =>
        db.Schedules.AsNoTracking().FirstOrDefaultAsync(schedule => schedule.ItemId == item && schedule.Action == action && schedule.State == ScheduleState.Pending, cancellationToken);
}

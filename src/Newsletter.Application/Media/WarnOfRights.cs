using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Events;
using Newsletter.Domain;

namespace Newsletter.Application.Media;

/// <summary>Tells, once for each end, of media whose rights end soon. Whoever marks a row tells of it, so several processes do it once.</summary>
public sealed class WarnOfRights(IEditorialDb db, Caller caller, TimeProvider time)
{
    public static readonly TimeSpan Before = TimeSpan.FromDays(7);

    private const int AtOnce = 100;

    /// <returns>How many were told of.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Before;
        var ending = db.Items.Where(item => item.Type == ItemType.Media && item.RightsExpireAt > now && item.RightsExpireAt <= until && (item.RightsWarnedOf == null || item.RightsWarnedOf != item.RightsExpireAt));
        // Most of the time there are none, and no transaction is needed to see that.
        if (!await ending.AnyAsync(cancellationToken)) return 0;
        var told = await db.InTransactionAsync<int>(async () =>
        {
            var media = await ending.AsNoTracking().OrderBy(item => item.RightsExpireAt).ThenBy(item => item.Id).Take(AtOnce).ToListAsync(cancellationToken);
            var count = 0;
            foreach (var item in media)
            {
                var isMine = await ending.Where(one => one.Id == item.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.RightsWarnedOf, one => one.RightsExpireAt), cancellationToken) == 1;
                if (!isMine) continue;
                db.Events.Add(EventMaker.RightsExpiring(item, caller, now));
                count++;
            }
            return count;
        }, cancellationToken);
        return told.Failed ? 0 : told.Value;
    }
}

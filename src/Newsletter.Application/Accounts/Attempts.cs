using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Audit;

namespace Newsletter.Application.Accounts;

/// <summary>Counts the attempts to prove who one is: ten wrong answers lock an account for 15 minutes.</summary>
public sealed class Attempts(IEditorialDb db, AuditTrail trail, TimeProvider time)
{
    /// <summary>Counted before it is judged, and in the database, so that a thousand attempts at once are a thousand.</summary>
    public async Task<bool> MayTryAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + SignIn.LockedFor;
        await db.Accounts.Where(account => account.Id == id && account.LockoutEnd <= now)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.AccessFailedCount, 0).SetProperty(account => account.LockoutEnd, (DateTimeOffset?)null), cancellationToken);
        return await db.Accounts.Where(account => account.Id == id && account.AccessFailedCount < SignIn.MaxAttempts)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.AccessFailedCount, account => account.AccessFailedCount + 1)
                .SetProperty(account => account.LockoutEnd, account => account.AccessFailedCount + 1 < SignIn.MaxAttempts ? account.LockoutEnd : until), cancellationToken) > 0;
    }

    public async Task FailedAsync(Account account, CancellationToken cancellationToken)
    {
        if (!await db.Accounts.AnyAsync(one => one.Id == account.Id && one.AccessFailedCount >= SignIn.MaxAttempts, cancellationToken)) return;
        trail.NoteUser("lockedOut", account);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task ForgetAsync(Guid id, CancellationToken cancellationToken) => db.Accounts.Where(one => one.Id == id)
        .ExecuteUpdateAsync(row => row.SetProperty(one => one.AccessFailedCount, 0).SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null), cancellationToken);
}

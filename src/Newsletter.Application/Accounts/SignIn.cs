using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;

namespace Newsletter.Application.Accounts;

/// <summary>
/// The two steps of signing in. Ten wrong answers lock an account for 15 minutes. Whether there is an account, whether it is locked, and which
/// part was wrong can be told neither from the answer nor from the time it takes.
/// </summary>
public sealed class SignIn(IEditorialDb db, UserManager<Account> users, NobodysPassword nobodys, Authenticator authenticator, AuditTrail trail, Caller caller, TimeProvider time)
{
    public const int MaxAttempts = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <returns>The account with this password, whose second step may be left to do; null for anything else.</returns>
    public async Task<Account?> WithPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (password.Length > PasswordRules.MaxLength || email.Length > AccountRequests.MaxEmailLength) return null;
        var account = await users.FindByNameAsync(email);
        if (!await MayTryAsync(account is { Disabled: false, IsInvited: false } ? account.Id : Guid.Empty, cancellationToken))
        {
            nobodys.Compare(password);
            return null;
        }
        if (!await users.CheckPasswordAsync(account!, password))
        {
            await FailedAsync(account!, cancellationToken);
            return null;
        }
        // The attempts are forgotten when all is done: who knows the password could try codes for ever.
        if (!account!.TwoFactorEnabled) await DoneAsync(account, cancellationToken);
        return account;
    }

    public async Task<bool> WithCodeAsync(Account account, string code, CancellationToken cancellationToken)
    {
        if (!await MayTryAsync(account.Id, cancellationToken)) return false;
        if (await authenticator.TakeAsync(account, code, cancellationToken))
        {
            await DoneAsync(account, cancellationToken);
            return true;
        }
        await FailedAsync(account, cancellationToken);
        return false;
    }

    /// <summary>Counted before it is judged, and in the database, so that a thousand attempts at once are a thousand.</summary>
    private async Task<bool> MayTryAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + LockedFor;
        await db.Accounts.Where(account => account.Id == id && account.LockoutEnd <= now)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.AccessFailedCount, 0).SetProperty(account => account.LockoutEnd, (DateTimeOffset?)null), cancellationToken);
        return await db.Accounts.Where(account => account.Id == id && account.AccessFailedCount < MaxAttempts)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.AccessFailedCount, account => account.AccessFailedCount + 1)
                .SetProperty(account => account.LockoutEnd, account => account.AccessFailedCount + 1 < MaxAttempts ? account.LockoutEnd : until), cancellationToken) > 0;
    }

    private async Task FailedAsync(Account account, CancellationToken cancellationToken)
    {
        if (!await db.Accounts.AnyAsync(one => one.Id == account.Id && one.AccessFailedCount >= MaxAttempts, cancellationToken)) return;
        trail.NoteUser("lockedOut", account);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task DoneAsync(Account account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Accounts.Where(one => one.Id == account.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.AccessFailedCount, 0)
            .SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null).SetProperty(one => one.LastSignInAt, now), cancellationToken);
        caller.Become(account.Identity(account.Scopes));
        trail.NoteUser("signedIn", account);
        await db.SaveChangesAsync(cancellationToken);
    }
}

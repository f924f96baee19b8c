using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;

namespace Newsletter.Application.Accounts;

/// <summary>
/// The two steps of signing in. Ten wrong answers lock an account for 15 minutes. Whether there is an account, whether it is locked, and which
/// part was wrong can be told neither from the answer nor from the time it takes.
/// </summary>
public sealed class SignIn(IEditorialDb db, UserManager<Account> users, NobodysPassword nobodys, Attempts attempts, Authenticator authenticator, AuditTrail trail, Caller caller, TimeProvider time)
{
    public const int MaxAttempts = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <returns>The account with this password, whose second step may be left to do; null for anything else.</returns>
    public async Task<Account?> WithPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (password.Length > PasswordRules.MaxLength || email.Length > AccountRequests.MaxEmailLength) return null;
        var account = await users.FindByNameAsync(email);
        if (!await attempts.MayTryAsync(account is { Disabled: false, IsInvited: false } ? account.Id : Guid.Empty, cancellationToken))
        {
            nobodys.Compare(password);
            return null;
        }
        if (!await users.CheckPasswordAsync(account!, password))
        {
            await attempts.FailedAsync(account!, cancellationToken);
            return null;
        }
        // The attempts are forgotten when all is done: who knows the password could try codes for ever.
        if (!account!.TwoFactorEnabled) await DoneAsync(account, cancellationToken);
        return account;
    }

    public async Task<bool> WithCodeAsync(Account account, string code, CancellationToken cancellationToken)
    {
        if (!await attempts.MayTryAsync(account.Id, cancellationToken)) return false;
        if (await authenticator.TakeAsync(account, code, cancellationToken) is { } taken)
        {
            await DoneAsync(account, cancellationToken, taken);
            return true;
        }
        await attempts.FailedAsync(account, cancellationToken);
        return false;
    }

    private async Task DoneAsync(Account account, CancellationToken cancellationToken, SecondFactor? second = null)
    {
        var now = time.GetUtcNow();
        await attempts.ForgetAsync(account.Id, cancellationToken);
        await db.Accounts.Where(one => one.Id == account.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSignInAt, now), cancellationToken);
        caller.Become(account.Identity(account.Scopes));
        if (second is SecondFactor.RecoveryCode) trail.NoteUser("recoveryCodeUsed", account);
        trail.NoteUser("signedIn", account);
        await db.SaveChangesAsync(cancellationToken);
    }
}

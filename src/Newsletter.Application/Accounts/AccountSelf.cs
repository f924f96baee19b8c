using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Audit;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

/// <summary>A secret that an authenticator is to have.</summary>
/// <param name="Uri">Opens the authenticator of a telephone.</param>
public sealed record PendingSecret(string Secret, string Uri);

/// <summary>What people do with their own account.</summary>
public sealed class AccountSelf(IEditorialDb db, UserManager<Account> users, Authenticator authenticator, ISecretBox secrets, ISessions sessions, AuditTrail trail)
{
    /// <summary>The secret counts when a code has proved that it is there; null where it has.</summary>
    public Task<Result<PendingSecret?>> PendingSecretAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync<PendingSecret?>(id, async account =>
    {
        if (account.TwoFactorEnabled) return (PendingSecret?)null;
        var secret = account.AuthenticatorSecret is { } box ? secrets.Open(box) : Totp.NewSecret();
        if (account.AuthenticatorSecret is null)
        {
            account.AuthenticatorSecret = secrets.Close(secret);
            if (AccountErrors.Of(await users.UpdateAsync(account), "") is { } refused) return refused;
        }
        return new PendingSecret(secret, Totp.UriOf(secret, account.Email!));
    }, cancellationToken);

    /// <summary>Either takes a code.</summary>
    public async Task<Error?> SwitchSecondFactorAsync(Guid id, bool on, string code, CancellationToken cancellationToken) => (await ChangeAsync<bool>(id, async account =>
    {
        if (!await authenticator.TakeAsync(account, code, cancellationToken)) return AccountErrors.WrongCode;
        account.TwoFactorEnabled = on;
        if (!on) account.AuthenticatorSecret = null;
        account.Version++;
        trail.NoteUser(on ? "twoFactorEnabled" : "twoFactorDisabled", account);
        return AccountErrors.Of(await users.UpdateAsync(account), "") is { } refused ? refused : true;
    }, cancellationToken)).Error;

    public async Task<Error?> SignOutEverywhereAsync(Guid id, CancellationToken cancellationToken) => (await ChangeAsync<bool>(id, async account =>
    {
        await sessions.EndAllAsync(id, cancellationToken);
        trail.NoteUser("sessionsEnded", account);
        return AccountErrors.Of(await users.UpdateSecurityStampAsync(account), "") is { } refused ? refused : true;
    }, cancellationToken)).Error;

    private Task<Result<T>> ChangeAsync<T>(Guid id, Func<Account, Task<Result<T>>> change, CancellationToken cancellationToken) => db.InTransactionAsync<T>(async () =>
        await db.Accounts.FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is { } account ? await change(account) : Error.NotFound("user"), cancellationToken);
}

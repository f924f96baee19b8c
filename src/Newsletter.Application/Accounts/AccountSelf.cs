using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Audit;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

/// <summary>A secret that an authenticator is to have.</summary>
/// <param name="Uri">Opens the authenticator of a telephone.</param>
public sealed record PendingSecret(string Secret, string Uri);

/// <summary>What people do with their own account.</summary>
public sealed class AccountSelf(IEditorialDb db, UserManager<Account> users, Attempts attempts, Authenticator authenticator, ISecretBox secrets, ISessions sessions, AuditTrail trail)
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
    /// <returns>The recovery codes, to be shown once; none where it is switched off.</returns>
    public Task<Result<IReadOnlyList<string>>> SwitchSecondFactorAsync(Guid id, bool on, string code, CancellationToken cancellationToken) => WithCodeAsync(id, code, account =>
    {
        account.Version++;
        trail.NoteUser(on ? "twoFactorEnabled" : "twoFactorDisabled", account);
        account.TwoFactorEnabled = on;
        if (on) return RecoveryCodes.Renew(account);
        account.EndSecondFactor();
        return [];
    }, cancellationToken);

    /// <summary>Gives recovery codes in the place of those that are left.</summary>
    public Task<Result<IReadOnlyList<string>>> RenewRecoveryCodesAsync(Guid id, string code, CancellationToken cancellationToken) => WithCodeAsync(id, code, account =>
    {
        trail.NoteUser("recoveryCodesRenewed", account);
        return RecoveryCodes.Renew(account);
    }, cancellationToken);

    public async Task<Error?> SignOutEverywhereAsync(Guid id, CancellationToken cancellationToken) => (await ChangeAsync<bool>(id, async account =>
    {
        await sessions.EndAllAsync(id, cancellationToken);
        trail.NoteUser("sessionsEnded", account);
        return AccountErrors.Of(await users.UpdateSecurityStampAsync(account), "") is { } refused ? refused : true;
    }, cancellationToken)).Error;

    /// <summary>A browser that is signed in may have been left alone, so wrong codes count as they do at signing in.</summary>
    private async Task<Result<IReadOnlyList<string>>> WithCodeAsync(Guid id, string code, Func<Account, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        if (!await attempts.MayTryAsync(id, cancellationToken)) return AccountErrors.WrongCode;
        var result = await ChangeAsync<IReadOnlyList<string>>(id, async account =>
        {
            if (await authenticator.TakeAsync(account, code, cancellationToken) is not { } taken) return AccountErrors.WrongCode;
            if (taken is SecondFactor.RecoveryCode) trail.NoteUser("recoveryCodeUsed", account);
            var codes = change(account);
            return AccountErrors.Of(await users.UpdateAsync(account), "") is { } refused ? refused : Result.Of(codes);
        }, cancellationToken);
        if (!result.Failed) await attempts.ForgetAsync(id, cancellationToken);
        else if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is { } account) await attempts.FailedAsync(account, cancellationToken);
        return result;
    }

    private Task<Result<T>> ChangeAsync<T>(Guid id, Func<Account, Task<Result<T>>> change, CancellationToken cancellationToken) => db.InTransactionAsync<T>(async () =>
        await db.Accounts.FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is { } account ? await change(account) : Error.NotFound("user"), cancellationToken);
}

using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Accounts;

/// <summary>What the second step was done with.</summary>
public enum SecondFactor
{
    /// <summary>An application that shows a new code every thirty seconds.</summary>
    Authenticator,

    /// <summary>One of the codes that were written down.</summary>
    RecoveryCode,
}

/// <summary>The second factor.</summary>
public sealed class Authenticator(IEditorialDb db, RecoveryCodes recovery, ISecretBox secrets, TimeProvider time)
{
    /// <summary>Uses a code up: one of the authenticator, the first one of its time step, or one for recovery.</summary>
    /// <returns>Null for a wrong one.</returns>
    public async Task<SecondFactor?> TakeAsync(Account account, string code, CancellationToken cancellationToken)
    {
        SecondFactor? taken = await TakeShownAsync(account, code, cancellationToken) ? SecondFactor.Authenticator
            : await recovery.TakeAsync(account, code, cancellationToken) ? SecondFactor.RecoveryCode
            : null;
        // Whoever saves the account must not bring back what was used up.
        if (taken is not null) await db.Accounts.Entry(account).ReloadAsync(cancellationToken);
        return taken;
    }

    private async Task<bool> TakeShownAsync(Account account, string code, CancellationToken cancellationToken) =>
        account.AuthenticatorSecret is { } box && Totp.StepOf(secrets.Open(box), code, time.GetUtcNow()) is { } step
        && await db.Accounts.Where(one => one.Id == account.Id && one.LastCodeStep < step).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastCodeStep, step), cancellationToken) > 0;
}

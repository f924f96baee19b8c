using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Accounts;

/// <summary>The second factor: an application that shows a new code every thirty seconds.</summary>
public sealed class Authenticator(IEditorialDb db, ISecretBox secrets, TimeProvider time)
{
    /// <summary>Whether the code is right, and the first one of its time step.</summary>
    public async Task<bool> TakeAsync(Account account, string code, CancellationToken cancellationToken)
    {
        if (account.AuthenticatorSecret is not { } box || Totp.StepOf(secrets.Open(box), code, time.GetUtcNow()) is not { } step) return false;
        if (await db.Accounts.Where(one => one.Id == account.Id && one.LastCodeStep < step).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastCodeStep, step), cancellationToken) == 0) return false;
        account.LastCodeStep = step;
        return true;
    }
}

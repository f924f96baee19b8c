using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>Changes and deletes accounts, ends their sessions and makes links for those who cannot sign in.</summary>
public sealed class ChangeAccount(IEditorialDb db, UserManager<Account> users, ISessions sessions, AccountLinks links, AuditTrail trail, Caller caller)
{
    /// <param name="given">The names of the fields that are given: a null among them is one.</param>
    public Task<Result<Account>> ExecuteAsync(Guid id, int version, UserChange change, IReadOnlySet<string> given, CancellationToken cancellationToken) => db.InTransactionAsync<Account>(async () =>
    {
        var found = await FindAsync(id, version, cancellationToken);
        if (found.Failed) return found.Error;
        var account = found.Value;
        var issues = AccountRequests.Check(null, change.Name, change.Role).ToList();
        if (change.TwoFactor is true && !account.TwoFactorEnabled) issues.Add(new("/twoFactor", "not_yours", "Only who has the account can set up a second factor."));
        if (issues.Count > 0) return Error.Invalid(issues);
        var wasLastOwner = await IsLastOwnerAsync(account, cancellationToken);
        var before = StateOf(account);
        var endsSessions = (change.Role ?? account.Role) != account.Role || (change.Disabled is true && !account.Disabled);
        account.DisplayName = change.Name ?? account.DisplayName;
        account.Role = change.Role ?? account.Role;
        account.Disabled = change.Disabled ?? account.Disabled;
        if (change.TwoFactor is false) account.EndSecondFactor();
        if (given.Contains("newsletters") && await LimitAsync(account, change.Newsletters, cancellationToken) is { } unknown) return unknown;
        if (!caller.MayDealWith(account)) return AccountErrors.AboveCaller;
        if (wasLastOwner && (!account.IsOwner || account.Disabled)) return AccountErrors.LastOwner;
        if (StateOf(account) == before) return account;
        account.Version++;
        trail.NoteUser("userChanged", account);
        var saved = endsSessions ? await users.UpdateSecurityStampAsync(account) : await users.UpdateAsync(account);
        if (AccountErrors.Of(saved, "") is { } refused) return refused;
        if (endsSessions) await sessions.EndAllAsync(id, cancellationToken);
        return account;
    }, cancellationToken);

    public Task<Result<bool>> DeleteAsync(Guid id, int version, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        var found = await FindAsync(id, version, cancellationToken);
        if (found.Failed) return found.Error;
        if (await IsLastOwnerAsync(found.Value, cancellationToken)) return AccountErrors.LastOwner;
        trail.NoteUser("userDeleted", found.Value);
        await sessions.EndAllAsync(id, cancellationToken);
        return AccountErrors.Of(await users.DeleteAsync(found.Value), "") is { } refused ? refused : true;
    }, cancellationToken);

    /// <summary>An invitation where there is no password yet, else a link for a new one.</summary>
    public Task<Result<GivenLink>> LinkAsync(Guid id, CancellationToken cancellationToken) => db.InTransactionAsync<GivenLink>(async () =>
    {
        var found = await FindAsync(id, null, cancellationToken);
        if (found.Failed) return found.Error;
        if (found.Value.Disabled) return new Error(ErrorKind.Conflict, "disabled", "This account is disabled; enable it first.");
        trail.NoteUser("linkGiven", found.Value);
        return links.Send(found.Value);
    }, cancellationToken);

    /// <summary>Ends one session, or all. Browsers are signed out with either: they could begin another session.</summary>
    public Task<Result<bool>> EndSessionsAsync(Guid id, Guid? session, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        var found = await FindAsync(id, null, cancellationToken);
        if (found.Failed) return found.Error;
        if (session is { } one && !await sessions.EndAsync(id, one, cancellationToken)) return Error.NotFound("session");
        if (session is null) await sessions.EndAllAsync(id, cancellationToken);
        trail.NoteUser("sessionsEnded", found.Value);
        return AccountErrors.Of(await users.UpdateSecurityStampAsync(found.Value), "") is { } refused ? refused : true;
    }, cancellationToken);

    private async Task<Result<Account>> FindAsync(Guid id, int? version, CancellationToken cancellationToken)
    {
        if (await db.Accounts.Where(caller.SeesAccounts()).FirstOrDefaultAsync(account => account.Id == id, cancellationToken) is not { } found) return Error.NotFound("user");
        if (!caller.MayDealWith(found)) return AccountErrors.AboveCaller;
        return version is not null && version != found.Version ? ItemErrors.Stale(found.Version) : found;
    }

    private async Task<Error?> LimitAsync(Account account, IReadOnlyList<string>? named, CancellationToken cancellationToken)
    {
        if (named is null)
        {
            account.Newsletters = null;
            return null;
        }
        var newsletters = await db.NewslettersAsync(named, cancellationToken);
        if (!newsletters.Failed) account.Newsletters = newsletters.Value;
        return newsletters.Error;
    }

    private async Task<bool> IsLastOwnerAsync(Account account, CancellationToken cancellationToken)
    {
        if (!account.IsOwner || account.Disabled || account.IsInvited) return false;
        // Two owners who remove each other take their turns at these rows.
        await db.Accounts.Where(owner => owner.Role == Scopes.OwnerRole).ExecuteUpdateAsync(row => row.SetProperty(owner => owner.Version, owner => owner.Version), cancellationToken);
        return !await db.Accounts.AnyAsync(other => other.Id != account.Id && other.Role == Scopes.OwnerRole && !other.Disabled && other.PasswordHash != null, cancellationToken);
    }

    private static (string, string, bool, bool, string?) StateOf(Account account) => (account.DisplayName, account.Role, account.Disabled, account.TwoFactorEnabled, account.NewsletterList);
}

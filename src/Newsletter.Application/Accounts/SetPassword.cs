using Microsoft.AspNetCore.Identity;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

/// <summary>Sets a password by a link: the first one by an invitation, another one by a reset.</summary>
public sealed class SetPassword(IEditorialDb db, UserManager<Account> users, AccountTickets tickets, AccountLinks links, ISessions sessions, Attempts attempts, AuditTrail trail, Caller caller)
{
    /// <summary>Sends a link, if there is somebody to send it to. Nobody is told.</summary>
    public async Task AskAsync(string email)
    {
        if (email.Length <= AccountRequests.MaxEmailLength && await users.FindByNameAsync(email) is { Disabled: false } account) links.Send(account);
    }

    /// <summary>Uses a link up. All sessions end.</summary>
    public Task<Result<Account>> ExecuteAsync(TicketPurpose purpose, string ticket, string password, CancellationToken cancellationToken) => db.InTransactionAsync<Account>(async () =>
    {
        if (await tickets.ReadAsync(purpose, ticket, cancellationToken) is not { } account) return AccountErrors.BadLink;
        caller.Become(account.Identity(account.Scopes));
        if (await ReplaceAsync(account, password) is { } refused) return refused;
        await sessions.EndAllAsync(account.Id, cancellationToken);
        trail.NoteUser(purpose is TicketPurpose.Invitation ? "invitationAccepted" : "passwordReset", account);
        await attempts.ForgetAsync(account.Id, cancellationToken);
        return account;
    }, cancellationToken);

    private async Task<Error?> ReplaceAsync(Account account, string password)
    {
        if (!account.IsInvited && AccountErrors.Of(await users.RemovePasswordAsync(account), "") is { } stale) return stale;
        return AccountErrors.Of(await users.AddPasswordAsync(account, password), "/password");
    }
}

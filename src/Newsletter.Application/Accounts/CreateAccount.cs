using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

/// <summary>Makes accounts, with a password or without one.</summary>
public sealed class CreateAccount(IEditorialDb db, UserManager<Account> users, AuditTrail trail, Caller caller, TimeProvider time)
{
    /// <param name="password">Null where its owner sets it by an invitation.</param>
    public Task<Result<Account>> ExecuteAsync(UserInvitation request, string? password, CancellationToken cancellationToken) => db.InTransactionAsync<Account>(async () =>
    {
        var issues = AccountRequests.Check(request.Email, request.Name, request.Role).ToList();
        if (request.Id is { } id && !ItemId.IsValid(id)) issues.Add(new("/id", "bad_id", "An id is a UUID of version 7 (RFC 9562)."));
        if (issues.Count > 0) return Error.Invalid(issues);
        if (request.Id is { } taken && await db.Accounts.AnyAsync(one => one.Id == taken, cancellationToken)) return AccountErrors.IdTaken;
        IReadOnlySet<Guid>? newsletters = null;
        if (request.Newsletters is { } named)
        {
            var found = await db.NewslettersAsync(named, cancellationToken);
            if (found.Failed) return found.Error;
            newsletters = found.Value;
        }
        if (!caller.MayDealWith(request.Role, newsletters)) return AccountErrors.AboveCaller;
        var now = time.GetUtcNow();
        var account = new Account
        {
            Id = request.Id ?? Guid.CreateVersion7(now),
            UserName = request.Email,
            Email = request.Email,
            DisplayName = request.Name ?? request.Email,
            Role = request.Role,
            Newsletters = newsletters,
            CreatedAt = now,
        };
        trail.NoteUser("userCreated", account);
        var made = password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password);
        return AccountErrors.Of(made, "/password") is { } refused ? refused : account;
    }, cancellationToken);
}

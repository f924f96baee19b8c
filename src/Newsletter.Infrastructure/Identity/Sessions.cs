using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Accounts;
using Newsletter.Infrastructure.Persistence;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace Newsletter.Infrastructure.Identity;

/// <summary>A session is an authorization with the tokens that were given for it. Every request asks for both entries.</summary>
internal sealed class Sessions(EditorialDbContext db, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens, TimeProvider time) : ISessions
{
    private const string Valid = OpenIddictConstants.Statuses.Valid;

    public async Task<IReadOnlyList<AccountSession>> ListAsync(Guid account, CancellationToken cancellationToken)
    {
        var (subject, now) = (account.ToString(), time.GetUtcNow().UtcDateTime);
        var rows = await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().AsNoTracking()
            .Where(session => session.Subject == subject && session.Status == Valid && session.Tokens.Any(token => token.Status == Valid && token.ExpirationDate > now))
            .Select(session => new { session.Id, Client = session.Application!.DisplayName, session.CreationDate, LastUsed = session.Tokens.Max(token => token.CreationDate), session.Scopes })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.CreationDate).Select(row => new AccountSession(row.Id, row.Client ?? "", At(row.CreationDate), At(row.LastUsed), JsonSerializer.Deserialize<string[]>(row.Scopes ?? "[]")!))];
    }

    public async Task<bool> EndAsync(Guid account, Guid session, CancellationToken cancellationToken)
    {
        if (await authorizations.FindByIdAsync(session.ToString(), cancellationToken) is not { } found) return false;
        if (await authorizations.GetSubjectAsync(found, cancellationToken) != account.ToString()) return false;
        await tokens.RevokeByAuthorizationIdAsync(session.ToString(), cancellationToken);
        return await authorizations.TryRevokeAsync(found, cancellationToken);
    }

    public async Task EndAllAsync(Guid account, CancellationToken cancellationToken)
    {
        await authorizations.RevokeBySubjectAsync(account.ToString(), cancellationToken);
        await tokens.RevokeBySubjectAsync(account.ToString(), cancellationToken);
    }

    private static DateTimeOffset At(DateTime? utc) => new(DateTime.SpecifyKind(utc ?? default, DateTimeKind.Utc));
}

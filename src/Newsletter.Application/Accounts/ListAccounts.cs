using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>A page of the accounts.</summary>
public sealed record AccountPage(IReadOnlyList<Account> Accounts, int Limit, string? Next);

/// <summary>Reads accounts; lists are in the order in which they were made.</summary>
public sealed class ListAccounts(IEditorialDb db, Caller caller)
{
    public async Task<Result<AccountPage>> ExecuteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var roles = parameters.OneOf("role", [.. Scopes.Roles.Keys]);
        var disabled = parameters.Truth("disabled");
        var email = parameters.One("email");
        var after = parameters.Ids("after");
        var limit = parameters.Whole("limit", 1, 500, 100);
        if (parameters.Finish() is { } refused) return refused;

        var accounts = db.Accounts.AsNoTracking().Where(caller.SeesAccounts());
        if (roles.Count > 0) accounts = accounts.Where(account => roles.Contains(account.Role));
        if (disabled is { } state) accounts = accounts.Where(account => account.Disabled == state);
        if (email?.ToUpperInvariant() is { } address) accounts = accounts.Where(account => account.NormalizedUserName == address);
        if (after is [var id, ..]) accounts = accounts.Where(account => account.Id.CompareTo(id) > 0);
        var rows = await accounts.OrderBy(account => account.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new AccountPage([.. rows.Take(limit)], limit, rows.Count > limit ? ListLinks.Url("", path, query, rows[limit - 1].Id.ToString(), "after") : null);
    }

    /// <summary>One that the caller sees.</summary>
    public Task<Account?> FindSeenAsync(Guid id, CancellationToken cancellationToken) => db.Accounts.AsNoTracking().Where(caller.SeesAccounts()).FirstOrDefaultAsync(account => account.Id == id, cancellationToken);

    public Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken) => db.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.Id == id, cancellationToken);
}

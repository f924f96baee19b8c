using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>A page of the accounts.</summary>
public sealed record AccountPage(IReadOnlyList<Account> Accounts, int Limit, string? Next);

/// <summary>Lists accounts, in the order in which they were made, and finds one.</summary>
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

        var accounts = db.Accounts.AsNoTracking();
        if (roles.Count > 0) accounts = accounts.Where(account => roles.Contains(account.Role));
        if (disabled is { } state) accounts = accounts.Where(account => account.Disabled == state);
        if (email?.ToUpperInvariant() is { } address) accounts = accounts.Where(account => account.NormalizedUserName == address);
        if (after is [var id, ..]) accounts = accounts.Where(account => account.Id.CompareTo(id) > 0);
        var rows = await accounts.OrderBy(account => account.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new AccountPage([.. rows.Take(limit).Where(caller.MaySee)], limit, rows.Count > limit ? ListLinks.Url("", path, query, rows[limit - 1].Id.ToString(), "after") : null);
    }

    /// <returns>The account; null for one that the caller may not see, too.</returns>
    public async Task<Account?> SeeAsync(Guid id, CancellationToken cancellationToken) => await FindAsync(id, cancellationToken) is { } found && caller.MaySee(found) ? found : null;

    /// <summary>For signing in: whoever asks.</summary>
    public Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken) => db.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.Id == id, cancellationToken);
}

using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>Who an account is to the rest of the program, and who may have a hand in it.</summary>
public static class AccountAccess
{
    public static CallerIdentity Identity(this Account account, IReadOnlyCollection<string> scopes) =>
        new(CallerKind.User, account.Id, account.DisplayName, scopes, [account.Role]) { Entitlements = new(account.Newsletters, null, null) };

    /// <summary>Who is limited sees the accounts that are limited at least as much.</summary>
    public static bool MaySee(this Caller caller, Account account) => caller.Covers(account.Newsletters);

    /// <summary>Nobody makes, changes or opens an account that may do more than he may himself.</summary>
    public static bool MayDealWith(this Caller caller, string role, IReadOnlySet<Guid>? newsletters) =>
        Scopes.Roles[role].All(caller.May) && caller.Covers(newsletters);

    public static bool MayDealWith(this Caller caller, Account account) => caller.MayDealWith(account.Role, account.Newsletters);

    /// <summary>An account can be limited to newsletters only, so who is limited otherwise covers none.</summary>
    private static bool Covers(this Caller caller, IReadOnlySet<Guid>? newsletters) => caller.Entitlements.Cover(new(newsletters, null, null));
}

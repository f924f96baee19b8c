using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>Who an account is to the rest of the program, and who may have a hand in it.</summary>
public static class AccountAccess
{
    public static CallerIdentity Identity(this Account account, IReadOnlyCollection<string> scopes) =>
        new(CallerKind.User, account.Id, account.DisplayName, scopes, [account.Role]) { Entitlements = new(account.Newsletters, null, null) };

    /// <summary>Nobody makes, changes or opens an account that may do more than he may himself.</summary>
    public static bool MayDealWith(this Caller caller, string role, IReadOnlySet<Guid>? newsletters) =>
        Scopes.Roles[role].All(caller.May) && (caller.Newsletters is not { } own || (newsletters?.IsSubsetOf(own) ?? false));

    public static bool MayDealWith(this Caller caller, Account account) => caller.MayDealWith(account.Role, account.Newsletters);
}

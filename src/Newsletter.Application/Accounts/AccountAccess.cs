using System.Linq.Expressions;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>Who an account is to the rest of the program, and who may have a hand in it.</summary>
public static class AccountAccess
{
    public static CallerIdentity Identity(this Account account, IReadOnlyCollection<string> scopes) =>
        new(CallerKind.User, account.Id, account.DisplayName, scopes, [account.Role]) { Entitlements = new(account.Newsletters, null, null) };

    /// <summary>Who is limited to newsletters sees himself, and those who are limited to some of them too. Who is limited otherwise sees himself: no account is.</summary>
    public static Expression<Func<Account, bool>> SeesAccounts(this Caller caller)
    {
        var self = caller.Principal;
        if (caller.Entitlements is { Tags: not null } or { Regions: not null }) return account => account.Id == self;
        if (caller.Newsletters is not { } own) return account => true;
        var account = Expression.Parameter(typeof(Account), "account");
        var replace = typeof(string).GetMethod(nameof(string.Replace), [typeof(string), typeof(string)])!;
        // What is left of an account's list without these newsletters.
        var rest = own.Aggregate((Expression)Expression.Property(account, nameof(Account.NewsletterList)), (list, id) => Expression.Call(list, replace, Expression.Constant(id.ToString()), Expression.Constant("")));
        var isWithin = Expression.Equal(Expression.Call(rest, nameof(string.Trim), null), Expression.Constant(""));
        var isSelf = Expression.Equal(Expression.Property(account, nameof(Account.Id)), Expression.Constant(self));
        return Expression.Lambda<Func<Account, bool>>(Expression.OrElse(isSelf, isWithin), account);
    }

    /// <summary>Nobody makes, changes or opens an account that may do more than he may himself.</summary>
    public static bool MayDealWith(this Caller caller, string role, IReadOnlySet<Guid>? newsletters) =>
        Scopes.Roles[role].All(caller.May) && caller.Covers(newsletters);

    public static bool MayDealWith(this Caller caller, Account account) => caller.MayDealWith(account.Role, account.Newsletters);

    /// <summary>An account can be limited to newsletters only, so who is limited otherwise covers none.</summary>
    private static bool Covers(this Caller caller, IReadOnlySet<Guid>? newsletters) => caller.Entitlements.Cover(new(newsletters, null, null));
}

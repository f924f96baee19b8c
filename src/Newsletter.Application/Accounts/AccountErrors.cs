using Microsoft.AspNetCore.Identity;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

public static class AccountErrors
{
    public static Error EmailTaken { get; } = new(ErrorKind.Conflict, "email_taken", "There is an account with this e-mail address already.")
    {
        Issues = [new("/email", "email_taken", "Choose another address.")],
    };

    public static Error IdTaken { get; } = new(ErrorKind.Conflict, "id_taken", "There is an account with this id already.")
    {
        Issues = [new("/id", "id_taken", "Choose another id or leave it out.")],
    };

    public static Error LastOwner { get; } = new(ErrorKind.Conflict, "last_owner", "This is the last owner who can sign in; make another one first.");

    public static Error AboveCaller { get; } = new(ErrorKind.Forbidden, "forbidden", "This account may do, or would be allowed, what you may not do yourself.");

    public static Error ClientAboveCaller { get; } = new(ErrorKind.Forbidden, "forbidden", "This client would be allowed what you may not do or see yourself.")
    {
        Issues = [new("/role", "beyond_your_rights", "Choose a role within your own rights; clients are limited to nothing.")],
    };

    /// <summary>The same for a link that was used, has expired or was never made.</summary>
    public static Error BadLink { get; } = new(ErrorKind.Gone, "link_expired", "This link was used already or has expired; ask for another one.");

    public static Error WrongCode { get; } = Error.Invalid("/code", "wrong_code", "This code is wrong, was used already or comes too late.");

    /// <summary>What Identity refuses, in our words where it has none of its own for people.</summary>
    public static Error? Of(IdentityResult result, string pointer)
    {
        if (result.Succeeded) return null;
        var errors = result.Errors.ToList();
        return errors.Exists(error => error.Code is nameof(IdentityErrorDescriber.DuplicateUserName)) ? EmailTaken
            : errors.Exists(error => error.Code is nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? Items.ItemErrors.Stale(null)
            : Error.Invalid([.. errors.Select(error => new Issue(pointer, error.Code, error.Description))]);
    }
}

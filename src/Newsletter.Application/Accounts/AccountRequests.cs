using System.Net.Mail;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Accounts;

/// <summary>An account that is to be made. Its owner sets the password by the invitation.</summary>
public sealed record UserInvitation
{
    /// <summary>A UUIDv7 of your own, if you like.</summary>
    public Guid? Id { get; init; }

    /// <summary>The address to sign in with, at most 254 characters.</summary>
    public required string Email { get; init; }

    /// <summary>The name that histories show, 1 to 100 characters; the address if left out.</summary>
    public string? Name { get; init; }

    /// <summary>owner, editor, writer, contributor or partner. Nobody gives a role that may do more than he may himself.</summary>
    public required string Role { get; init; }

    /// <summary>Ids or slugs of the newsletters that the account is limited to; null for all.</summary>
    public IReadOnlyList<string>? Newsletters { get; init; }
}

/// <summary>What is to be changed of an account; what is left out stays.</summary>
public sealed record UserChange
{
    /// <summary>1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>owner, editor, writer, contributor or partner. Another role ends all sessions.</summary>
    public string? Role { get; init; }

    /// <summary>Ids or slugs of the newsletters that the account is limited to; null for all.</summary>
    public IReadOnlyList<string>? Newsletters { get; init; }

    /// <summary>Whether signing in is refused. True ends all sessions.</summary>
    public bool? Disabled { get; init; }

    /// <summary>False takes the second factor away, for who lost it; only its owner can set one up.</summary>
    public bool? TwoFactor { get; init; }
}

/// <summary>Judges what is asked for an account.</summary>
internal static class AccountRequests
{
    public const int MaxEmailLength = 254;

    private const int MaxNameLength = 100;
    private const int MaxNewsletters = 100;

    public static IEnumerable<Issue> Check(string? email, string? name, string? role)
    {
        if (email is not null && !IsAddress(email)) yield return new("/email", "bad_email", $"An e-mail address is expected here, at most {MaxEmailLength} characters.");
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl))) yield return new("/name", "bad_name", $"A name has 1 to {MaxNameLength} characters, none of them a control character.");
        if (role is not null && !Scopes.Roles.ContainsKey(role)) yield return new("/role", "unknown_value", "There is no such role.") { Allowed = [.. Scopes.Roles.Keys] };
    }

    /// <summary>The ids of newsletters that are named by id or slug.</summary>
    public static async Task<Result<IReadOnlySet<Guid>>> NewslettersAsync(this IEditorialDb db, IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        if (named.Count is 0 or > MaxNewsletters) return Error.Invalid("/newsletters", "out_of_range", $"1 to {MaxNewsletters} newsletters are expected here; null stands for all.");
        var (ids, issues) = (new HashSet<Guid>(), new List<Issue>());
        for (var at = 0; at < named.Count; at++)
        {
            if (await db.FindItemAsync(ItemType.Newsletter, named[at], cancellationToken) is { } found) ids.Add(found.Id.Value);
            else issues.Add(new($"/newsletters/{at}", "unknown_reference", "There is no newsletter with this id or slug."));
        }
        return issues.Count > 0 ? Error.Invalid(issues) : Result.Of<IReadOnlySet<Guid>>(ids);
    }

    private static bool IsAddress(string text) =>
        text.Length is > 0 and <= MaxEmailLength && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}

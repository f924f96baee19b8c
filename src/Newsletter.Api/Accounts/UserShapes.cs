using Newsletter.Api.Management;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>A page of accounts.</summary>
internal sealed record UsersAnswer(IReadOnlyList<UserShape> Data, PagePlace Page, ManagementMeta Meta);

/// <summary>An account.</summary>
internal sealed record UserAnswer(UserShape Data, ManagementMeta Meta);

/// <summary>The account that was made, and its invitation.</summary>
internal sealed record InvitedUserAnswer(UserShape Data, InvitationMeta Meta);

/// <summary>What goes with a new account.</summary>
internal sealed record InvitationMeta(UserLink Invitation);

/// <summary>The link that was made.</summary>
internal sealed record UserLinkAnswer(UserLink Data, ManagementMeta Meta);

/// <summary>Where an account is signed in.</summary>
internal sealed record SessionsAnswer(IReadOnlyList<AccountSession> Data, ManagementMeta Meta);

/// <summary>Who asks.</summary>
internal sealed record MeAnswer(MeShape Data, ManagementMeta Meta);

/// <summary>A link that sets a password, once.</summary>
/// <param name="Url">Where there is no mail server: to be handed over. Null where it was sent by mail.</param>
internal sealed record UserLink(string? Url, DateTimeOffset ExpiresAt)
{
    public static UserLink Of(GivenLink link) => new(link.Url, link.ExpiresAt);
}

/// <summary>A person who may sign in.</summary>
internal sealed record UserShape
{
    public required Guid Id { get; init; }

    /// <summary>The address to sign in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name that histories show.</summary>
    public required string Name { get; init; }

    /// <summary>owner, editor, writer, contributor or partner.</summary>
    public required string Role { get; init; }

    /// <summary>The ids of the newsletters that the account is limited to; null for all.</summary>
    public required IReadOnlyList<Guid>? Newsletters { get; init; }

    /// <summary>Whether signing in is refused.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Whether the invitation waits to be accepted.</summary>
    public required bool Invited { get; init; }

    /// <summary>Whether a second factor is asked for.</summary>
    public required bool TwoFactor { get; init; }

    /// <summary>Until when signing in is refused after too many wrong attempts.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>The number in the ETag.</summary>
    public required int Version { get; init; }

    public static UserShape Of(Account account) => new()
    {
        Id = account.Id,
        Email = account.Email!,
        Name = account.DisplayName,
        Role = account.Role,
        Newsletters = account.Newsletters?.Order().ToList(),
        Disabled = account.Disabled,
        Invited = account.IsInvited,
        TwoFactor = account.TwoFactorEnabled,
        LockedUntil = account.LockoutEnd,
        CreatedAt = account.CreatedAt,
        LastSignInAt = account.LastSignInAt,
        Version = account.Version,
    };
}

/// <summary>The caller: a key, a person or a machine.</summary>
internal sealed record MeShape
{
    /// <summary>The id of the key, the account or the client.</summary>
    public required Guid Id { get; init; }

    public required CallerKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>What the caller may do with this key or token.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The ids of the newsletters that the caller is limited to; null for all.</summary>
    public required IReadOnlyList<Guid>? Newsletters { get; init; }

    public static MeShape Of(Caller caller) => new() { Id = caller.Principal, Kind = caller.Kind, Name = caller.Name, Scopes = [.. caller.Scopes], Newsletters = caller.Newsletters?.Order().ToList() };
}

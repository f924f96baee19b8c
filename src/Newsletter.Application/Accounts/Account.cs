using Microsoft.AspNetCore.Identity;

namespace Newsletter.Application.Accounts;

/// <summary>A person who signs in. The e-mail address is the user name.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>One of <see cref="Domain.Access.Scopes.Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The ids of the newsletters that the account is limited to, parted by blanks; null for all.</summary>
    public string? NewsletterList { get; private set; }

    public bool Disabled { get; set; }

    /// <summary>The secret of the authenticator, protected; null where there is none.</summary>
    public string? AuthenticatorSecret { get; set; }

    /// <summary>The time step of the last code that was taken: no code is good twice.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>What is left of the recovery codes: their hashes, parted by blanks; null where there is no second factor.</summary>
    public string? RecoveryCodeHashes { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Rises with every change that management makes; the ETag. Signing in makes none.</summary>
    public int Version { get; set; } = 1;

    public IReadOnlySet<Guid>? Newsletters
    {
        get => NewsletterList?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToHashSet();
        set => NewsletterList = value is null ? null : string.Join(' ', value.Order());
    }

    public bool IsOwner => Role == Domain.Access.Scopes.OwnerRole;

    /// <summary>Whether the invitation waits to be accepted.</summary>
    public bool IsInvited => PasswordHash is null;

    public int RecoveryCodesLeft => RecoveryCodeHashes?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    public IReadOnlyList<string> Scopes => Domain.Access.Scopes.Roles.GetValueOrDefault(Role) ?? [];

    public void EndSecondFactor() => (TwoFactorEnabled, AuthenticatorSecret, RecoveryCodeHashes) = (false, null, null);
}

namespace Newsletter.Application.Audit;

/// <summary>Who did what, when, to which item, or looked at what others did. Only ever added; the database refuses to change or delete it.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The key, the account or the client; zeros for commands and schedules.</summary>
    public Guid Principal { get; init; }

    /// <summary>The name of the key, account or client.</summary>
    public string PrincipalName { get; init; } = "";

    /// <summary>created, edited, submitted, approved, rejected, scheduled, unscheduled, published, unpublished, corrected, takenDown, reinstated, deleted; of access: auditRead, exported; of API keys: keyCreated, keyChanged, keyRotated, keyRevoked; of clients: clientCreated, clientDeleted; of accounts: userCreated, userChanged, userDeleted, linkGiven, invitationAccepted, passwordReset, sessionsEnded, signedIn, lockedOut, twoFactorEnabled, twoFactorDisabled, recoveryCodesRenewed, recoveryCodeUsed.</summary>
    public string Action { get; init; } = "";

    /// <summary>Why, in the caller's words; null if nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>The type of the item; apiKey where it is about a key, client where it is about a machine that signs in by itself, user where it is about an account.</summary>
    public string? ItemType { get; init; }
    public Guid? ItemId { get; init; }

    /// <summary>The item's version after it.</summary>
    public int? Version { get; init; }

    /// <summary>The item's revision after it.</summary>
    public int? Revision { get; init; }

    /// <summary>SHA-256 of what it said before, as hexadecimal digits.</summary>
    public string? BeforeHash { get; init; }

    /// <summary>SHA-256 of what it said after, as hexadecimal digits.</summary>
    public string? AfterHash { get; init; }
}

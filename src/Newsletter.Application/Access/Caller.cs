using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

public enum CallerKind
{
    /// <summary>Commands and schedules.</summary>
    System,
    Key,
    User,

    /// <summary>A machine that signs in by itself (client credentials).</summary>
    Client,

    /// <summary>Whoever has a preview link.</summary>
    Link,
}

/// <summary>Who asks.</summary>
/// <param name="Id">The key's, the user's or the client's id; empty for others.</param>
/// <param name="Name">For people who read histories.</param>
/// <param name="Scopes">What may be done.</param>
/// <param name="Roles">The roles that they come from; empty where they were given one by one.</param>
public sealed record CallerIdentity(CallerKind Kind, Guid Id, string Name, IReadOnlyCollection<string> Scopes, IReadOnlyCollection<string> Roles)
{
    /// <summary>What the caller is limited to.</summary>
    public Entitlements Entitlements { get; init; } = Entitlements.All;

    /// <summary>Whether the caller works on what he made himself and on nothing else, as contributors do.</summary>
    public bool OwnOnly { get; } = Domain.Access.Scopes.OwnOnly(Roles);

    /// <summary>The newsletters that the caller works for; null for all.</summary>
    public IReadOnlySet<Guid>? Newsletters => Entitlements.Newsletters;
}

/// <summary>Who asks, for the length of one request or command. Commands run with all rights.</summary>
public sealed class Caller
{
    private CallerIdentity identity = new(CallerKind.System, Guid.Empty, "system", Domain.Access.Scopes.All, []);

    public CallerKind Kind => identity.Kind;

    /// <summary>The key's or the user's id; empty for others.</summary>
    public Guid Principal => identity.Id;

    /// <summary>The name of the key or user, for people.</summary>
    public string Name => identity.Name;

    public IReadOnlyCollection<string> Scopes => identity.Scopes;

    /// <summary>The newsletters that the caller works for; null for all.</summary>
    public IReadOnlySet<Guid>? Newsletters => identity.Newsletters;

    public Entitlements Entitlements => identity.Entitlements;

    /// <summary>Whether the caller works on what he made himself and on nothing else, as contributors do.</summary>
    public bool OwnOnly => identity.OwnOnly;

    /// <summary>Whether some items are kept from the caller.</summary>
    public bool IsLimited => OwnOnly || Newsletters is not null;

    /// <summary>Why it is done, in the caller's words; stands in the history.</summary>
    public string? Reason { get; set; }

    public void Become(CallerIdentity who) => identity = who;

    public bool May(string scope) => identity.Scopes.Contains(scope);
}

namespace Newsletter.Domain.Access;

/// <summary>What is said of a key and can be changed.</summary>
public sealed record KeyTerms(string Name, string? Role, IReadOnlyList<string> Scopes, Entitlements Entitlements, DateTimeOffset? ExpiresAt,
    IReadOnlyList<string>? AllowedOrigins, IReadOnlyList<string>? AllowedNetworks);

/// <summary>A key for machines. The secret is shown once; only its SHA-256 is kept, which suffices because secrets are random (256 bits).</summary>
public sealed class ApiKey
{
    private ApiKey() { }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public byte[] Hash { get; private set; } = [];

    /// <summary>The hash before the last rotation; good until <see cref="PreviousUntil"/>.</summary>
    public byte[]? PreviousHash { get; private set; }
    public DateTimeOffset? PreviousUntil { get; private set; }

    /// <summary>The bundle that the scopes were taken from; null when they were named one by one.</summary>
    public string? Role { get; private set; }

    /// <summary>Scopes, parted by spaces as in RFC 6749, section 3.3. The other lists are written alike; null is no limit.</summary>
    public string ScopeList { get; private set; } = "";
    public string? NewsletterList { get; private set; }
    public string? TagList { get; private set; }
    public string? RegionList { get; private set; }
    public string? OriginList { get; private set; }
    public string? NetworkList { get; private set; }

    /// <summary>Raised by every change; the ETag of management and the guard against lost updates.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The key or user that made it; zeros for commands.</summary>
    public Guid CreatedBy { get; private set; }
    public string CreatedByName { get; private set; } = "";
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public IReadOnlyList<string> Scopes => Split(ScopeList) ?? [];
    public IReadOnlyList<string>? AllowedOrigins => Split(OriginList);
    public IReadOnlyList<string>? AllowedNetworks => Split(NetworkList);

    public Entitlements Entitlements => new(Split(NewsletterList)?.Select(Guid.Parse).ToHashSet(), Split(TagList)?.Select(Guid.Parse).ToHashSet(), Split(RegionList)?.ToHashSet());

    public KeyTerms Terms => new(Name, Role, Scopes, Entitlements, ExpiresAt, AllowedOrigins, AllowedNetworks);

    /// <summary>Until when this hash is good: null for always, an instant that may have passed, the beginning of time for a hash that is none of its.</summary>
    public DateTimeOffset? GoodUntil(ReadOnlySpan<byte> hash)
    {
        if (RevokedAt is not null) return DateTimeOffset.MinValue;
        if (hash.SequenceEqual(Hash)) return ExpiresAt;
        if (PreviousUntil is not { } until || !hash.SequenceEqual(PreviousHash)) return DateTimeOffset.MinValue;
        return ExpiresAt < until ? ExpiresAt : until;
    }

    public static ApiKey Create(Guid id, byte[] hash, KeyTerms terms, Guid createdBy, string createdByName, DateTimeOffset now)
    {
        var key = new ApiKey { Id = id, Hash = hash, CreatedAt = now, CreatedBy = createdBy, CreatedByName = createdByName };
        key.Change(terms);
        return key;
    }

    /// <returns>Whether anything changed.</returns>
    public bool Change(KeyTerms terms)
    {
        var before = State;
        (Name, Role, ExpiresAt) = (terms.Name, terms.Role, terms.ExpiresAt);
        ScopeList = string.Join(' ', terms.Scopes.Distinct());
        (NewsletterList, TagList, RegionList) = (Join(terms.Entitlements.Newsletters?.Order()), Join(terms.Entitlements.Tags?.Order()), Join(terms.Entitlements.Regions?.Order(StringComparer.Ordinal)));
        (OriginList, NetworkList) = (Join(terms.AllowedOrigins), Join(terms.AllowedNetworks));
        if (State == before) return false;
        Version++;
        return true;
    }

    /// <summary>Gives it another secret; the present one stays good until then, the one before it no longer.</summary>
    public void Rotate(byte[] hash, DateTimeOffset presentUntil)
    {
        (PreviousHash, PreviousUntil, Hash) = (Hash, presentUntil, hash);
        Version++;
    }

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt = now;
        Version++;
    }

    private (string, string?, string, string?, string?, string?, string?, string?, DateTimeOffset?) State =>
        (Name, Role, ScopeList, NewsletterList, TagList, RegionList, OriginList, NetworkList, ExpiresAt);

    private static string[]? Split(string? list) => list?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string? Join<T>(IEnumerable<T>? values) => values is null ? null : string.Join(' ', values.Distinct());
}

namespace Newsletter.Application.Access;

/// <summary>A new key.</summary>
public sealed record KeyRequest
{
    /// <summary>A UUIDv7 of your own; made if left out.</summary>
    public Guid? Id { get; init; }

    /// <summary>What it is for. 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>A bundle of scopes; either this or scopes is given. The holder of a contributor's key works on what he made himself and on nothing else.</summary>
    public string? Role { get; init; }

    /// <summary>What may be done with it, one by one.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What it is limited to.</summary>
    public KeyEntitlements? Entitlements { get; init; }

    /// <summary>From when on it is refused; never if left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The sites whose pages may use it in a browser, for example https://www.example.org; all if left out. A program that says no Origin is not held up. 1 to 100.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The networks (CIDR) or addresses that it may be used from; all if left out. 1 to 100.</summary>
    public IReadOnlyList<string>? AllowedNetworks { get; init; }
}

/// <summary>A change of a key (JSON Merge Patch, RFC 7396); what is left out stays, null takes a limit away. A role replaces scopes and the other way round.</summary>
public sealed record KeyChangeRequest
{
    /// <summary>What it is for. 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>A bundle of scopes.</summary>
    public string? Role { get; init; }

    /// <summary>What may be done with it, one by one.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What it is limited to.</summary>
    public KeyEntitlements? Entitlements { get; init; }

    /// <summary>From when on it is refused.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The sites whose pages may use it in a browser. 1 to 100.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The networks (CIDR) or addresses that it may be used from. 1 to 100.</summary>
    public IReadOnlyList<string>? AllowedNetworks { get; init; }
}

/// <summary>What a key is limited to. A list that is left out or null sets no limit; an empty one is refused.</summary>
public sealed record KeyEntitlements
{
    /// <summary>Only what belongs to these newsletters, by id or slug; in delivery and in management. 1 to 100.</summary>
    public IReadOnlyList<string>? Newsletters { get; init; }

    /// <summary>In delivery: of articles and editions only those with one of these tags, by id or slug. 1 to 100.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>In delivery: only the notices for one of these countries (ISO 3166-1 alpha-2). 1 to 100.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
}

/// <summary>How a key gets another secret.</summary>
public sealed record RotateRequest
{
    /// <summary>How many hours the present secret stays good beside the new one, 0 to 720; 24 if left out.</summary>
    public int? OverlapHours { get; init; }
}

namespace Newsletter.Domain.Access;

/// <summary>A key for machines. The secret is shown once; only its SHA-256 is kept, which suffices because secrets are random (256 bits).</summary>
public sealed class ApiKey
{
    private ApiKey() { }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public byte[] Hash { get; private set; } = [];

    /// <summary>Scopes, parted by spaces as in RFC 6749, section 3.3.</summary>
    public string ScopeList { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }

    public IReadOnlyList<string> Scopes => ScopeList.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool IsValidAt(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    public static ApiKey Create(Guid id, string name, byte[] hash, IEnumerable<string> scopes, DateTimeOffset? expiresAt, DateTimeOffset now) => new()
    {
        Id = id,
        Name = name,
        Hash = hash,
        ScopeList = string.Join(' ', scopes.Distinct()),
        CreatedAt = now,
        ExpiresAt = expiresAt,
    };
}

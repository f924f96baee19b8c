namespace Newsletter.Application.Access;

/// <summary>The answer to a request with an Idempotency-Key, kept for 24 hours and given again to the same request.</summary>
public sealed class IdempotentAnswer
{
    public Guid Principal { get; init; }
    public string Key { get; init; } = "";

    /// <summary>SHA-256 of method, path, If-Match and body.</summary>
    public byte[] RequestHash { get; init; } = [];

    public DateTimeOffset ExpiresAt { get; init; }
    public int Status { get; set; }
    public string? ETag { get; set; }
    public string? Location { get; set; }
    public byte[] Body { get; set; } = [];
}

namespace Newsletter.Application.Delivery;

/// <summary>What delivery sends: the bytes and all that caches need to know of them.</summary>
/// <param name="Json">Valid until <see cref="Sent"/>, unless it was <see cref="Kept"/>.</param>
public sealed record Answer(ReadOnlyMemory<byte> Json)
{
    /// <summary>When what is shown last changed.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Names everything that the answer was made from, parted by spaces.</summary>
    public required string SurrogateKeys { get; init; }

    /// <summary>The number in the publication log at which it was made; null where that was not noted, and then it is not kept.</summary>
    public long? Sequence { get; init; }

    /// <summary>Worked out only where the answer is kept.</summary>
    public Lazy<MadeFrom> MadeFrom { get; init; } = new(Delivery.MadeFrom.Everything);

    /// <summary>The next moment at which the answer changes by itself: the end of an embargo, an expiry, a breaking end.</summary>
    public DateTimeOffset? ChangesAt { get; init; }

    /// <summary>Links to other pages of a list by relation (RFC 8288).</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>What the bytes stand in, to be used for another answer; null where they stand by themselves.</summary>
    internal DocumentBuffer? Buffer { get; init; }

    /// <summary>The same with bytes that stay; this one is not to be used any more.</summary>
    public Answer Kept()
    {
        if (Buffer is null) return this;
        var kept = this with { Json = Json.ToArray(), Buffer = null };
        Sent();
        return kept;
    }

    /// <summary>Nobody needs the bytes any more.</summary>
    public void Sent() => Buffer?.Dispose();
}

/// <summary>Where absolute addresses begin; empty for paths from the root.</summary>
public sealed record PublicAddress(string Base);

using System.Collections.Concurrent;
using System.Net;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>A key as requests bring it: who asks with it, until when it is good, and from where.</summary>
public sealed class KnownKey
{
    private readonly DateTimeOffset? goodUntil;
    private readonly HashSet<string>? origins;
    private readonly List<IPNetwork>? networks;

    /// <param name="hash">The hash by which it was found: the present one or the one before.</param>
    public KnownKey(ApiKey key, ReadOnlySpan<byte> hash)
    {
        Caller = new(CallerKind.Key, key.Id, key.Name, key.Scopes.ToHashSet(), key.Role is { } role ? [role] : []) { Entitlements = key.Entitlements };
        goodUntil = key.GoodUntil(hash);
        origins = key.AllowedOrigins?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        networks = key.AllowedNetworks?.Select(network => IPNetwork.Parse(network)).ToList();
    }

    public CallerIdentity Caller { get; }

    public bool IsGoodAt(DateTimeOffset now) => goodUntil is not { } until || now < until;

    /// <param name="origin">The site whose page asks, where a browser says so.</param>
    public bool IsGoodFrom(string? origin, IPAddress? address) =>
        (origin is null || origins?.Contains(origin) is not false)
        && (networks is null || (address is not null && networks.Exists(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))));
}

/// <summary>
/// The keys that were used lately, by their hashes, so that a request costs no statement. They are believed only while it was looked a moment
/// ago whether any key has changed; otherwise the database is asked.
/// </summary>
public sealed class KnownKeys(TimeProvider time)
{
    /// <summary>How long a change may take to be noticed.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private ConcurrentDictionary<string, KnownKey> known = new();
    private (long Version, long At)? looked;
    private readonly Lock turn = new();

    /// <summary>Where keys may be taken from and put now; null while nobody knows whether they have changed. Who fills it takes it before he reads the database.</summary>
    public ConcurrentDictionary<string, KnownKey>? Current
    {
        get
        {
            lock (turn) return looked is { } last && time.GetElapsedTime(last.At) < Bound ? known : null;
        }
    }

    /// <summary>Notes what the version of all keys is, and forgets them when it is another one.</summary>
    /// <param name="at">The timestamp before it was read.</param>
    public void Looked(long version, long at)
    {
        lock (turn)
        {
            if (looked is { } last && last.Version != version) known = new();
            looked = (version, at);
        }
    }

    /// <summary>For the process that changes a key itself.</summary>
    public void Forget()
    {
        lock (turn) known = new();
    }
}

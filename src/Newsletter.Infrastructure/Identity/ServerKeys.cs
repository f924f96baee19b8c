using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Infrastructure.Persistence.Configurations;

namespace Newsletter.Infrastructure.Identity;

/// <summary>A key of the embedded OpenID Connect server.</summary>
/// <param name="Value">A private RSA key (PKCS #8) for signing; 32 bytes for encryption.</param>
public sealed record ServerKey(string Name, DateTimeOffset CreatedAt, byte[] Value);

/// <summary>
/// The keys of the embedded OpenID Connect server: in the database, encrypted by Data Protection, so that all processes have the same. After 90
/// days there is a new one; it waits until every process has read it, and the old one stays until nothing that it made is valid any more.
/// </summary>
public sealed class ServerKeys(IDbContextFactory<EditorialDbContext> contexts, IDataProtectionProvider protection, TimeProvider time) : IDisposable
{
    private const string Prefix = "oidc-";
    private const string Signing = Prefix + "signing-";
    private const string Encryption = Prefix + "encryption-";
    private const int RsaBits = 2048;

    private static readonly TimeSpan UsedFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan Introduction = TimeSpan.FromHours(3);

    /// <summary>More than refresh tokens live.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly IDataProtector protector = protection.CreateProtector("Newsletter.ServerKeys");
    private readonly SemaphoreSlim turn = new(1);
    private CancellationTokenSource changed = new();

    /// <summary>The key to sign with, then those that signatures are checked with.</summary>
    public IReadOnlyList<ServerKey> ForSigning { get; private set; } = [];

    /// <summary>The key to encrypt with, then those that are decrypted with.</summary>
    public IReadOnlyList<ServerKey> ForEncryption { get; private set; } = [];

    /// <summary>Tells when the keys are others.</summary>
    public IChangeToken Changes => new CancellationChangeToken(changed.Token);

    /// <summary>Makes what is missing or due, drops what is of no use any more, and reads what there is.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await RenewAloneAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task RenewAloneAsync(CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        foreach (var (prefix, make) in new (string, Func<byte[]>)[] { (Signing, MakeSigningKey), (Encryption, () => RandomNumberGenerator.GetBytes(32)) })
        {
            var newest = known.LastOrDefault(key => key.Name.StartsWith(prefix, StringComparison.Ordinal));
            if (newest is null || time.GetUtcNow() - newest.CreatedAt > UsedFor) await AddAsync(prefix + (newest is null ? 1 : NumberOf(newest) + 1).ToString("D4", null), make(), cancellationToken);
            else if (time.GetUtcNow() - newest.CreatedAt > KeptFor) await DropBeforeAsync(prefix, newest, cancellationToken);
        }
        known = await ReadAsync(cancellationToken);
        var (signing, encryption) = (InOrder(Signing, known), InOrder(Encryption, known));
        var isSame = Names(signing).SequenceEqual(Names(ForSigning)) && Names(encryption).SequenceEqual(Names(ForEncryption));
        (ForSigning, ForEncryption) = (signing, encryption);
        if (isSame) return;
        using var before = Interlocked.Exchange(ref changed, new());
        await before.CancelAsync();
    }

    public void Dispose()
    {
        changed.Dispose();
        turn.Dispose();
    }

    private static int NumberOf(ServerKey key) => int.Parse(key.Name.AsSpan(key.Name.LastIndexOf('-') + 1), null);

    private static byte[] MakeSigningKey()
    {
        using var rsa = RSA.Create(RsaBits);
        return rsa.ExportPkcs8PrivateKey();
    }

    private static IEnumerable<string> Names(IEnumerable<ServerKey> keys) => keys.Select(key => key.Name);

    private List<ServerKey> InOrder(string prefix, IEnumerable<ServerKey> from)
    {
        var all = from.Where(key => key.Name.StartsWith(prefix, StringComparison.Ordinal)).Reverse().ToList();
        // A new key is used when all have it; the first of all at once.
        var used = all.Find(key => time.GetUtcNow() - key.CreatedAt >= Introduction) ?? all.LastOrDefault();
        return used is null ? [] : [used, .. all.Where(key => key != used)];
    }

    private async Task<List<ServerKey>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<StoredSecret>().AsNoTracking().Where(secret => secret.Name.StartsWith(Prefix)).OrderBy(secret => secret.Name).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Name, Content: protector.Unprotect(row.Value)))
            .Select(row => new ServerKey(row.Name, DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(row.Content)), row.Content[8..]))];
    }

    private async Task AddAsync(string name, byte[] value, CancellationToken cancellationToken)
    {
        var content = new byte[8 + value.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, time.GetUtcNow().ToUnixTimeSeconds());
        value.CopyTo(content, 8);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new StoredSecret { Name = name, Value = protector.Protect(content) });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (db.Set<StoredSecret>().Any(secret => secret.Name == name))
        {
            // Another process was faster.
        }
    }

    private async Task DropBeforeAsync(string prefix, ServerKey newest, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<StoredSecret>().Where(secret => secret.Name.StartsWith(prefix) && secret.Name.CompareTo(newest.Name) < 0).ExecuteDeleteAsync(cancellationToken);
    }
}

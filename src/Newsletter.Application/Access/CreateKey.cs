using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Makes API keys. The text of a key is seen here only.</summary>
public sealed class CreateKey(IEditorialDb db, TimeProvider time)
{
    private const int MinBootstrapLength = 32;

    /// <returns>The key, to be shown once.</returns>
    public async Task<string> ExecuteAsync(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var text = $"nlk_{Convert.ToHexStringLower(id.ToByteArray()[8..])}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        db.ApiKeys.Add(ApiKey.Create(id, name, HashOf(text), scopes, expiresAt, now));
        await db.SaveChangesAsync(cancellationToken);
        return text;
    }

    /// <summary>Makes an owner's key with exactly this value, unless there is one.</summary>
    public async Task<Error?> EnsureAsync(string value, CancellationToken cancellationToken)
    {
        if (value.Length < MinBootstrapLength || value.Any(c => c is <= ' ' or > '~'))
        {
            return new(ErrorKind.Invalid, "bad_bootstrap_key", $"Bootstrap:Key must have at least {MinBootstrapLength} visible ASCII characters.");
        }
        var hash = HashOf(value);
        if (await db.ApiKeys.AnyAsync(key => key.Hash == hash, cancellationToken)) return null;
        var now = time.GetUtcNow();
        db.ApiKeys.Add(ApiKey.Create(Guid.CreateVersion7(now), "bootstrap", hash, Scopes.All, null, now));
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

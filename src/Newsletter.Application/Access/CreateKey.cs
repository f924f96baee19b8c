using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Audit;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>A key and its text, which nobody sees again.</summary>
public sealed record MadeKey(ApiKey Key, string Text);

/// <summary>Makes API keys.</summary>
public sealed class CreateKey(IEditorialDb db, AuditTrail trail, Caller caller, TimeProvider time)
{
    private const int MinBootstrapLength = 32;

    /// <param name="id">An id of the caller's own; made if null.</param>
    public Task<Result<MadeKey>> ExecuteAsync(KeyTerms terms, Guid? id, CancellationToken cancellationToken) => db.InTransactionAsync<MadeKey>(async () =>
    {
        var key = id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (id is not null && await db.ApiKeys.AnyAsync(one => one.Id == id, cancellationToken)) return ItemErrors.IdTaken(null);
        var text = NewText(key);
        return new MadeKey(Add(key, HashOf(text), terms), text);
    }, cancellationToken);

    /// <summary>Makes a key without limits.</summary>
    /// <param name="role">The bundle that the scopes are; null when they were chosen one by one.</param>
    /// <returns>The key, to be shown once.</returns>
    public async Task<string> ExecuteAsync(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken, string? role = null) =>
        (await ExecuteAsync(new KeyTerms(name, role, scopes, Entitlements.All, expiresAt, null, null), null, cancellationToken)).Value.Text;

    /// <returns>What is wrong with the value of a key; null if nothing.</returns>
    public static string? Mistake(string value) =>
        value.Length < MinBootstrapLength || value.Any(c => c is <= ' ' or > '~') ? $"Bootstrap:Key must have at least {MinBootstrapLength} visible ASCII characters." : null;

    /// <summary>Makes an owner's key with exactly this value, unless there is one or was one.</summary>
    public async Task EnsureAsync(string value, CancellationToken cancellationToken)
    {
        var hash = HashOf(value);
        if (await db.ApiKeys.AnyAsync(key => key.Hash == hash || key.PreviousHash == hash, cancellationToken)) return;
        Add(Guid.CreateVersion7(time.GetUtcNow()), hash, new("bootstrap", "owner", Scopes.All, Entitlements.All, null, null, null));
        await db.SaveChangesAsync(cancellationToken);
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The part of a key's text that tells it from others and is no secret.</summary>
    public static string PublicIdOf(Guid key) => Convert.ToHexStringLower(key.ToByteArray()[8..]);

    internal static string NewText(Guid key) => $"nlk_{PublicIdOf(key)}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    private ApiKey Add(Guid id, byte[] hash, KeyTerms terms)
    {
        var key = ApiKey.Create(id, hash, terms, caller.Principal, caller.Name, time.GetUtcNow());
        db.ApiKeys.Add(key);
        trail.NoteKey("keyCreated", key);
        return key;
    }
}

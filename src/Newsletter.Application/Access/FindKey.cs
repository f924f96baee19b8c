using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Newsletter.Application.Access;

/// <summary>Finds the key that a request brings.</summary>
public sealed class FindKey(KnownKeys known, KeyUses uses, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <returns>Null for what is no key, has expired or was revoked.</returns>
    public async ValueTask<KnownKey?> ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        var hash = CreateKey.HashOf(text);
        var (name, current, now) = (Convert.ToHexString(hash), known.Current, time.GetUtcNow());
        if (current is null || !current.TryGetValue(name, out var key))
        {
            if (await LoadAsync(hash, cancellationToken) is not { } loaded) return null;
            key = loaded;
            current?.TryAdd(name, key);
        }
        if (!key.IsGoodAt(now)) return null;
        uses.Note(key.Caller.Id, now);
        return key;
    }

    private async Task<KnownKey?> LoadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().ApiKeys.AsNoTracking()
            .FirstOrDefaultAsync(one => one.Hash == hash || one.PreviousHash == hash, cancellationToken);
        return key is null ? null : new KnownKey(key, hash);
    }
}

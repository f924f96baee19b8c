using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>A media item that nothing refers to.</summary>
public sealed record UnreferencedMedia(ItemId Id, string Slug, string Title, DateTimeOffset CreatedAt);

/// <summary>A file that a media item names and that is not as it should be.</summary>
/// <param name="Problem">missing, other_size, other_bytes, or empty for a rendition, which is made again when it is asked for.</param>
public sealed record DamagedMedia(ItemId Id, string Slug, string Key, string Problem);

/// <summary>Finds what nobody needs any more, and what is not as it should be.</summary>
public sealed class MediaHousekeeping(IEditorialDb db, IMediaStore store, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>What is younger may belong to somebody who is still writing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private const int PageSize = 500;

    /// <summary>Media to which neither a working copy nor anything published refers, the oldest first.</summary>
    public async Task<IReadOnlyList<UnreferencedMedia>> UnreferencedAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        var found = await db.Items.AsNoTracking()
            .Where(item => item.Type == ItemType.Media && item.UpdatedAt < before && !db.References.Any(reference => reference.TargetId == item.Id))
            .OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).Select(item => new { item.Id, item.Slug, item.Title, item.CreatedAt }).ToListAsync(cancellationToken);
        var shown = (await db.PublishedReferences.Where(reference => reference.ToType == "media").Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        return found.Where(item => !shown.Contains(item.Id.Value)).Select(item => new UnreferencedMedia(item.Id, item.Slug, item.Title, item.CreatedAt)).ToList();
    }

    /// <summary>Deletes media items, each as an editor would: one that somebody has put to use since stays.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> RemoveAsync(IEnumerable<UnreferencedMedia> media, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var one in media)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<IEditorialDb>().References.AnyAsync(reference => reference.TargetId == one.Id, cancellationToken)) continue;
            if (!(await scope.ServiceProvider.GetRequiredService<DeleteItem>().ExecuteAsync(ItemType.Media, one.Id.ToString(), null, cancellationToken)).Failed) count++;
        }
        return count;
    }

    /// <summary>Removes files that no media item names, in no revision either, and the renditions of such.</summary>
    /// <returns>How many, and their bytes.</returns>
    public async Task<(int Count, long Bytes)> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        var (count, bytes) = (0, 0L);
        var loose = new List<StoredObject>();
        // What is in the store first: a file that arrives in between is not in this list.
        await foreach (var stored in store.ListAsync("", cancellationToken))
        {
            if (stored.StoredAt < before && MediaKeys.Sha256Of(stored.Key) is not null) loose.Add(stored);
        }
        var named = await NamedAsync(cancellationToken);
        foreach (var stored in loose.Where(stored => !named.Contains(MediaKeys.Sha256Of(stored.Key)!)))
        {
            if (!await IsOldAsync(stored.Key, before, cancellationToken)) continue;
            await store.DeleteAsync(stored.Key, cancellationToken);
            (count, bytes) = (count + 1, bytes + stored.Bytes);
        }
        return (count, bytes);
    }

    /// <summary>Looks at every file that a media item names, and whether any rendition is empty.</summary>
    /// <param name="reads">Whether the bytes are read and compared, instead of their number alone.</param>
    public async IAsyncEnumerable<DamagedMedia> VerifyAsync(bool reads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var named = new Dictionary<string, (ItemId Id, string Slug)>(StringComparer.Ordinal);
        await foreach (var item in MediaAsync(cancellationToken))
        {
            foreach (var file in FilesOf(item).DistinctBy(file => file.Sha256))
            {
                named.TryAdd(file.Sha256, (item.Id, item.Slug));
                if (await ProblemAsync(file, reads, cancellationToken) is { } problem) yield return new(item.Id, item.Slug, MediaKeys.Original(file), problem);
            }
        }
        await foreach (var stored in store.ListAsync(MediaKeys.Renditions, cancellationToken))
        {
            if (stored.Bytes == 0 && MediaKeys.Sha256Of(stored.Key) is { } sha256 && named.TryGetValue(sha256, out var owner)) yield return new(owner.Id, owner.Slug, stored.Key, "empty");
        }
    }

    /// <summary>The same bytes may have been uploaded again since the list was made.</summary>
    private async Task<bool> IsOldAsync(string key, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(key, cancellationToken))
        {
            if (stored.Key == key) return stored.StoredAt < before;
        }
        return false;
    }

    private async Task<string?> ProblemAsync(MediaFile file, bool reads, CancellationToken cancellationToken)
    {
        await using var bytes = await store.OpenAsync(MediaKeys.Original(file), cancellationToken);
        if (bytes is null) return "missing";
        if (bytes.Length != file.Bytes) return "other_size";
        return reads && Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)) != file.Sha256 ? "other_bytes" : null;
    }

    private async Task<HashSet<string>> NamedAsync(CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in MediaAsync(cancellationToken)) named.UnionWith(FilesOf(item).Select(file => file.Sha256));
        var revisions = db.Revisions.AsNoTracking().Where(revision => db.Items.Any(item => item.Id == revision.ItemId && item.Type == ItemType.Media)).Select(revision => revision.Content).AsAsyncEnumerable();
        await foreach (var content in revisions.WithCancellation(cancellationToken))
        {
            if (content is MediaAsset { File: { } file }) named.Add(file.Sha256);
        }
        return named;
    }

    private async IAsyncEnumerable<Item> MediaAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = new ItemId(Guid.Empty);
        while (true)
        {
            var page = await db.Items.AsNoTracking().Where(item => item.Type == ItemType.Media && item.Id.CompareTo(after) > 0).OrderBy(item => item.Id).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var item in page) yield return item;
            if (page.Count < PageSize) yield break;
            after = page[^1].Id;
        }
    }

    private static IEnumerable<MediaFile> FilesOf(Item item) => new[] { item.Content, item.PublishedContent }.OfType<MediaAsset>().Select(media => media.File).OfType<MediaFile>();
}

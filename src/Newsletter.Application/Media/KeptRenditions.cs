using System.Collections.Concurrent;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Renditions from the store; one that is not there is made, once, however many ask for it at the same time.</summary>
public sealed class KeptRenditions(IMediaStore store, IPictureRenderer renderer)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]?>>> making = new(StringComparer.Ordinal);

    /// <returns>Null when the picture's own file is not there.</returns>
    public async Task<Stream?> OpenAsync(MediaFile file, PictureRendition rendition, CancellationToken cancellationToken)
    {
        var key = MediaKeys.Rendition(file, rendition.FileName);
        if (await store.OpenAsync(key, cancellationToken) is { } kept)
        {
            if (kept.Length > 0) return kept;
            // What was written when the power went off is made again.
            await kept.DisposeAsync();
            await store.DeleteAsync(key, cancellationToken);
        }
        var bytes = await MakeOnceAsync(key, file, rendition, cancellationToken);
        return bytes is null ? null : new MemoryStream(bytes, writable: false);
    }

    /// <returns>False when the picture's own file is not there.</returns>
    public async Task<bool> EnsureAsync(MediaFile file, PictureRendition rendition, CancellationToken cancellationToken)
    {
        var key = MediaKeys.Rendition(file, rendition.FileName);
        return await store.ExistsAsync(key, cancellationToken) || await MakeOnceAsync(key, file, rendition, cancellationToken) is not null;
    }

    /// <summary>Makes what is missing of all renditions of a picture.</summary>
    public async Task MakeAllAsync(MediaFile file, CancellationToken cancellationToken)
    {
        foreach (var size in PictureRenditions.Of(file).All.GroupBy(rendition => rendition.Name))
        {
            var missing = new List<PictureRendition>();
            foreach (var rendition in size)
            {
                if (!await store.ExistsAsync(MediaKeys.Rendition(file, rendition.FileName), cancellationToken)) missing.Add(rendition);
            }
            if (missing.Count == 0) continue;
            using var original = await store.FetchAsync(MediaKeys.Original(file), cancellationToken);
            if (original is null) return;
            var made = await renderer.RenderAsync(original.Path, file, missing, cancellationToken);
            foreach (var (rendition, bytes) in missing.Zip(made)) await store.PutAsync(MediaKeys.Rendition(file, rendition.FileName), rendition.Format.ContentType, bytes, cancellationToken);
        }
    }

    /// <summary>Who asks first may go away; the others still wait.</summary>
    private Task<byte[]?> MakeOnceAsync(string key, MediaFile file, PictureRendition rendition, CancellationToken cancellationToken) =>
        making.GetOrAdd(key, name => new(() => MakeAsync(name, file, rendition))).Value.WaitAsync(cancellationToken);

    private async Task<byte[]?> MakeAsync(string key, MediaFile file, PictureRendition rendition)
    {
        try
        {
            using var original = await store.FetchAsync(MediaKeys.Original(file), CancellationToken.None);
            if (original is null) return null;
            var bytes = (await renderer.RenderAsync(original.Path, file, [rendition], CancellationToken.None))[0];
            await store.PutAsync(key, rendition.Format.ContentType, bytes, CancellationToken.None);
            return bytes;
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }
}

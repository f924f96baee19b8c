using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>A file of a media item: open, or where it is.</summary>
/// <param name="Bytes">Null where there is an address.</param>
/// <param name="Tag">Tells its bytes from all others.</param>
/// <param name="Left">How long the answer holds.</param>
public sealed record OpenFile(Stream? Bytes, string ContentType, string Tag, TimeSpan Left)
{
    /// <summary>Where the reader is to fetch it.</summary>
    public Uri? Address { get; init; }

    /// <summary>A drawing is a page to a browser that opens it by itself; as a part of one it is a picture all the same.</summary>
    public bool IsAttachment => IsPage(ContentType);

    internal static bool IsPage(string contentType) => contentType == "image/svg+xml";
}

/// <summary>
/// Opens a file that readers may see: the one that the published media item names, or what is made of it. What is not published does not exist
/// here; what readers were shown until its rights ended is gone.
/// </summary>
public sealed class ReadMediaFile(Plane plane, IMediaStore store, KeptRenditions renditions)
{
    /// <summary>Whoever was sent to an address in the last moment has as long again to fetch what is there.</summary>
    private static readonly TimeSpan AddressKept = TimeSpan.FromMinutes(5);

    /// <param name="sends">Whether the reader may be sent to the store, where it wants that.</param>
    public async Task<Result<OpenFile>> ExecuteAsync(Guid id, string name, bool sends, CancellationToken cancellationToken)
    {
        var sight = plane.Sight;
        var found = await plane.Db.Documents.Where(document => document.Id == id && document.Type == "media").MeantFor(plane.Db, sight)
            .Select(document => new { document.MediaFile, document.Path, document.VisibleFrom, document.VisibleUntil }).SingleOrDefaultAsync(cancellationToken);
        if (found?.MediaFile is null || (found.VisibleFrom > sight.Now && !sight.Embargoed) || JsonSerializer.Deserialize<MediaFile>(found.MediaFile, ContentJson.Options) is not { } file) return Error.NotFound("file");
        var rendition = PictureRenditions.Of(file).Find(name);
        if (rendition is null && found.Path != $"/media/{id:D}/{name}") return Error.NotFound("file");
        if (found.VisibleUntil <= sight.Now && !sight.Expired) return new Error(ErrorKind.Gone, "expired", "This was shown for a limited time, which is over.");
        var (type, tag, left) = (rendition?.Format.ContentType ?? file.ContentType, Path.GetFileNameWithoutExtension(name), found.VisibleUntil - sight.Now);
        if (sends && store.Links is { ForReaders: true } links)
        {
            if (rendition is not null && !await renditions.EnsureAsync(file, rendition, cancellationToken)) return Error.NotFound("file");
            var key = rendition is null ? MediaKeys.Original(file) : MediaKeys.Rendition(file, rendition.FileName);
            var address = await links.DownloadAsync(key, type, OpenFile.IsPage(type), Shorter(left, 2 * AddressKept));
            return new OpenFile(null, type, tag, Shorter(left, AddressKept)) { Address = address };
        }
        var bytes = rendition is null ? await store.OpenAsync(MediaKeys.Original(file), cancellationToken) : await renditions.OpenAsync(file, rendition, cancellationToken);
        return bytes is null ? Error.NotFound("file") : new OpenFile(bytes, type, tag, left);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>An open file of a media item.</summary>
/// <param name="Tag">Tells its bytes from all others.</param>
/// <param name="Left">How long readers will see it.</param>
public sealed record OpenFile(Stream Bytes, string ContentType, string Tag, TimeSpan Left);

/// <summary>
/// Opens a file that readers may see: the one that the published media item names, or what is made of it. What is not published does not exist
/// here; what readers were shown until its rights ended is gone.
/// </summary>
public sealed class ReadMediaFile(Plane plane, IMediaStore store, KeptRenditions renditions)
{
    public async Task<Result<OpenFile>> ExecuteAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        var sight = plane.Sight;
        var found = await plane.Db.Documents.Where(document => document.Id == id && document.Type == "media").MeantFor(plane.Db, sight)
            .Select(document => new { document.MediaFile, document.Path, document.VisibleFrom, document.VisibleUntil }).SingleOrDefaultAsync(cancellationToken);
        if (found?.MediaFile is null || (found.VisibleFrom > sight.Now && !sight.Embargoed) || JsonSerializer.Deserialize<MediaFile>(found.MediaFile, ContentJson.Options) is not { } file) return Error.NotFound("file");
        var rendition = PictureRenditions.Of(file).Find(name);
        if (rendition is null && found.Path != $"/media/{id:D}/{name}") return Error.NotFound("file");
        if (found.VisibleUntil <= sight.Now && !sight.Expired) return new Error(ErrorKind.Gone, "expired", "This was shown for a limited time, which is over.");
        var bytes = rendition is null ? await store.OpenAsync(MediaKeys.Original(file), cancellationToken) : await renditions.OpenAsync(file, rendition, cancellationToken);
        return bytes is null ? Error.NotFound("file") : new OpenFile(bytes, rendition?.Format.ContentType ?? file.ContentType, Path.GetFileNameWithoutExtension(name), found.VisibleUntil - sight.Now);
    }
}

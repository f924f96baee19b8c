using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Media;

/// <summary>An open file of a media item.</summary>
public sealed record OpenFile(Stream Bytes, string ContentType, string Rendition);

/// <summary>Opens a file that readers may see: one that the published media item names. What is not published does not exist here.</summary>
public sealed class ReadMediaFile(Plane plane, IMediaStore store)
{
    public async Task<Result<OpenFile>> ExecuteAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        var path = $"/media/{id:D}/{name}";
        var shown = await plane.Db.SeenBy(plane.Sight).Where(document => document.Id == id && document.Type == "media" && document.Path == path)
            .Select(document => document.MediaFile).FirstOrDefaultAsync(cancellationToken);
        if (shown is null || JsonSerializer.Deserialize<Domain.Media.MediaFile>(shown, ContentJson.Options) is not { } file || await store.OpenAsync(MediaKeys.Original(file), cancellationToken) is not { } content) return Error.NotFound("file");
        return new OpenFile(content, file.ContentType, Path.GetFileNameWithoutExtension(name));
    }
}

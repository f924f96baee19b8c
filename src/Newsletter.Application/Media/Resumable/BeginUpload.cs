using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>Makes room for a file that will arrive in parts, once all that is said of it is right.</summary>
public sealed class BeginUpload(IEditorialDb db, IUploadFolder folder, UploadMedia media, Caller caller, TimeProvider time)
{
    /// <param name="fields">Of the media item, as in a write of JSON.</param>
    /// <param name="metadata">The same as the client wrote it.</param>
    public async Task<Result<ResumableUpload>> ExecuteAsync(long length, string? fileName, JsonObject fields, string? metadata, CancellationToken cancellationToken)
    {
        var read = await media.CheckAsync(fields, cancellationToken);
        if (read.Failed) return read.Error;
        var now = time.GetUtcNow();
        var id = read.Value.Id ?? ItemId.New(now);
        if (read.Value.Id is not null && (folder.Find(id.Value) is not null || await db.Items.IgnoreQueryFilters().AnyAsync(item => item.Id == id, cancellationToken))) return ItemErrors.IdTaken(null);
        if (folder.All().Count(other => !other.IsDone && other.IsOpenTo(caller, now)) >= ResumableUpload.MostOpen) return UploadErrors.TooMany;
        var upload = new ResumableUpload
        {
            Id = id.Value,
            By = caller.Kind,
            Principal = caller.Principal,
            Length = length,
            FileName = fileName,
            Fields = fields,
            Metadata = metadata,
            ExpiresAt = now + ResumableUpload.Patience,
        };
        folder.Save(upload);
        return upload;
    }
}

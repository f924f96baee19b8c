using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>Takes the next part of a file, and makes a media item when it was the last, by the same checks as any upload.</summary>
public sealed class ContinueUpload(IEditorialDb db, FindUpload find, IUploadFolder folder, IMediaIntake intake, UploadMedia media)
{
    /// <param name="offset">Where the client believes that the part begins.</param>
    /// <returns>The upload as it stands now. A file that is refused takes the upload along.</returns>
    public async Task<Result<ResumableUpload>> ExecuteAsync(Guid id, long offset, Stream content, PartChecksum? checksum, CancellationToken cancellationToken)
    {
        var found = find.Execute(id);
        if (found.Failed) return found.Error;
        if (found.Value.IsDone) return offset == found.Value.Length ? found : UploadErrors.WrongOffset(found.Value.Length);
        var upload = found.Value;
        await using (var open = folder.Open(upload))
        {
            if (open is null) return UploadErrors.Locked;
            if (open.Offset != offset) return UploadErrors.WrongOffset(open.Offset);
            var appended = await open.AppendAsync(content, checksum, cancellationToken);
            if (appended.Failed) return appended.Error;
            if (appended.Value < upload.Length) return upload with { Offset = appended.Value };
            // All of it is here, so it becomes a media item whether its client still waits or not.
            if (!await IsMadeAsync(id) && await MakeAsync(upload, open) is { } refused)
            {
                await open.DisposeAsync();
                folder.Remove(id);
                return refused;
            }
        }
        upload = upload with { IsDone = true, Offset = upload.Length };
        db.AfterCommit(() => folder.Finish(upload));
        return upload;
    }

    private async Task<Error?> MakeAsync(ResumableUpload upload, IOpenUpload open)
    {
        var taken = await intake.TakeAsync(open.Read(), upload.FileName, CancellationToken.None);
        if (taken.Failed) return taken.Error;
        await using var file = taken.Value;
        return (await media.ExecuteAsync(file, WithId(upload), CancellationToken.None)).Error;
    }

    /// <summary>The process may have ended between the media item and the note of it.</summary>
    private Task<bool> IsMadeAsync(Guid id) => db.Items.IgnoreQueryFilters().AnyAsync(item => item.Id == new ItemId(id) && item.Type == ItemType.Media);

    private static JsonObject WithId(ResumableUpload upload)
    {
        var fields = (JsonObject)upload.Fields.DeepClone();
        fields["id"] = upload.Id.ToString("D");
        return fields;
    }
}

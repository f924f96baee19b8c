using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>Gives an upload up, with what has arrived of it. A media item that was made of it stays.</summary>
public sealed class EndUpload(FindUpload find, IUploadFolder folder)
{
    public async Task<Result<ResumableUpload>> ExecuteAsync(Guid id)
    {
        var found = find.Execute(id);
        if (found.Failed) return found;
        if (!found.Value.IsDone)
        {
            await using var open = folder.Open(found.Value);
            if (open is null) return UploadErrors.Locked;
        }
        folder.Remove(id);
        return found;
    }
}

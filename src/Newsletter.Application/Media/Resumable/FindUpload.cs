using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>Finds an upload of the caller's own.</summary>
public sealed class FindUpload(IUploadFolder folder, Caller caller, TimeProvider time)
{
    public Result<ResumableUpload> Execute(Guid id) =>
        folder.Find(id) is { } upload && upload.IsOpenTo(caller, time.GetUtcNow()) ? upload : UploadErrors.NotFound;
}

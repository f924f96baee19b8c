using System.Text.Json;
using Newsletter.Application.Media.Resumable;

namespace Newsletter.Infrastructure.Media;

/// <summary>
/// Uploads in the staging folder: a file of bytes, and one of JSON beside it. How many bytes have arrived is the length of the file, so a process that
/// is killed leaves nothing to be repaired.
/// </summary>
internal sealed class UploadFolder(StagingFolder folder) : IUploadFolder
{
    private const string Bytes = ".upload";
    private const string State = ".upload.json";

    /// <summary>What nobody has written to for so long belongs to a process that is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public void Save(ResumableUpload upload)
    {
        Directory.CreateDirectory(folder.Path);
        var partial = PathOf(upload.Id, ".partial");
        File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(upload));
        File.Move(partial, PathOf(upload.Id, State), overwrite: true);
    }

    public ResumableUpload? Find(Guid id)
    {
        try
        {
            return JsonSerializer.Deserialize<ResumableUpload>(File.ReadAllBytes(PathOf(id, State))) is { } upload ? upload with { Offset = OffsetOf(upload) } : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public IEnumerable<ResumableUpload> All() => Directory.Exists(folder.Path)
        ? Directory.EnumerateFiles(folder.Path, "*" + State).Select(path => Of(Path.GetFileName(path))).OfType<ResumableUpload>()
        : [];

    public IOpenUpload? Open(ResumableUpload upload)
    {
        try
        {
            var file = new FileStream(PathOf(upload.Id, Bytes), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            // Another request may have been at work since this one looked.
            if (Find(upload.Id) is { IsDone: false } present)
            {
                file.SetLength(present.Offset);
                if (present.UncheckedFrom is not null) Save(present = present with { UncheckedFrom = null });
                return new OpenUpload(this, present, file);
            }
            file.Dispose();
            File.Delete(file.Name);
            return null;
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public void Finish(ResumableUpload upload)
    {
        Save(upload with { IsDone = true });
        File.Delete(PathOf(upload.Id, Bytes));
    }

    public void Remove(Guid id)
    {
        File.Delete(PathOf(id, State));
        File.Delete(PathOf(id, Bytes));
    }

    /// <summary>Removes uploads whose time is over, and what processes that were killed have left.</summary>
    public void Sweep(DateTimeOffset now)
    {
        if (!Directory.Exists(folder.Path)) return;
        foreach (var file in new DirectoryInfo(folder.Path).EnumerateFiles())
        {
            var upload = Of(file.Name);
            if (upload is null && file.LastWriteTimeUtc < now - Patience) file.Delete();
            else if (upload?.ExpiresAt <= now) Remove(upload.Id);
        }
    }

    /// <summary>What a file belongs to.</summary>
    private ResumableUpload? Of(string fileName) => Guid.TryParseExact(fileName.Split('.')[0], "N", out var id) ? Find(id) : null;

    private long OffsetOf(ResumableUpload upload)
    {
        if (upload.IsDone) return upload.Length;
        var file = new FileInfo(PathOf(upload.Id, Bytes));
        return file.Exists ? Math.Min(file.Length, upload.UncheckedFrom ?? upload.Length - 1) : 0;
    }

    private string PathOf(Guid id, string extension) => Path.Combine(folder.Path, id.ToString("N") + extension);
}

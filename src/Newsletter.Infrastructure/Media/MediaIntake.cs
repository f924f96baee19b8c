using System.Security.Cryptography;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Media.Pictures;
using Newsletter.Infrastructure.Media.Recordings;

namespace Newsletter.Infrastructure.Media;

/// <summary>Where files lie while they are looked at: a folder on the same disk as the local store, so that keeping one is a rename.</summary>
public sealed record StagingFolder(string Path);

/// <summary>What was found in a file.</summary>
/// <param name="IsChanged">Whether something was left behind.</param>
internal sealed record Looked(MediaType Type, MediaFile File, bool IsChanged)
{
    public FoundCredits? Credits { get; init; }
}

/// <inheritdoc cref="IMediaIntake"/>
internal sealed class MediaIntake(IMediaStore store, PictureIntake pictures, RecordingIntake recordings, MediaSettings settings, StagingFolder folder) : IMediaIntake
{
    public long MaxBytes => settings.MaxBytes;

    public async Task<Result<StagedFile>> TakeAsync(Stream content, string? fileName, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, Path.GetRandomFileName());
        var cleaned = path + ".clean";
        StagedFile? staged = null;
        try
        {
            var (sha256, bytes) = await CopyAsync(content, path, cancellationToken);
            if (bytes == 0) return Error.Invalid("/file", "empty_file", "The file is empty.");
            if (bytes > settings.MaxBytes) return settings.TooLarge;
            if (MediaTypes.Detect(path) is not { } type) return Unsupported;
            var looked = await LookAsync(path, cleaned, type, cancellationToken);
            if (looked.Failed) return looked.Error;
            if (File.Exists(cleaned)) File.Move(cleaned, path, overwrite: true);
            if (looked.Value.IsChanged) (sha256, bytes) = await HashAsync(path, cancellationToken);
            type = looked.Value.Type;
            var file = looked.Value.File with { ContentType = type.ContentType, Extension = type.Extension, Sha256 = sha256, Bytes = bytes, FileName = Name(fileName) };
            return staged = new(file, await store.StageAsync(path, MediaKeys.Original(file), file.ContentType, cancellationToken)) { Credits = looked.Value.Credits };
        }
        finally
        {
            if (staged is null) File.Delete(path);
            File.Delete(cleaned);
        }
    }

    private static Error Unsupported => new(ErrorKind.Unsupported, "unsupported_media_type", "This is none of the kinds of files that can be kept here.")
    {
        Issues = [new("/file", "unsupported_media_type", "The content decides, not the name.") { Allowed = MediaTypes.Names }],
    };

    /// <summary>What the bytes say.</summary>
    private async Task<Result<Looked>> LookAsync(string path, string cleaned, MediaType type, CancellationToken cancellationToken)
    {
        switch (type.ContentType.Split('/')[0])
        {
            case "image":
                var picture = await pictures.TakeAsync(path, cleaned, type.ContentType, cancellationToken);
                return picture.Failed ? picture.Error : new Looked(type, picture.Value.File, true) { Credits = picture.Value.Credits };
            case "audio" or "video":
                var recording = await recordings.TakeAsync(path, type, cancellationToken);
                return recording.Failed ? recording.Error : new Looked(recording.Value.Type, recording.Value.File, recording.Value.IsChanged);
            default:
                return type.ContentType == MediaTypes.Captions && await CaptionReader.CheckAsync(path, cancellationToken) is { } refused ? refused
                    : new Looked(type, new() { Sha256 = "", Bytes = 0, ContentType = "", Extension = "" }, false);
        }
    }

    private static async Task<(string Sha256, long Bytes)> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)), file.Length);
    }

    private async Task<(string Sha256, long Bytes)> CopyAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            if (bytes > settings.MaxBytes) break;
            hash.AppendData(buffer.AsSpan(0, read));
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        // The row that names the file is written after this; it must not outlive the bytes.
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    /// <summary>The last part of the name, for people to read; at most 200 characters.</summary>
    private static string? Name(string? fileName)
    {
        var last = fileName?.Split('/', '\\')[^1];
        var clean = new string([.. (last ?? "").Where(c => !char.IsControl(c))]);
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, 200)];
    }
}

using System.Security.Cryptography;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Media;

/// <summary>Where files lie while they are looked at: a folder on the same disk as the local store, so that keeping one is a rename.</summary>
internal sealed record StagingFolder(string Path);

/// <inheritdoc cref="IMediaIntake"/>
internal sealed class MediaIntake(IMediaStore store, MediaSettings settings, StagingFolder folder) : IMediaIntake
{
    public async Task<Result<StagedFile>> TakeAsync(Stream content, string? fileName, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, Path.GetRandomFileName());
        StagedFile? staged = null;
        try
        {
            var (sha256, bytes) = await CopyAsync(content, path, cancellationToken);
            if (bytes > settings.MaxBytes) return new Error(ErrorKind.TooLarge, "file_too_large", $"A file may have at most {settings.MaxBytes} bytes.");
            var looked = await LookAsync(path, cancellationToken);
            if (looked.Failed) return looked.Error;
            var file = looked.Value with { Sha256 = sha256, Bytes = bytes, FileName = Name(fileName) };
            return staged = new(file, await store.StageAsync(path, MediaKeys.Original(file), file.ContentType, cancellationToken));
        }
        finally
        {
            if (staged is null) File.Delete(path);
        }
    }

    /// <summary>What the bytes say.</summary>
    private async Task<Result<MediaFile>> LookAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length == 0) return Error.Invalid("/file", "empty_file", "The file is empty.");
        if (MediaTypes.Detect(path) is not { } type)
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", "This is none of the kinds of files that can be kept here.")
            {
                Issues = [new("/file", "unsupported_media_type", "The content decides, not the name.") { Allowed = MediaTypes.Names }],
            };
        }
        var file = new MediaFile { Sha256 = "", Bytes = 0, ContentType = type.ContentType, Extension = type.Extension };
        if (!type.ContentType.StartsWith("image/", StringComparison.Ordinal)) return file;
        if (ImageSize.Read(path, type.ContentType) is not { } size) return Error.Invalid("/file", "broken_image", "This picture cannot be read.");
        if ((long)size.Width * size.Height > settings.MaxPixels) return new Error(ErrorKind.TooLarge, "too_many_pixels", $"A picture may have at most {settings.MaxPixels} pixels.");
        if (!await ImageSize.IsWholeAsync(path, cancellationToken)) return Error.Invalid("/file", "broken_image", "This picture cannot be read to its end.");
        return file with { Width = size.Width, Height = size.Height };
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

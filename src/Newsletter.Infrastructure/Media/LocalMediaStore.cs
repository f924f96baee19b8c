using System.Security.Cryptography;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Media;

/// <summary>Keeps files in a folder, under names made of their hash: no name that a client gives ever becomes a path.</summary>
internal sealed class LocalMediaStore(string root, MediaSettings settings) : IMediaStore
{
    public async Task<Result<StagedFile>> PutAsync(Stream content, string? fileName, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        var temporary = Path.Combine(root, ".upload-" + Path.GetRandomFileName());
        StagedFile? staged = null;
        try
        {
            var (sha256, bytes) = await CopyAsync(content, temporary, cancellationToken);
            if (bytes == 0) return Error.Invalid("/file", "empty_file", "The file is empty.");
            if (bytes > settings.MaxBytes) return new Error(ErrorKind.TooLarge, "file_too_large", $"A file may have at most {settings.MaxBytes} bytes.");
            if (MediaTypes.Detect(temporary) is not { } type)
            {
                return new Error(ErrorKind.Unsupported, "unsupported_media_type", "This is none of the kinds of files that can be kept here.")
                {
                    Issues = [new("/file", "unsupported_media_type", "The content decides, not the name.") { Allowed = MediaTypes.Names }],
                };
            }
            var size = ImageSize.Read(temporary, type.ContentType);
            if (type.ContentType.StartsWith("image/", StringComparison.Ordinal) && size is null) return Error.Invalid("/file", "broken_image", "This picture cannot be read.");
            if (size is { } pixels && (long)pixels.Width * pixels.Height > settings.MaxPixels)
            {
                return new Error(ErrorKind.TooLarge, "too_many_pixels", $"A picture may have at most {settings.MaxPixels} pixels.");
            }
            if (size is not null && !await ImageSize.IsWholeAsync(temporary, cancellationToken)) return Error.Invalid("/file", "broken_image", "This picture cannot be read to its end.");
            var file = new MediaFile { Sha256 = sha256, ContentType = type.ContentType, Extension = type.Extension, Bytes = bytes, Width = size?.Width, Height = size?.Height, FileName = Name(fileName) };
            return staged = new Staged(file, temporary, PathOf(file));
        }
        finally
        {
            if (staged is null) File.Delete(temporary);
        }
    }

    public Stream? Open(MediaFile file)
    {
        var path = PathOf(file);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;
    }

    private sealed class Staged(MediaFile file, string temporary, string target) : StagedFile(file)
    {
        public override void Keep()
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!System.IO.File.Exists(target)) System.IO.File.Move(temporary, target, overwrite: true);
        }

        public override ValueTask DisposeAsync()
        {
            System.IO.File.Delete(temporary);
            return ValueTask.CompletedTask;
        }
    }

    private string PathOf(MediaFile file) => Path.Combine(root, file.Sha256[..2], $"{file.Sha256}.{file.Extension}");

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

using System.Security.Cryptography;
using Newsletter.Application.Media.Resumable;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Media;

/// <inheritdoc cref="IOpenUpload"/>
/// <param name="file">Opened for this one alone, which keeps others out, in other processes too.</param>
internal sealed class OpenUpload(UploadFolder folder, ResumableUpload upload, FileStream file) : IOpenUpload
{
    public long Offset => file.Length;

    public async Task<Result<long>> AppendAsync(Stream content, PartChecksum? checksum, CancellationToken cancellationToken)
    {
        var start = file.Length;
        file.Position = start;
        // Bytes that a checksum is still to judge must not count after a kill.
        if (checksum is not null) folder.Save(upload with { UncheckedFrom = start });
        var isGood = checksum is null;
        try
        {
            using var hash = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm == "sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (file.Position + read > upload.Length)
                {
                    isGood = false;
                    return new Error(ErrorKind.Malformed, "beyond_length", $"The upload was announced with {upload.Length} bytes; there are more.");
                }
                hash?.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            if (checksum is not null) isGood = hash!.GetHashAndReset().AsSpan().SequenceEqual(checksum.Value);
            return isGood ? file.Length : new Error(ErrorKind.Damaged, "checksum_mismatch", "The bytes are not those that Upload-Checksum was made from; send them again.");
        }
        finally
        {
            if (!isGood) file.SetLength(start);
            file.Flush(flushToDisk: true);
            if (checksum is not null) folder.Save(upload);
        }
    }

    public Stream Read()
    {
        file.Position = 0;
        return file;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}

using Amazon.S3.Model;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.S3;

/// <summary>Sends files to the bucket from the disk: small ones in one request, others in parts of which none stays behind when one fails.</summary>
internal sealed class S3Upload(S3Bucket bucket)
{
    private const long Single = 16 * 1024 * 1024;
    private const long PartSize = 8 * 1024 * 1024;

    public async Task SendAsync(string path, string key, string contentType, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes > Single) await SendPartsAsync(path, bytes, key, contentType, cancellationToken);
        else await bucket.AskAsync(bytes, ask => bucket.Client.PutObjectAsync(Put(key, contentType, path), ask), cancellationToken);
    }

    public async Task SendAsync(byte[] bytes, string key, string contentType, CancellationToken cancellationToken) =>
        await bucket.AskAsync(bytes.Length, ask =>
        {
            var put = Put(key, contentType, null);
            put.InputStream = new MemoryStream(bytes, writable: false);
            return bucket.Client.PutObjectAsync(put, ask);
        }, cancellationToken);

    private async Task SendPartsAsync(string path, long bytes, string key, string contentType, CancellationToken cancellationToken)
    {
        var full = bucket.Full(key);
        var upload = await bucket.AskAsync(ask => bucket.Client.InitiateMultipartUploadAsync(new() { BucketName = bucket.Name, Key = full, ContentType = contentType }, ask), cancellationToken);
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < bytes; at += PartSize)
            {
                var part = new UploadPartRequest
                {
                    BucketName = bucket.Name,
                    Key = full,
                    UploadId = upload.UploadId,
                    PartNumber = parts.Count + 1,
                    FilePath = path,
                    FilePosition = at,
                    PartSize = Math.Min(PartSize, bytes - at),
                    UseChunkEncoding = false,
                };
                var sent = await bucket.AskAsync(part.PartSize ?? 0, ask => bucket.Client.UploadPartAsync(part, ask), cancellationToken);
                parts.Add(new(part.PartNumber ?? 0, sent.ETag));
            }
            await bucket.AskAsync(bytes, ask => bucket.Client.CompleteMultipartUploadAsync(new() { BucketName = bucket.Name, Key = full, UploadId = upload.UploadId, PartETags = parts }, ask), cancellationToken);
        }
        catch
        {
            await AbortAsync(full, upload.UploadId);
            throw;
        }
    }

    /// <summary>Whoever sweeps the store tries again where this fails.</summary>
    public async Task AbortAsync(string fullKey, string uploadId)
    {
        try
        {
            await bucket.AskAsync(ask => bucket.Client.AbortMultipartUploadAsync(new() { BucketName = bucket.Name, Key = fullKey, UploadId = uploadId }, ask), CancellationToken.None);
        }
        catch (Exception exception) when (exception is MediaStoreException || S3Bucket.IsMissing(exception))
        {
        }
    }

    // Signed as a whole instead of in chunks, which not all servers know; the file is read twice for it.
    private PutObjectRequest Put(string key, string contentType, string? path) => new() { BucketName = bucket.Name, Key = bucket.Full(key), ContentType = contentType, FilePath = path, UseChunkEncoding = false };
}

using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.S3;

/// <summary>Keeps files in a bucket. What is staged lies there under a key of its own, where nobody looks, and is copied to its right one; what a kill leaves there is swept.</summary>
internal sealed class S3MediaStore(S3Bucket bucket, S3Links links, StagingFolder folder, TimeProvider time) : IMediaStore
{
    /// <summary>Servers copy from disk to disk.</summary>
    private const int CopiedAtOnce = 64;

    private readonly S3Upload upload = new(bucket);

    public IMediaLinks Links => links;

    public async Task<StagedObject> StageAsync(string path, string key, string contentType, CancellationToken cancellationToken)
    {
        var (staged, bytes) = (MediaKeys.Staged(Guid.CreateVersion7(time.GetUtcNow())), new FileInfo(path).Length);
        await upload.SendAsync(path, staged, contentType, cancellationToken);
        File.Delete(path);
        return new Staged(this, staged, key, bytes);
    }

    public async Task PutAsync(string key, string contentType, byte[] bytes, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(key, cancellationToken)) await upload.SendAsync(bytes, key, contentType, cancellationToken);
    }

    /// <summary>One request for what is small: its beginning says whether it is there and how long it is.</summary>
    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var (bytes, length) = await bucket.AskAsync(RangedStream.FirstRange, async ask =>
            {
                using var got = await bucket.Client.GetObjectAsync(Get(key, 0, RangedStream.FirstRange), ask);
                var first = new byte[Math.Min(got.ContentLength, RangedStream.FirstRange)];
                await got.ResponseStream.ReadExactlyAsync(first, ask);
                return (first, LengthOf(got));
            }, cancellationToken);
            return new RangedStream((from, into, token) => FetchAsync(key, from, into, token), length, bytes);
        }
        catch (AmazonS3Exception)
        {
            return null;
        }
        catch (MediaStoreException exception) when (exception.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable })
        {
            // There is no first byte of nothing.
            return new MemoryStream([], writable: false);
        }
    }

    public async Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        await using var kept = await OpenAsync(key, cancellationToken);
        if (kept is null) return null;
        Directory.CreateDirectory(folder.Path);
        var copy = new LocalFile(Path.Combine(folder.Path, Path.GetRandomFileName()), isCopy: true);
        try
        {
            await using var file = File.Create(copy.Path);
            await kept.CopyToAsync(file, cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.AskAsync(ask => bucket.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket.Name, Key = bucket.Full(key) }, ask), cancellationToken);
            return true;
        }
        catch (AmazonS3Exception)
        {
            return false;
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.AskAsync(ask => bucket.Client.DeleteObjectAsync(new() { BucketName = bucket.Name, Key = bucket.Full(key) }, ask), cancellationToken);
        }
        catch (AmazonS3Exception)
        {
            // It is not there.
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var (full, from) = (bucket.Full(prefix), next);
            var page = await bucket.AskAsync(ask => bucket.Client.ListObjectsV2Async(new() { BucketName = bucket.Name, Prefix = full, ContinuationToken = from }, ask), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                var key = bucket.Short(found.Key);
                if (prefix.Length > 0 || !key.StartsWith(MediaKeys.Waiting, StringComparison.Ordinal)) yield return new(key, found.Size ?? 0, At(found.LastModified));
            }
            next = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    public async Task SweepStagedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await foreach (var waiting in ListAsync(MediaKeys.Waiting, cancellationToken))
        {
            if (waiting.StoredAt < before) await DeleteAsync(waiting.Key, cancellationToken);
        }
        ListMultipartUploadsResponse begun;
        try
        {
            begun = await bucket.AskAsync(ask => bucket.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = bucket.Full(MediaKeys.Waiting) }, ask), cancellationToken);
        }
        catch (MediaStoreException exception) when (exception.InnerException is { } inner && S3Bucket.IsAnswer(inner))
        {
            // Not every server tells of uploads in parts; those that do not have rules of their own for them.
            return;
        }
        foreach (var one in (begun.MultipartUploads ?? []).Where(one => At(one.Initiated) < before)) await upload.AbortAsync(one.Key, one.UploadId);
    }

    private async Task FetchAsync(string key, long from, Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.AskAsync(into.Length, async ask =>
            {
                using var got = await bucket.Client.GetObjectAsync(Get(key, from, into.Length), ask);
                await got.ResponseStream.ReadExactlyAsync(into, ask);
                return true;
            }, cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            throw new MediaStoreException("What was being read is gone.", exception);
        }
    }

    private GetObjectRequest Get(string key, long from, int count) => new() { BucketName = bucket.Name, Key = bucket.Full(key), ByteRange = new(from, from + count - 1) };

    /// <summary>A server that sends all although a part was asked for says no range.</summary>
    private static long LengthOf(GetObjectResponse got) =>
        got.ContentRange is { Length: > 0 } range && long.TryParse(range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : got.ContentLength;

    private static DateTimeOffset At(DateTime? instant) => instant is { } known ? new(known.ToUniversalTime()) : DateTimeOffset.MaxValue;

    private async Task CopyAsync(string from, string to, long bytes, CancellationToken cancellationToken)
    {
        var copy = new CopyObjectRequest { SourceBucket = bucket.Name, SourceKey = bucket.Full(from), DestinationBucket = bucket.Name, DestinationKey = bucket.Full(to) };
        try
        {
            await bucket.AskAsync(bytes / CopiedAtOnce, ask => bucket.Client.CopyObjectAsync(copy, ask), cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            throw new MediaStoreException("What was staged is gone.", exception);
        }
    }

    private sealed class Staged(S3MediaStore store, string waiting, string key, long bytes) : StagedObject
    {
        public override Task KeepAsync(CancellationToken cancellationToken) => store.CopyAsync(waiting, key, bytes, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await store.DeleteAsync(waiting, CancellationToken.None);
            }
            catch (MediaStoreException)
            {
                // It is swept later.
            }
        }
    }
}

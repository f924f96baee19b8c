using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.S3;

/// <summary>Signs addresses of the bucket; the store is not asked for it.</summary>
internal sealed class S3Links(S3Bucket bucket, S3Settings settings, TimeProvider time) : IMediaLinks
{
    public bool ForReaders => settings.PresignDownloads;

    public async Task<Uri> DownloadAsync(string key, string contentType, bool asAttachment, TimeSpan lifetime)
    {
        var request = Request(HttpVerb.GET, key, lifetime);
        request.ResponseHeaderOverrides.ContentType = contentType;
        if (asAttachment) request.ResponseHeaderOverrides.ContentDisposition = "attachment";
        return new(await bucket.Linking.GetPreSignedURLAsync(request));
    }

    public async Task<UploadAddress> UploadAsync(string key, string contentType, long bytes, TimeSpan lifetime)
    {
        var request = Request(HttpVerb.PUT, key, lifetime);
        (request.ContentType, request.Headers.ContentLength) = (contentType, bytes);
        return new(new(await bucket.Linking.GetPreSignedURLAsync(request)),
            new Dictionary<string, string> { ["Content-Type"] = contentType, ["Content-Length"] = bytes.ToString(CultureInfo.InvariantCulture) });
    }

    /// <summary>Addresses are good for whole seconds from a whole second on. Cut off here, because rounding would let them outlive what may be seen.</summary>
    private static DateTime End(DateTimeOffset now, TimeSpan lifetime) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Max((now + lifetime).ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + 1)).UtcDateTime;

    private GetPreSignedUrlRequest Request(HttpVerb verb, string key, TimeSpan lifetime) => new()
    {
        BucketName = bucket.Name,
        Key = bucket.Full(key),
        Verb = verb,
        Expires = End(time.GetUtcNow(), lifetime),
        Protocol = bucket.Linking.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) is true ? Protocol.HTTP : Protocol.HTTPS,
    };
}

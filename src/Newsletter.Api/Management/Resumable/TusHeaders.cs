using System.Globalization;
using Newsletter.Application.Media.Resumable;
using Newsletter.Domain;

namespace Newsletter.Api.Management.Resumable;

/// <summary>The headers of the tus protocol 1.0.0, as they are spoken here.</summary>
internal static class TusHeaders
{
    public const string Version = "1.0.0";
    public const string ContentType = "application/offset+octet-stream";
    public const string Extensions = "creation,creation-with-upload,expiration,termination,checksum";

    public const string Resumable = "Tus-Resumable";
    public const string Versions = "Tus-Version";
    public const string Extension = "Tus-Extension";
    public const string MaxSize = "Tus-Max-Size";
    public const string ChecksumAlgorithm = "Tus-Checksum-Algorithm";
    public const string Length = "Upload-Length";
    public const string Offset = "Upload-Offset";
    public const string Metadata = "Upload-Metadata";
    public const string Checksum = "Upload-Checksum";
    public const string Expires = "Upload-Expires";

    /// <summary>Not the protocol's: the address of the media item that was made.</summary>
    public const string Media = "Upload-Media";

    /// <summary>What scripts on other sites may read of answers.</summary>
    public static IReadOnlyList<string> Answered { get; } = [Resumable, Versions, Extension, MaxSize, ChecksumAlgorithm, Length, Offset, Metadata, Expires, Media];

    public static string MediaPath(ResumableUpload upload) => $"/manage/v1/media/{upload.Id:D}";

    /// <summary>Says how far an upload is.</summary>
    public static void Tell(HttpResponse response, ResumableUpload upload)
    {
        response.Headers[Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers[Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        if (upload.IsDone) response.Headers[Media] = MediaPath(upload);
    }

    /// <summary>A number of bytes.</summary>
    public static Result<long> Number(HttpRequest request, string name) =>
        long.TryParse(request.Headers[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : new Error(ErrorKind.Malformed, "bad_header", $"{name} must be a whole number of bytes.");

    /// <returns>Null where none was sent.</returns>
    public static Result<PartChecksum?> ReadChecksum(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Checksum, out var header)) return (PartChecksum?)null;
        var words = header.ToString().Split(' ');
        var bytes = new byte[64];
        return words.Length == 2 && PartChecksum.Algorithms.Contains(words[0]) && Convert.TryFromBase64String(words[1], bytes, out var count)
            ? new PartChecksum(words[0], bytes[..count])
            : new Error(ErrorKind.Malformed, "bad_header", $"{Checksum} must be one of {string.Join(", ", PartChecksum.Algorithms)}, a space and the checksum in Base64.");
    }
}

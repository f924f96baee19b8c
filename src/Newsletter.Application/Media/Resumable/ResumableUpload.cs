using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>A file that arrives in parts, and what is to be said of it. The media item that it becomes has the id of the upload.</summary>
public sealed record ResumableUpload
{
    /// <summary>How long an upload may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>How many uploads one caller may have begun and not ended: each may fill the disk by a file's size.</summary>
    public const int MostOpen = 50;

    public required Guid Id { get; init; }

    /// <summary>Whose it is: nobody else sees it.</summary>
    public required CallerKind By { get; init; }

    public required Guid Principal { get; init; }

    /// <summary>The bytes of the whole file.</summary>
    public required long Length { get; init; }

    public required string? FileName { get; init; }

    /// <summary>The fields of the media item.</summary>
    public required JsonObject Fields { get; init; }

    /// <summary>Name and fields as the client wrote them.</summary>
    public required string? Metadata { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where bytes begin that came with a checksum and were not compared with it yet.</summary>
    public long? UncheckedFrom { get; init; }

    /// <summary>Whether it has become a media item.</summary>
    public bool IsDone { get; init; }

    /// <summary>The bytes that have arrived. The last one counts when the media item is made, so that whoever is told of it need not ask again.</summary>
    [JsonIgnore]
    public long Offset { get; init; }

    /// <summary>Whether it is the caller's own and may still go on.</summary>
    public bool IsOpenTo(Caller caller, DateTimeOffset now) => By == caller.Kind && Principal == caller.Principal && ExpiresAt > now;
}

/// <summary>What the bytes of a part must be.</summary>
/// <param name="Algorithm">sha1 or sha256.</param>
public sealed record PartChecksum(string Algorithm, byte[] Value)
{
    public static IReadOnlyList<string> Algorithms { get; } = ["sha1", "sha256"];
}

internal static class UploadErrors
{
    public static Error NotFound { get; } = Error.NotFound("upload");

    public static Error Locked { get; } = new(ErrorKind.Locked, "upload_locked", "Another request is at work on this upload; ask for its offset and go on from there.");

    public static Error TooMany { get; } = new(ErrorKind.Conflict, "too_many_uploads", $"You have {ResumableUpload.MostOpen} uploads that have not ended; go on with one of them, or end it (DELETE).");

    public static Error WrongOffset(long offset) => new(ErrorKind.Conflict, "wrong_offset", $"This upload goes on at byte {offset}.");
}

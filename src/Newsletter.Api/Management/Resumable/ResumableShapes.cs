using Newsletter.Application.Media.Resumable;

namespace Newsletter.Api.Management.Resumable;

/// <summary>An upload in parts.</summary>
internal sealed record UploadAnswer(UploadState Data, ManagementMeta Meta);

/// <summary>How far an upload in parts is.</summary>
internal sealed record UploadState
{
    /// <summary>The media item will have it too.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where the next part begins.</summary>
    public required long Offset { get; init; }

    /// <summary>The bytes of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>When it is forgotten, with the bytes that have arrived if it is not whole by then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The address of the media item; null until the last byte has arrived.</summary>
    public required string? Media { get; init; }

    public static UploadState Of(ResumableUpload upload) => new()
    {
        Id = upload.Id,
        Offset = upload.Offset,
        Length = upload.Length,
        ExpiresAt = upload.ExpiresAt,
        Media = upload.IsDone ? TusHeaders.MediaPath(upload) : null,
    };
}

/// <summary>Marks an operation of the tus protocol.</summary>
/// <param name="Sent">The headers that it takes.</param>
/// <param name="Answered">The headers that come with its success.</param>
internal sealed record TusOperation(IReadOnlyList<string> Sent, IReadOnlyList<string> Answered)
{
    /// <summary>Whether it takes bytes.</summary>
    public bool TakesBytes { get; init; }

    /// <summary>What its success means.</summary>
    public required string Meaning { get; init; }
}

using Newsletter.Domain;

namespace Newsletter.Application.Media.Resumable;

/// <summary>Keeps what has arrived of uploads, and what is known of them beside it. All of it outlives the process.</summary>
public interface IUploadFolder
{
    void Save(ResumableUpload upload);

    ResumableUpload? Find(Guid id);

    /// <summary>All that are not swept yet, done or not.</summary>
    IEnumerable<ResumableUpload> All();

    /// <summary>Opens an upload for one who writes; null while another does.</summary>
    IOpenUpload? Open(ResumableUpload upload);

    /// <summary>Notes that a media item has the bytes now.</summary>
    void Finish(ResumableUpload upload);

    void Remove(Guid id);
}

/// <summary>An upload that is being written.</summary>
public interface IOpenUpload : IAsyncDisposable
{
    /// <summary>Where the next byte goes.</summary>
    long Offset { get; }

    /// <summary>Writes to the end of the stream. What has arrived when the stream breaks stays, unless it came with a checksum.</summary>
    /// <returns>The offset behind it.</returns>
    Task<Result<long>> AppendAsync(Stream content, PartChecksum? checksum, CancellationToken cancellationToken);

    /// <summary>Reads from the beginning.</summary>
    Stream Read();
}

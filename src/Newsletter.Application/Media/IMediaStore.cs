using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Keeps files under the SHA-256 of their bytes, so the same bytes twice are one file.</summary>
public interface IMediaStore
{
    /// <summary>Reads the stream to its end and finds out what it is. Nothing stays behind unless the file is kept.</summary>
    Task<Domain.Result<StagedFile>> PutAsync(Stream content, string? fileName, CancellationToken cancellationToken);

    /// <summary>Opens a kept file for reading at any place; null when it is not there.</summary>
    Stream? Open(MediaFile file);
}

/// <summary>An uploaded file that is checked and not yet kept; disposing of it unkept removes it.</summary>
public abstract class StagedFile(MediaFile file) : IAsyncDisposable
{
    public MediaFile File { get; } = file;

    /// <summary>Gives the file its place. To be called before the row that names it is committed: a file too many does no harm, one too few does.</summary>
    public abstract void Keep();

    public abstract ValueTask DisposeAsync();
}

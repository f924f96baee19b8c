using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Keeps files under the SHA-256 of their bytes, so the same bytes twice are one file.</summary>
public interface IMediaStore
{
    /// <summary>Reads the stream to its end, finds out what it is and keeps it. Nothing stays behind when that fails.</summary>
    Task<Domain.Result<MediaFile>> PutAsync(Stream content, string? fileName, CancellationToken cancellationToken);

    /// <summary>Opens a kept file for reading at any place; null when it is not there.</summary>
    Stream? Open(MediaFile file);
}

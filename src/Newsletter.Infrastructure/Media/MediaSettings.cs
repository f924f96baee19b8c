namespace Newsletter.Infrastructure.Media;

/// <summary>Where files are kept and how large they may be.</summary>
public sealed class MediaSettings
{
    /// <summary>The largest file that is taken, in bytes; 1 to 10 GB, default 200 MB.</summary>
    public long MaxBytes { get; set; } = 200_000_000;

    /// <summary>The largest picture, in pixels; default 100 million.</summary>
    public long MaxPixels { get; set; } = 100_000_000;
}

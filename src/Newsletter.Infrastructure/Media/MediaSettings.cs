using Newsletter.Domain;

namespace Newsletter.Infrastructure.Media;

/// <summary>Where files are kept, how large they may be, and what is made of them.</summary>
public sealed class MediaSettings
{
    /// <summary>The code of <see cref="TooLarge"/>.</summary>
    public const string FileTooLarge = "file_too_large";

    /// <summary>The largest file that is taken, in bytes; 1 to 10 GB, default 200 MB.</summary>
    public long MaxBytes { get; set; } = 200_000_000;

    /// <summary>The largest picture, in pixels, all frames together; default 100 million.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>The most frames of an animation; default 500.</summary>
    public int MaxFrames { get; set; } = 500;

    /// <summary>How many pictures are worked on at the same time; default one for each processor.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>Whether renditions are made when a picture is published, instead of when one is first asked for.</summary>
    public bool RenditionsAhead { get; set; }

    public Error TooLarge => new(ErrorKind.TooLarge, FileTooLarge, $"A file may have at most {MaxBytes} bytes.");
}

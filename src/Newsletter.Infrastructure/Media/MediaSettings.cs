namespace Newsletter.Infrastructure.Media;

/// <summary>Where files are kept, how large they may be, and what is made of them.</summary>
public sealed class MediaSettings
{
    /// <summary>The largest file that is taken, in bytes; 1 to 10 GB, default 200 MB.</summary>
    public long MaxBytes { get; set; } = 200_000_000;

    /// <summary>The largest picture, in pixels, all frames together; default 100 million.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>The most frames of an animation; default 500.</summary>
    public int MaxFrames { get; set; } = 500;

    /// <summary>The longest recording; default 6 hours.</summary>
    public int MaxDurationSeconds { get; set; } = 21_600;

    /// <summary>How often it is asked whether recordings elsewhere can be played; 0 for never, default 6.</summary>
    public double AvailabilityHours { get; set; } = 6;

    /// <summary>How many pictures are worked on at the same time; default one for each processor.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>Whether renditions are made when a picture is published, instead of when one is first asked for.</summary>
    public bool RenditionsAhead { get; set; }
}

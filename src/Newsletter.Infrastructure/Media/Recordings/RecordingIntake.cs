using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>What an uploaded recording is.</summary>
/// <param name="IsChanged">Whether something that it told of people and places was removed.</param>
internal sealed record TakenRecording(MediaType Type, MediaFile File, bool IsChanged);

/// <summary>Looks at uploaded sound and video: whether it is whole, how long it is, and what it says that readers must not learn.</summary>
internal sealed class RecordingIntake(MediaSettings settings)
{
    private static readonly Error Broken = Error.Invalid("/file", "broken_recording", new RecordingException().Message);

    /// <summary>Changes the file where it lies. Reading is no work for a request's thread.</summary>
    public Task<Result<TakenRecording>> TakeAsync(string path, MediaType type, CancellationToken cancellationToken) => Task.Run(() => Take(path, type), cancellationToken);

    private Result<TakenRecording> Take(string path, MediaType type)
    {
        try
        {
            using var file = new RecordingBytes(new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 64 * 1024));
            var facts = Read(file, type.ContentType);
            if (!(facts.Seconds > 0) || !double.IsFinite(facts.Seconds)) return Broken;
            if (facts.Seconds > settings.MaxDurationSeconds) return new Error(ErrorKind.TooLarge, "too_long", $"A recording may last at most {settings.MaxDurationSeconds} seconds.");
            return new TakenRecording(TypeOf(type, facts), new()
            {
                Sha256 = "",
                ContentType = "",
                Extension = "",
                Bytes = 0,
                DurationSeconds = Math.Round(facts.Seconds, 3),
                BitRate = (int)Math.Min(int.MaxValue, Math.Round(facts.MediaBytes * 8 / facts.Seconds)),
                Width = facts.Width,
                Height = facts.Height,
            }, file.IsChanged);
        }
        // Whatever a file makes of the arithmetic, it is the file that is wrong.
        catch (Exception exception) when (exception is RecordingException or EndOfStreamException or OverflowException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            return Broken;
        }
    }

    private static RecordingFacts Read(RecordingBytes file, string contentType) => contentType switch
    {
        "audio/mpeg" => Mp3Reader.Read(file),
        "audio/ogg" => OggReader.Read(file),
        "audio/wav" => WavReader.Read(file),
        "video/webm" => WebmReader.Read(file),
        _ => Mp4Reader.Read(file),
    };

    /// <summary>The first bytes do not tell whether there is something to see.</summary>
    private static MediaType TypeOf(MediaType type, RecordingFacts facts) => (type.ContentType, facts.HasVideo) switch
    {
        ("video/mp4", false) => new("audio/mp4", "m4a"),
        ("audio/mp4", true) => new("video/mp4", "mp4"),
        ("video/webm", false) => new("audio/webm", "weba"),
        _ => type,
    };
}

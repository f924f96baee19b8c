namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>MPEG audio, layer III (ISO/IEC 11172-3, 13818-3), frame by frame: what the first one says of all of them is often wrong.</summary>
internal static class Mp3Reader
{
    /// <summary>Kbit/s by index, of version 1 and of 2 and 2.5.</summary>
    private static readonly int[][] BitRates =
    [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] SampleRates = [44_100, 48_000, 32_000];

    private readonly record struct Frame(int Version, int SampleRate, int Size, bool IsMono)
    {
        public int Samples => Version == 1 ? 1152 : 576;

        /// <summary>Where a first frame that is no sound says what it is.</summary>
        public int NoteAt => 4 + (Version, IsMono) switch { (1, true) => 17, (1, false) => 32, (_, true) => 9, _ => 17 };
    }

    public static RecordingFacts Read(RecordingBytes file)
    {
        var at = Id3Cleaner.Clean(file);
        while (at < file.Length && file.At(at, 1)[0] == 0)
        {
            file.Step();
            at++;
        }
        var (first, begin) = (FrameAt(file, at) ?? throw new RecordingException(), at);
        var (frames, announced) = (0L, Announced(file, at, first));
        while (at < file.Length)
        {
            file.Step();
            if (FrameAt(file, at) is not { } frame || (frame.Version, frame.SampleRate) != (first.Version, first.SampleRate))
            {
                if (!IsTrailer(file, at)) throw new RecordingException();
                file.Cut(at);
                break;
            }
            if (frame.Size > file.Length - at) throw new RecordingException();
            frames++;
            at += frame.Size;
        }
        if (announced is { } count)
        {
            frames--;
            if (count > frames) throw new RecordingException();
        }
        return new((double)frames * first.Samples / first.SampleRate, at - begin);
    }

    private static Frame? FrameAt(RecordingBytes file, long at)
    {
        if (at > file.Length - 4) return null;
        var head = file.At(at, 4);
        if (head[0] != 0xFF || (head[1] & 0xE6) != 0xE2) return null;
        var version = (head[1] >> 3 & 3) switch { 3 => 1, 2 => 2, 0 => 3, _ => 0 };
        var (rate, sampling) = (head[2] >> 4, head[2] >> 2 & 3);
        if (version == 0 || rate is 0 or 15 || sampling == 3) return null;
        var bits = BitRates[version == 1 ? 0 : 1][rate] * 1000;
        var samples = SampleRates[sampling] >> (version - 1);
        return new(version, samples, (version == 1 ? 144 : 72) * bits / samples + (head[2] >> 1 & 1), head[3] >> 6 == 3);
    }

    /// <summary>How many frames follow, as a first frame that is no sound says; null where the first one is sound.</summary>
    private static uint? Announced(RecordingBytes file, long at, Frame first)
    {
        var note = at + first.NoteAt;
        if (note + 12 <= file.Length && file.At(note, 4) is var name && (name.SequenceEqual("Xing"u8) || name.SequenceEqual("Info"u8)))
        {
            return (file.UInt32(note + 4) & 1) != 0 ? file.UInt32(note + 8) : 0;
        }
        return at + 54 <= file.Length && file.At(at + 36, 4).SequenceEqual("VBRI"u8) ? file.UInt32(at + 50) : null;
    }

    /// <summary>Tags of other kinds, which are left behind.</summary>
    private static bool IsTrailer(RecordingBytes file, long at)
    {
        var head = file.At(at, (int)Math.Min(11, file.Length - at));
        return head.StartsWith("TAG"u8) || head.StartsWith("APETAGEX"u8) || head.StartsWith("LYRICSBEGIN"u8) || head.StartsWith("ID3"u8) || head.StartsWith("3DI"u8) || file.IsEmptyFrom(at);
    }
}

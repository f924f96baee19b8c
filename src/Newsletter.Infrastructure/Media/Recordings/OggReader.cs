using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>Where a page of Ogg stands, and its parts.</summary>
internal sealed record OggPage(long At, int Flags, long Granule, uint Serial, byte[] Lacing)
{
    public const int HeadBytes = 27;

    public long BodyAt => At + HeadBytes + Lacing.Length;
    public int BodyBytes => Lacing.Sum(part => part);
    public long End => BodyAt + BodyBytes;
    public bool Begins => (Flags & 2) != 0;
    public bool Ends => (Flags & 4) != 0;
}

/// <summary>Ogg (RFC 3533) with Vorbis or Opus: every page with its checksum. Who speaks ends; what only breaks off was cut.</summary>
internal static class OggReader
{
    private const int MaxStreams = 1_000;

    private sealed class Sound(int rate, int skip, OggComments comments)
    {
        public OggComments Comments => comments;
        public long Last { get; set; } = -1;
        public bool IsEnded { get; set; }
        public double Seconds => (double)Math.Max(0, Last - skip) / rate;
    }

    public static RecordingFacts Read(RecordingBytes file)
    {
        var seconds = 0d;
        var sounds = new Dictionary<uint, Sound>();
        var streams = 0;
        for (var at = 0L; at < file.Length;)
        {
            file.Step();
            var page = PageAt(file, at);
            if (page.Begins)
            {
                if (++streams > MaxStreams) throw new RecordingException();
                // Another recording follows when all of one have ended.
                if (sounds.Count > 0 && sounds.Values.All(one => one.IsEnded))
                {
                    seconds += sounds.Values.Max(one => one.Seconds);
                    sounds.Clear();
                }
                if (SoundOf(file, page) is { } begun && !sounds.TryAdd(page.Serial, begun)) throw new RecordingException();
            }
            else if (sounds.TryGetValue(page.Serial, out var sound) && !sound.IsEnded)
            {
                sound.Comments.Take(page);
                if (page.Granule >= 0) sound.Last = page.Granule;
                sound.IsEnded = page.Ends;
            }
            at = page.End;
        }
        if (sounds.Count == 0 || sounds.Values.Any(sound => !sound.IsEnded)) throw new RecordingException();
        return new(seconds + sounds.Values.Max(sound => sound.Seconds), file.Length);
    }

    private static OggPage PageAt(RecordingBytes file, long at)
    {
        var head = file.At(at, OggPage.HeadBytes);
        if (!head.StartsWith("OggS"u8) || head[4] != 0) throw new RecordingException();
        var (flags, granule, serial, sum, parts) = ((int)head[5], BinaryPrimitives.ReadInt64LittleEndian(head[6..]), BinaryPrimitives.ReadUInt32LittleEndian(head[14..]), BinaryPrimitives.ReadUInt32LittleEndian(head[22..]), head[26]);
        var page = new OggPage(at, flags, granule, serial, file.At(at + OggPage.HeadBytes, parts).ToArray());
        return Checksum(file, page) == sum ? page : throw new RecordingException();
    }

    /// <summary>The first packet says what a stream is; null for what is no sound.</summary>
    private static Sound? SoundOf(RecordingBytes file, OggPage page)
    {
        var packet = file.At(page.BodyAt, page.BodyBytes);
        if (packet.StartsWith("OpusHead"u8) && packet.Length >= 19) return new(48_000, BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]), new(file, "OpusTags"u8.ToArray(), isFramed: false));
        if (!packet.StartsWith("\x01vorbis"u8) || packet.Length < 30) return null;
        var rate = BinaryPrimitives.ReadInt32LittleEndian(packet[12..]);
        return rate > 0 ? new(rate, 0, new(file, "\x03vorbis"u8.ToArray(), isFramed: true)) : throw new RecordingException();
    }

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var sum = (uint)value << 24;
        for (var bit = 0; bit < 8; bit++) sum = (sum & 0x8000_0000) != 0 ? sum << 1 ^ 0x04C1_1DB7 : sum << 1;
        return sum;
    })];

    /// <summary>Over the page with zeros in the place of the sum itself.</summary>
    internal static uint Checksum(RecordingBytes file, OggPage page)
    {
        const int SumAt = 22;
        var whole = file.At(page.At, (int)(page.End - page.At));
        var sum = 0u;
        for (var at = 0; at < whole.Length; at++) sum = sum << 8 ^ Table[(byte)(sum >> 24) ^ (at is >= SumAt and < SumAt + 4 ? 0 : whole[at])];
        return sum;
    }
}

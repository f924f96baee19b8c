using System.Buffers.Binary;
using System.Text;

namespace Newsletter.Testing;

/// <summary>Makes small recordings, each of other bytes than all before it: silence, in containers that say all that players need.</summary>
public static class TestRecordings
{
    public const int Mp3FrameBytes = 417;

    private static int salt;

    /// <summary>PCM of 8,000 bytes a second.</summary>
    public static byte[] Wav(int seconds = 2, params byte[][] chunks)
    {
        byte[] format = [1, 0, 1, 0, .. Little(8_000), .. Little(8_000), 1, 0, 8, 0];
        byte[] parts = [.. Chunk("fmt ", format), .. chunks.SelectMany(chunk => chunk), .. Chunk("data", Salted(8_000 * seconds))];
        return [.. "RIFF"u8, .. Little(parts.Length + 4), .. "WAVE"u8, .. parts];
    }

    public static byte[] Chunk(string type, byte[] content) => [.. Encoding.ASCII.GetBytes(type), .. Little(content.Length), .. content, .. new byte[content.Length & 1]];

    /// <summary>128 kbit/s, 44,100 Hz: each frame lasts 1152 samples. The first one says how many follow.</summary>
    public static byte[] Mp3(int frames = 77, byte[]? tag = null)
    {
        var note = Mp3Frame();
        "Info"u8.CopyTo(note.AsSpan(36));
        BinaryPrimitives.WriteInt32BigEndian(note.AsSpan(40), 1);
        BinaryPrimitives.WriteInt32BigEndian(note.AsSpan(44), frames);
        return [.. tag ?? [], .. note, .. Enumerable.Range(0, frames).SelectMany(_ => Mp3Frame())];
    }

    /// <summary>ID3v2.3 with these frames.</summary>
    public static byte[] Id3(params (string Name, string Text)[] frames)
    {
        byte[] content = [.. frames.SelectMany(frame => (byte[])[.. Encoding.ASCII.GetBytes(frame.Name), .. Big(frame.Text.Length + 1), 0, 0, 0, .. Encoding.ASCII.GetBytes(frame.Text)])];
        return [.. "ID3"u8, 3, 0, 0, 0, 0, (byte)(content.Length >> 7), (byte)(content.Length & 0x7F), .. content];
    }

    /// <summary>Opus with one page of sound.</summary>
    public static byte[] Ogg(int seconds = 2, bool ends = true, params string[] comments)
    {
        byte[] tags = [.. "OpusTags"u8, .. Counted("test"), .. Little(comments.Length), .. comments.SelectMany(Counted)];
        return
        [
            .. Page(2, 0, 0, [.. "OpusHead"u8, 1, 1, .. Little(312)[..2], .. Little(48_000), 0, 0, 0]),
            .. Page(0, 0, 1, tags),
            .. Page(ends ? 4 : 0, 48_000L * seconds + 312, 2, Salted(200)),
        ];
    }

    /// <summary>A video or a sound; the parts that say so come first.</summary>
    public static byte[] Mp4(int seconds = 2, bool video = true, byte[]? userData = null, bool turned = false)
    {
        var track = Box("trak", Box("tkhd", [.. new byte[12], .. Big(1), .. new byte[24], .. Matrix(turned), .. Big(640 << 16), .. Big(360 << 16)]),
            Box("mdia", Box("mdhd", [.. new byte[12], .. Big(1000), .. Big(1000 * seconds), .. new byte[4]]), Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(video ? "vide" : "soun"), .. new byte[13]]),
                Box("minf", Box("stbl", Box("stsd", new byte[8])))));
        var moov = Box("moov", [.. Box("mvhd", [.. new byte[12], .. Big(1000), .. Big(1000 * seconds), .. new byte[80]]), .. track, .. userData ?? []]);
        return [.. Box("ftyp", [.. "isom"u8, 0, 0, 2, 0, .. "isom"u8]), .. moov, .. Box("mdat", Salted(1_000))];
    }

    public static byte[] Box(string type, params byte[][] content) => [.. Big(8 + content.Sum(part => part.Length)), .. Encoding.Latin1.GetBytes(type), .. content.SelectMany(part => part)];

    /// <param name="live">As browsers record it: neither how long it is nor how large.</param>
    public static byte[] Webm(int seconds = 2, bool video = true, bool live = false, byte[]? tags = null)
    {
        var duration = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(duration, 1000 * seconds);
        byte[] info = Element("1549A966", [.. Element("2AD7B1", [0x0F, 0x42, 0x40]), .. live ? [] : Element("4489", duration)]);
        byte[] track = Element("1654AE6B", Element("AE", [.. Element("D7", [1]), .. Element("83", [(byte)(video ? 1 : 2)]), .. video ? Element("E0", [.. Element("B0", [2, 128]), .. Element("BA", [1, 104])]) : []]));
        var milliseconds = Big(1000 * seconds);
        byte[] cluster = [.. Element("E7", milliseconds), .. Element("A3", [0x81, 0, 0, 0, .. Salted(100)])];
        byte[] all = [.. info, .. track, .. tags ?? [], .. live ? [0x1F, 0x43, 0xB6, 0x75, 0xFF, .. cluster] : Element("1F43B675", cluster)];
        return [.. Element("1A45DFA3", Element("4282", "webm"u8.ToArray())), .. live ? [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. all] : Element("18538067", all)];
    }

    public static byte[] Element(string id, byte[] content) => [.. Convert.FromHexString(id), 0x10, .. Big(content.Length)[1..], .. content];

    public static byte[] Captions(string text = "Hello") => Encoding.UTF8.GetBytes($"WEBVTT {Interlocked.Increment(ref salt)}\n\n00:00.000 --> 00:01.500 align:start\n{text}\n\nsecond\n00:01.500 --> 00:02.000\nWorld\n");

    private static byte[] Mp3Frame() => [0xFF, 0xFB, 0x90, 0, .. Salted(Mp3FrameBytes - 4)];

    private static byte[] Matrix(bool turned) => turned
        ? [.. Big(0), .. Big(0x10000), .. Big(0), .. Big(-0x10000), .. new byte[20]]
        : [.. Big(0x10000), .. new byte[12], .. Big(0x10000), .. new byte[12], .. Big(0x40000000)];

    private static byte[] Page(int flags, long granule, int number, byte[] packet)
    {
        var granules = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(granules, granule);
        byte[] lacing = [.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)];
        byte[] page = [.. "OggS"u8, 0, (byte)flags, .. granules, .. Little(7), .. Little(number), 0, 0, 0, 0, (byte)lacing.Length, .. lacing, .. packet];
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), Checksum(page));
        return page;
    }

    /// <summary>Bit by bit, as RFC 3533 says it.</summary>
    private static uint Checksum(byte[] page)
    {
        var sum = 0u;
        foreach (var part in page)
        {
            sum ^= (uint)part << 24;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 0x8000_0000) == 0 ? sum << 1 : (sum << 1) ^ 0x04C1_1DB7;
        }
        return sum;
    }

    private static byte[] Counted(string text) => [.. Little(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Salted(int length) => [.. Little(Interlocked.Increment(ref salt)), .. new byte[length - 4]];

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

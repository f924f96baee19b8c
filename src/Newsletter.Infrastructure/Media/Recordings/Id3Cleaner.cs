using System.Buffers.Binary;
using System.Text;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>ID3v2 tags: what names the piece and its chapters stays; pictures, comments, private frames and the rest become padding.</summary>
internal static class Id3Cleaner
{
    private const int MaxTag = 16 * 1024 * 1024;
    private const int HeadBytes = 10;

    private static readonly HashSet<string> Kept = ["TIT1", "TIT2", "TIT3", "TPE1", "TPE2", "TALB", "TRCK", "TPOS", "TCON", "TLAN", "TCOP", "TYER", "TDRC", "TLEN", "CHAP", "CTOC"];

    /// <summary>Chapters hold frames of their own.</summary>
    private static readonly byte[][] Telling = [.. new[] { "APIC", "GEOB", "PRIV", "COMM", "TXXX", "WXXX", "UFID" }.Select(Encoding.ASCII.GetBytes)];

    /// <returns>Where the tags end.</returns>
    public static long Clean(RecordingBytes file)
    {
        var at = 0L;
        while (at <= file.Length - HeadBytes && file.At(at, HeadBytes) is var head && head.StartsWith("ID3"u8))
        {
            file.Step();
            var (version, flags) = (head[3], head[5]);
            var size = Syncsafe(head[6..]);
            if (size < 0) throw new RecordingException();
            if ((flags & 0x10) != 0) size += HeadBytes;
            if (size > file.Length - at - HeadBytes) throw new RecordingException();
            var frames = version is 3 or 4 && (flags & 0xC0) == 0 && size <= MaxTag ? Keep(file.Copy(at + HeadBytes, size, MaxTag), version) : [];
            file.Write(at + 3, [(byte)(version is 3 or 4 ? version : 4), 0, 0, (byte)(size >> 21 & 0x7F), (byte)(size >> 14 & 0x7F), (byte)(size >> 7 & 0x7F), (byte)(size & 0x7F)]);
            file.Write(at + HeadBytes, frames);
            file.Clear(at + HeadBytes + frames.Length, size - frames.Length);
            at += HeadBytes + size;
        }
        return at;
    }

    private static byte[] Keep(byte[] tag, int version)
    {
        var kept = new List<byte>();
        for (var at = 0; at + HeadBytes <= tag.Length && tag[at] != 0;)
        {
            var size = version == 4 ? Syncsafe(tag.AsSpan(at + 4, 4)) : BinaryPrimitives.ReadUInt32BigEndian(tag.AsSpan(at + 4));
            if (size < 0 || size > tag.Length - at - HeadBytes) break;
            var frame = tag.AsSpan(at, HeadBytes + (int)size);
            // What is packed or encrypted is not looked into, and so not kept.
            if (Kept.Contains(Encoding.ASCII.GetString(frame[..4])) && frame[9] == 0 && !Tells(frame[HeadBytes..])) kept.AddRange(frame);
            at += frame.Length;
        }
        return [.. kept];
    }

    private static bool Tells(ReadOnlySpan<byte> frame)
    {
        foreach (var name in Telling)
        {
            if (frame.IndexOf(name) >= 0) return true;
        }
        return false;
    }

    /// <returns>Less than 0 for what is no such number.</returns>
    private static long Syncsafe(ReadOnlySpan<byte> bytes) => (bytes[0] | bytes[1] | bytes[2] | bytes[3]) >= 0x80 ? -1
        : (long)bytes[0] << 21 | (long)bytes[1] << 14 | (long)bytes[2] << 7 | bytes[3];
}

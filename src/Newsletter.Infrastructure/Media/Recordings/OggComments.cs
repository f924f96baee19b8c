using System.Buffers.Binary;
using System.Text;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>
/// The second packet of Vorbis and Opus: comments. Those that name the piece stay; the rest gives way to padding, and the pages get new checksums.
/// </summary>
/// <param name="file">Where the packet stands.</param>
/// <param name="name">What it begins with.</param>
/// <param name="isFramed">Whether a bit follows the last comment.</param>
internal sealed class OggComments(RecordingBytes file, byte[] name, bool isFramed)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "TITLE", "ARTIST", "ALBUM", "DATE", "GENRE", "TRACKNUMBER", "COPYRIGHT", "LICENSE", "LANGUAGE", "R128_TRACK_GAIN", "R128_ALBUM_GAIN", "REPLAYGAIN_TRACK_GAIN", "REPLAYGAIN_TRACK_PEAK",
    };

    private readonly List<OggPage> pages = [];
    private readonly List<(long At, int Length)> parts = [];
    private bool isDone;

    /// <summary>Takes the next page of the stream.</summary>
    public void Take(OggPage page)
    {
        if (isDone) return;
        pages.Add(page);
        var length = 0;
        foreach (var part in page.Lacing)
        {
            length += part;
            if (part == 255) continue;
            isDone = true;
            break;
        }
        parts.Add((page.BodyAt, length));
        if (parts.Sum(part => (long)part.Length) > MaxBytes) throw new RecordingException();
        if (isDone) Clean();
    }

    private void Clean()
    {
        var packet = new byte[parts.Sum(part => part.Length)];
        var to = 0;
        foreach (var (at, length) in parts)
        {
            file.At(at, length).CopyTo(packet.AsSpan(to));
            to += length;
        }
        if (Without(packet) is not { } cleaned) return;
        to = 0;
        foreach (var (at, length) in parts)
        {
            file.Write(at, cleaned.AsSpan(to, length));
            to += length;
        }
        var sum = new byte[4];
        foreach (var page in pages)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(sum, OggReader.Checksum(file, page));
            file.Write(page.At + 22, sum);
        }
    }

    /// <returns>A packet of the same length; null where nothing is to go.</returns>
    private byte[]? Without(byte[] packet)
    {
        if (!packet.AsSpan().StartsWith(name)) throw new RecordingException();
        var at = name.Length;
        var vendor = Next(packet, ref at);
        var count = Number(packet, ref at);
        var kept = new List<byte[]>();
        for (var n = 0; n < count; n++)
        {
            var comment = Next(packet, ref at);
            if (Kept.Contains(Encoding.Latin1.GetString(comment).Split('=')[0])) kept.Add(comment);
        }
        // What follows the comments could be anything.
        if (kept.Count == count && !packet.AsSpan(Math.Min(packet.Length, at + (isFramed ? 1 : 0))).ContainsAnyExcept((byte)0)) return null;
        var cleaned = new MemoryStream(new byte[packet.Length]);
        cleaned.Write(name);
        Write(cleaned, vendor);
        cleaned.Write(Number(kept.Count));
        foreach (var comment in kept) Write(cleaned, comment);
        if (isFramed) cleaned.WriteByte(1);
        return cleaned.ToArray();
    }

    private static byte[] Next(byte[] packet, ref int at)
    {
        var length = Number(packet, ref at);
        var bytes = packet.AsSpan(at, length).ToArray();
        at += length;
        return bytes;
    }

    private static int Number(byte[] packet, ref int at)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(packet.AsSpan(at));
        at += 4;
        return value >= 0 && value <= packet.Length ? value : throw new RecordingException();
    }

    private static void Write(MemoryStream to, byte[] bytes)
    {
        to.Write(Number(bytes.Length));
        to.Write(bytes);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}

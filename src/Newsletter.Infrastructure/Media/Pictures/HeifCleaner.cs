using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>
/// AVIF and HEIC (ISO/IEC 23008-12) with Exif and XMP overwritten: places in the file are named by their distance from its beginning, so
/// nothing may move.
/// </summary>
internal static class HeifCleaner
{
    private const int MaxMetaBytes = 16 * 1024 * 1024;

    private static readonly HashSet<string> Kept = ["ftyp", "meta", "mdat", "moov", "moof", "mfra", "sidx", "styp"];
    private static readonly HashSet<string> Filling = ["free", "skip", "uuid"];

    private sealed record Extent(bool IsInMeta, long Offset, long Length);

    /// <param name="file">The copy, which is changed where it lies.</param>
    public static void Clean(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        for (var at = 0L; at < file.Length;)
        {
            file.Position = at;
            if (file.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) < 8) throw PictureException.Trailing;
            var type = System.Text.Encoding.Latin1.GetString(head[4..8]);
            var (size, headBytes) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), 8);
            if (size == 1)
            {
                file.ReadExactly(head[8..]);
                (size, headBytes) = ((long)BinaryPrimitives.ReadUInt64BigEndian(head[8..]), 16);
            }
            else if (size == 0) size = file.Length - at;
            if (!Kept.Contains(type) && !Filling.Contains(type)) throw at == 0 ? PictureException.Broken : PictureException.Trailing;
            if (size < headBytes || size > file.Length - at) throw PictureException.Broken;
            if (type == "meta") CleanMeta(file, at + headBytes, size - headBytes);
            else if (Filling.Contains(type)) Overwrite(file, at + headBytes, size - headBytes);
            at += size;
        }
    }

    private static void CleanMeta(Stream file, long at, long length)
    {
        if (length is < 4 or > MaxMetaBytes) throw PictureException.Broken;
        var meta = new byte[length];
        file.Position = at;
        file.ReadExactly(meta);
        var boxes = Boxes(meta, 4).ToLookup(box => box.Type);
        var unwanted = boxes["iinf"].SelectMany(box => Unwanted(meta.AsSpan(box.From, box.Length).ToArray())).ToHashSet();
        var data = boxes["idat"].Select(box => at + box.From).FirstOrDefault();
        foreach (var box in boxes["iloc"])
        {
            foreach (var extent in Extents(meta.AsSpan(box.From, box.Length).ToArray(), unwanted)) Overwrite(file, extent.IsInMeta ? data + extent.Offset : extent.Offset, extent.Length);
        }
    }

    /// <summary>The items that are Exif or XMP.</summary>
    private static IEnumerable<uint> Unwanted(byte[] info)
    {
        var isLong = info[0] > 0;
        foreach (var (type, from, length) in Boxes(info, isLong ? 8 : 6))
        {
            if (type != "infe" || length < 12 || info[from] < 2) continue;
            var wide = info[from] > 2 && length > 13 ? 2 : 0;
            var id = wide > 0 ? BinaryPrimitives.ReadUInt32BigEndian(info.AsSpan(from + 4)) : BinaryPrimitives.ReadUInt16BigEndian(info.AsSpan(from + 4));
            var kind = System.Text.Encoding.Latin1.GetString(info, from + 8 + wide, 4);
            // What is written as text, such as XMP, is an item of kind mime.
            if (kind is "Exif" or "mime") yield return id;
        }
    }

    private static IEnumerable<Extent> Extents(byte[] places, HashSet<uint> unwanted)
    {
        var reader = new Places(places);
        var version = reader.Number(1);
        reader.Number(3);
        var sizes = reader.Number(2);
        var (offsetBytes, lengthBytes, baseBytes, indexBytes) = ((int)(sizes >> 12), (int)(sizes >> 8 & 15), (int)(sizes >> 4 & 15), version > 0 ? (int)(sizes & 15) : 0);
        var count = reader.Number(version < 2 ? 2 : 4);
        for (var n = 0L; n < count; n++)
        {
            var id = (uint)reader.Number(version < 2 ? 2 : 4);
            var method = version > 0 ? reader.Number(2) & 15 : 0;
            reader.Number(2);
            var from = reader.Number(baseBytes);
            var extents = reader.Number(2);
            for (var m = 0L; m < extents; m++)
            {
                reader.Number(indexBytes);
                var extent = new Extent(method == 1, from + reader.Number(offsetBytes), reader.Number(lengthBytes));
                if (unwanted.Contains(id)) yield return extent;
            }
        }
    }

    private static IEnumerable<(string Type, int From, int Length)> Boxes(byte[] within, int at)
    {
        while (at + 8 <= within.Length)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(within.AsSpan(at));
            if (size < 8 || size > within.Length - at) throw PictureException.Broken;
            yield return (System.Text.Encoding.Latin1.GetString(within, at + 4, 4), at + 8, (int)size - 8);
            at += (int)size;
        }
    }

    private static void Overwrite(Stream file, long at, long length)
    {
        // A length of 0 means to the end, which no metadata of ours has.
        if (at < 0 || length < 0 || at > file.Length || length > file.Length - at) throw PictureException.Broken;
        var nothing = new byte[Math.Min(length, 64 * 1024)];
        file.Position = at;
        for (var left = length; left > 0; left -= nothing.Length) file.Write(nothing, 0, (int)Math.Min(left, nothing.Length));
    }

    private sealed class Places(byte[] bytes)
    {
        private int at;

        public long Number(int count)
        {
            if (count > 8 || at + count > bytes.Length) throw PictureException.Broken;
            var value = 0L;
            for (var n = 0; n < count; n++) value = (value << 8) | bytes[at++];
            return value;
        }
    }
}

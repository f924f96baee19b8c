using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>WebP (RFC 9649) without Exif, XMP and unknown chunks.</summary>
internal static class WebpCleaner
{
    private const int Header = 12;
    private const byte ExifAndXmpFlags = 0b0000_1100;

    private static readonly HashSet<string> Kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static void Clean(PictureReader picture)
    {
        var head = picture.Take(Header);
        var left = (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) - 4;
        if (left > picture.Left) throw PictureException.Broken;
        picture.Write(head);
        var from = picture.Output.Position;
        while (left >= 8)
        {
            head = picture.Take(8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var padded = length + (length & 1);
            left -= 8 + padded;
            // The last chunk may lack its padding.
            if (left < -1 || padded > picture.Left + 1) throw PictureException.Broken;
            var type = System.Text.Encoding.Latin1.GetString(head[..4]);
            if (!Kept.Contains(type))
            {
                picture.Skip(Math.Min(padded, picture.Left));
                continue;
            }
            picture.Write(head);
            var isExtended = type == "VP8X" && length > 0;
            if (isExtended) picture.Write((byte)(picture.Byte() & ~ExifAndXmpFlags));
            picture.Copy(isExtended ? length - 1 : length);
            if (padded == length) continue;
            if (picture.Left > 0) picture.Skip(1);
            picture.Write(0);
        }
        var size = picture.Output.Position - from + 4;
        picture.Output.Position = 4;
        Span<byte> written = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(written, (uint)size);
        picture.Write(written);
        picture.Output.Seek(0, SeekOrigin.End);
        picture.End();
    }
}

using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>JPEG (ITU-T T.81, annex B) without what cameras and programs wrote beside the picture: Exif, XMP, IPTC, comments, what follows the end.</summary>
internal static class JpegCleaner
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte IccProfile = 0xE2;
    private const byte Adobe = 0xEE;
    private const byte App15 = 0xEF;
    private const byte Comment = 0xFE;

    /// <param name="orientation">As Exif counts it, 1 for upright.</param>
    public static void Clean(PictureReader picture, int orientation)
    {
        if (picture.Byte() != 0xFF || picture.Byte() != StartOfImage) throw PictureException.Broken;
        picture.Write(0xFF, StartOfImage);
        if (orientation is > 1 and <= 8) WriteOrientation(picture, orientation);
        while (NextMarker(picture) is var marker && marker != EndOfImage)
        {
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7)) continue;
            var length = picture.UInt16() - 2;
            if (length < 0) throw PictureException.Broken;
            if (Stays(picture, marker, length))
            {
                Span<byte> head = [0xFF, marker, 0, 0];
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(length + 2));
                picture.Write(head);
                picture.Copy(length);
            }
            else picture.Skip(length);
            if (marker == StartOfScan) CopyScan(picture);
        }
        picture.Write(0xFF, EndOfImage);
        End(picture);
    }

    private static bool Stays(PictureReader picture, byte marker, int length)
    {
        if (marker is not ((>= App0 and <= App15) or Comment)) return true;
        if (marker is App0) return true;
        if (marker is not (IccProfile or Adobe)) return false;
        var name = marker is Adobe ? "Adobe"u8 : "ICC_PROFILE\0"u8;
        if (length < name.Length) return false;
        var isKnown = picture.Take(name.Length).SequenceEqual(name);
        picture.Back(name.Length);
        return isKnown;
    }

    /// <summary>The picture would lie on its side without it.</summary>
    private static void WriteOrientation(PictureReader picture, int orientation)
    {
        // One entry, Orientation (0x0112), of a big-endian TIFF directory (Exif 2.3, section 4.6).
        ReadOnlySpan<byte> tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        picture.Write(0xFF, App1, 0, (byte)(2 + 6 + tiff.Length));
        picture.Write("Exif\0\0"u8);
        picture.Write(tiff);
    }

    private static byte NextMarker(PictureReader picture)
    {
        if (picture.Byte() != 0xFF) throw PictureException.Broken;
        byte marker;
        do marker = picture.Byte(); while (marker == 0xFF);
        return marker;
    }

    /// <summary>Coded data, to the marker after it.</summary>
    private static void CopyScan(PictureReader picture)
    {
        while (true)
        {
            var part = picture.Take((int)Math.Min(picture.Left, 32 * 1024));
            if (part.Length < 2) throw PictureException.Broken;
            var (at, ended) = (0, false);
            while (true)
            {
                var next = part[at..].IndexOf((byte)0xFF);
                at = next < 0 ? part.Length : at + next;
                if (at + 1 >= part.Length) break;
                if (part[at + 1] is not (0 or (>= 0xD0 and <= 0xD7) or 0xFF))
                {
                    ended = true;
                    break;
                }
                at += part[at + 1] is 0xFF ? 1 : 2;
            }
            picture.Output.Write(part[..at]);
            picture.Back(part.Length - at);
            if (ended) return;
            if (picture.Left < 2) throw PictureException.Broken;
        }
    }

    /// <summary>Cameras put further pictures (CIPA DC-007) or a short film behind the first; these go. Anything else is no photograph's.</summary>
    private static void End(PictureReader picture)
    {
        if (picture.Left >= 12)
        {
            var head = picture.Take(12);
            var isCameras = head.StartsWith((ReadOnlySpan<byte>)[0xFF, StartOfImage, 0xFF]) || head[4..8].SequenceEqual("ftyp"u8);
            picture.Back(12);
            if (isCameras) return;
        }
        picture.End();
    }
}

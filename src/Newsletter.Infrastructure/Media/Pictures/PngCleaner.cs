using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>PNG (W3C PNG, third edition) with the chunks that make the picture and its colours.</summary>
internal static class PngCleaner
{
    private static readonly HashSet<string> Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"];

    public static void Clean(PictureReader picture)
    {
        picture.Write(picture.Take(8));
        while (true)
        {
            var head = picture.Take(8);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = System.Text.Encoding.Latin1.GetString(head[4..]);
            if (length > int.MaxValue || length + 4 > picture.Left) throw PictureException.Broken;
            if (Kept.Contains(type))
            {
                picture.Write(head);
                picture.Copy(length + 4);
            }
            // An unknown chunk that a reader must understand (its first letter is a capital).
            else if (char.IsAsciiLetterUpper(type[0])) throw PictureException.Broken;
            else picture.Skip(length + 4);
            if (type == "IEND") break;
        }
        picture.End();
    }
}

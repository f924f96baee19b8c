namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>GIF 89a without comments, text and the extensions of programs, but for those that say how often an animation repeats.</summary>
internal static class GifCleaner
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    public static void Clean(PictureReader picture)
    {
        var head = picture.Take(13);
        var palette = PaletteBytes(head[10]);
        picture.Write(head);
        picture.Copy(palette);
        while (true)
        {
            switch (picture.Byte())
            {
                case Frame:
                    picture.Write(Frame);
                    head = picture.Take(9);
                    palette = PaletteBytes(head[8]);
                    picture.Write(head);
                    // The palette, and the size of the first codes.
                    picture.Copy(palette + 1);
                    Blocks(picture, stays: true);
                    break;
                case Extension:
                    var label = picture.Byte();
                    var stays = label is GraphicControl || (label is Application && IsRepeat(picture));
                    if (stays) picture.Write(Extension, label);
                    Blocks(picture, stays);
                    break;
                case Trailer:
                    picture.Write(Trailer);
                    picture.End();
                    return;
                default:
                    throw PictureException.Broken;
            }
        }
    }

    private static bool IsRepeat(PictureReader picture)
    {
        if (picture.Left < 12) throw PictureException.Broken;
        var head = picture.Take(12);
        var isRepeat = head[0] == 11 && (head[1..].SequenceEqual("NETSCAPE2.0"u8) || head[1..].SequenceEqual("ANIMEXTS1.0"u8));
        picture.Back(12);
        return isRepeat;
    }

    private static void Blocks(PictureReader picture, bool stays)
    {
        byte length;
        do
        {
            length = picture.Byte();
            if (stays)
            {
                picture.Write(length);
                picture.Copy(length);
            }
            else picture.Skip(length);
        }
        while (length > 0);
    }

    private static int PaletteBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);
}

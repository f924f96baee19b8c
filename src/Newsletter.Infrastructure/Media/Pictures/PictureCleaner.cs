namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>Makes a file that is the picture and nothing else: what it tells about people and places, and what hides in it, is left behind.</summary>
internal static class PictureCleaner
{
    /// <param name="orientation">As Exif counts it.</param>
    /// <exception cref="PictureException">It is not whole, or something else as well.</exception>
    public static void Clean(string contentType, string path, string cleaned, int orientation)
    {
        if (contentType is "image/avif" or "image/heic")
        {
            File.Copy(path, cleaned);
            using var copy = new FileStream(cleaned, FileMode.Open, FileAccess.ReadWrite);
            HeifCleaner.Clean(copy);
            copy.Flush(flushToDisk: true);
            return;
        }
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        using var output = new FileStream(cleaned, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024);
        var picture = new PictureReader(input, output);
        switch (contentType)
        {
            case "image/jpeg": JpegCleaner.Clean(picture, orientation); break;
            case "image/png": PngCleaner.Clean(picture); break;
            case "image/webp": WebpCleaner.Clean(picture); break;
            case "image/gif": GifCleaner.Clean(picture); break;
            case "image/svg+xml": SvgCleaner.Clean(input, output); break;
            default: throw new ArgumentOutOfRangeException(nameof(contentType), contentType, null);
        }
        output.Flush(flushToDisk: true);
    }
}

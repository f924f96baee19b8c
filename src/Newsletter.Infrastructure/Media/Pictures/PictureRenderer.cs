using NetVips;
using Newsletter.Application.Media;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>Turns, cuts and scales pictures with libvips, and writes them in sRGB without metadata.</summary>
internal sealed class PictureRenderer(PictureWork work) : IPictureRenderer
{
    // As good as nobody sees the difference beside the original at its size; AVIF's scale is another one.
    private const int Quality = 80;
    private const int AvifQuality = 50;

    /// <summary>Of 0 to 9. Each step more takes half as long again, for a few per cent of the bytes.</summary>
    private const int AvifEffort = 2;

    public Task<IReadOnlyList<byte[]>> RenderAsync(string original, MediaFile file, IReadOnlyList<PictureRendition> renditions, CancellationToken cancellationToken) =>
        work.RunAsync(() => Render(original, file, renditions), cancellationToken);

    private static IReadOnlyList<byte[]> Render(string original, MediaFile file, IReadOnlyList<PictureRendition> renditions)
    {
        using var picture = Scale(original, file, renditions[0]);
        // Decoded once for all formats.
        using var pixels = renditions.Count > 1 ? picture.CopyMemory() : picture.Copy();
        return [.. renditions.Select(rendition => Encode(pixels, rendition.Format))];
    }

    /// <summary>Scales the whole picture so that the part that is cut out of it has the size; libvips then decodes no more than it needs.</summary>
    private static Image Scale(string original, MediaFile file, PictureRendition rendition)
    {
        var (width, height) = (file.Width!.Value, file.Height!.Value);
        var part = PictureRenditions.Cut(width, height, PictureRenditions.Aspects.First(aspect => aspect.Name == rendition.Aspect).Ratio);
        var scale = (double)rendition.Width / part.Width;
        var (scaledWidth, scaledHeight) = (Math.Max(rendition.Width, (int)Math.Round(width * scale)), Math.Max(rendition.Height, (int)Math.Round(height * scale)));
        var whole = Load(original, file, Math.Min((double)width / scaledWidth, (double)height / scaledHeight), scaledWidth, scaledHeight);
        if (whole.Width == rendition.Width && whole.Height == rendition.Height) return whole;
        using (whole)
        {
            var (x, y) = (file.Focus?.X ?? 0.5, file.Focus?.Y ?? 0.5);
            return whole.Crop(Place(x, whole.Width, rendition.Width), Place(y, whole.Height, rendition.Height), rendition.Width, rendition.Height);
        }
    }

    /// <summary>JPEG's decoder halves up to three times for nothing. libvips by itself stops one short of that, and then decodes four times the pixels.</summary>
    private static Image Load(string original, MediaFile file, double shrink, int width, int height)
    {
        var halved = shrink switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
        var options = new VOption();
        if (file.ContentType == "image/jpeg") options.Add("shrink", halved);
        using var loaded = Image.NewFromFile(original, access: Enums.Access.Sequential, kwargs: options);
        var profile = NeedsProfile(loaded) ? "srgb" : null;
        if (file.ContentType == "image/jpeg") return loaded.ThumbnailImage(width, height: height, size: Enums.Size.Force, outputProfile: profile);
        return Image.Thumbnail(original, width, height: height, size: Enums.Size.Force, outputProfile: profile);
    }

    /// <summary>Asked for a profile, libvips calculates every pixel anew, also from sRGB to sRGB, which takes several times as long as scaling.</summary>
    private static bool NeedsProfile(Image picture) => picture.Contains("icc-profile-data") || picture.Interpretation is not (Enums.Interpretation.Srgb or Enums.Interpretation.Bw);

    /// <summary>The focal point in the middle, as far as the edges allow.</summary>
    private static int Place(double focus, int whole, int part) => Math.Clamp((int)Math.Round((focus * whole) - (part / 2d)), 0, whole - part);

    private static byte[] Encode(Image picture, PictureFormat format)
    {
        switch (format.Extension)
        {
            case "avif": return picture.HeifsaveBuffer(q: AvifQuality, compression: Enums.ForeignHeifCompression.Av1, effort: AvifEffort, keep: Enums.ForeignKeep.None);
            case "webp": return picture.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
            default:
                using (var flat = picture.HasAlpha() ? picture.Flatten(background: [255.0, 255.0, 255.0]) : picture.Copy())
                {
                    return flat.JpegsaveBuffer(q: Quality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None);
                }
        }
    }
}

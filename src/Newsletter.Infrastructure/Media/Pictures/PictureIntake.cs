using System.Globalization;
using NetVips;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>What a picture's file says, and where the picture lies without all else that it said.</summary>
internal sealed record TakenPicture(MediaFile File, FoundCredits? Credits);

/// <summary>Looks at an uploaded picture: its header before anything is decoded, then whether it is whole, then what is to be known of it.</summary>
internal sealed class PictureIntake(MediaSettings settings, PictureWork work)
{
    /// <summary>Enough to find what draws the eye, and the colours.</summary>
    private const int LookedAt = 320;

    private const int PlaceholderWidth = 20;

    /// <param name="cleaned">Where the picture alone is put; whoever names it deletes it.</param>
    public Task<Result<TakenPicture>> TakeAsync(string path, string cleaned, string contentType, CancellationToken cancellationToken) => work.RunAsync(() => Take(path, cleaned, contentType), cancellationToken);

    private Result<TakenPicture> Take(string path, string cleaned, string contentType)
    {
        try
        {
            // A drawing is made harmless before a library looks at it: it could ask for other files.
            if (contentType == MediaTypes.Svg) PictureCleaner.Clean(contentType, path, cleaned, 1);
            FoundCredits? credits;
            using (var header = Image.NewFromFile(contentType == MediaTypes.Svg ? cleaned : path, access: Enums.Access.Sequential))
            {
                if (Excess(header) is { } refused) return refused;
                credits = PictureCredits.Read(header);
                if (contentType != MediaTypes.Svg) PictureCleaner.Clean(contentType, path, cleaned, Number(header, "orientation") ?? 1);
            }
            using (var whole = Image.NewFromFile(cleaned, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated)) _ = whole.Avg();
            return new TakenPicture(Look(cleaned), credits);
        }
        catch (PictureException exception)
        {
            return Error.Invalid("/file", exception.Code, exception.Message);
        }
        catch (VipsException)
        {
            return contentType == MediaTypes.Heic
                // The packaged libvips has no decoder for HEVC.
                ? new Error(ErrorKind.Unsupported, "unsupported_media_type", "This HEIC picture cannot be read here; send JPEG or AVIF.")
                : Error.Invalid("/file", PictureException.Broken.Code, PictureException.Broken.Message);
        }
    }

    /// <summary>Told by the header, so that a small file cannot become a large picture.</summary>
    private Error? Excess(Image header)
    {
        var frames = Math.Max(1, Number(header, "n-pages") ?? 1);
        if (frames > settings.MaxFrames) return new Error(ErrorKind.TooLarge, "too_many_frames", $"An animation may have at most {settings.MaxFrames} frames.");
        return (long)header.Width * header.Height * frames > settings.MaxPixels
            ? new Error(ErrorKind.TooLarge, "too_many_pixels", $"A picture may have at most {settings.MaxPixels} pixels, all frames together.")
            : null;
    }

    private static MediaFile Look(string path)
    {
        using var header = Image.NewFromFile(path, access: Enums.Access.Sequential);
        var isTurned = Number(header, "orientation") is >= 5 and <= 8;
        var (width, height) = isTurned ? (header.Height, header.Width) : (header.Width, header.Height);
        using var small = Image.Thumbnail(path, LookedAt, LookedAt, Enums.Size.Both, outputProfile: "srgb").CopyMemory();
        using var flat = small.HasAlpha() ? small.Flatten(background: [255.0, 255.0, 255.0]) : small.Copy();
        using var centre = flat.Smartcrop(Math.Max(1, flat.Width / 2), Math.Max(1, flat.Height / 2), out var x, out var y, interesting: Enums.Interesting.Attention);
        using var tiny = small.ThumbnailImage(PlaceholderWidth, 10_000);
        var placeholder = Convert.ToBase64String(tiny.WebpsaveBuffer(q: 30, keep: Enums.ForeignKeep.None));
        return new()
        {
            Sha256 = "",
            ContentType = "",
            Extension = "",
            Bytes = 0,
            Width = width,
            Height = height,
            Frames = Number(header, "n-pages") is > 1 and var frames ? frames : null,
            Focus = new() { X = Share(x, flat.Width), Y = Share(y, flat.Height) },
            Placeholder = $"data:image/webp;base64,{placeholder}",
            DominantColour = Dominant(flat),
        };
    }

    /// <summary>The fullest of 8 × 8 × 8 boxes of colours, at the mean of what is in it.</summary>
    private static string Dominant(Image picture)
    {
        using var colours = picture.Colourspace(Enums.Interpretation.Srgb);
        var pixels = colours.Bands >= 3 ? colours.ExtractBand(0, n: 3).WriteToMemory<byte>() : colours.ExtractBand(0).Bandjoin(colours.ExtractBand(0), colours.ExtractBand(0)).WriteToMemory<byte>();
        var boxes = new (int Count, int Red, int Green, int Blue)[512];
        for (var at = 0; at + 2 < pixels.Length; at += 3)
        {
            ref var box = ref boxes[(pixels[at] >> 5 << 6) | (pixels[at + 1] >> 5 << 3) | (pixels[at + 2] >> 5)];
            box = (box.Count + 1, box.Red + pixels[at], box.Green + pixels[at + 1], box.Blue + pixels[at + 2]);
        }
        var fullest = boxes.MaxBy(box => box.Count);
        var count = Math.Max(1, fullest.Count);
        return string.Create(CultureInfo.InvariantCulture, $"#{fullest.Red / count:x2}{fullest.Green / count:x2}{fullest.Blue / count:x2}");
    }

    private static double Share(int place, int size) => Math.Round(Math.Clamp((place + 0.5) / size, 0, 1), 4);

    private static int? Number(Image picture, string name) => picture.Contains(name) ? Convert.ToInt32(picture.Get(name), CultureInfo.InvariantCulture) : null;
}

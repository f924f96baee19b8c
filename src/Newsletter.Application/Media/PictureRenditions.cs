using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>One size of a picture in one format.</summary>
/// <param name="Aspect">original, 16x9, 4x3 or 1x1.</param>
public sealed record PictureRendition(string Aspect, int Width, int Height, PictureFormat Format, string Hash)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Aspect}-{Width}");

    /// <summary>The last part of its address: a new one whenever the bytes would be others.</summary>
    public string FileName => $"{Name}-{Hash}.{Format.Extension}";
}

/// <summary>A format that renditions are made in.</summary>
public sealed record PictureFormat(string ContentType, string Extension);

/// <summary>
/// What is made of a picture: the sizes and aspects that front ends are offered, never larger than the picture, and nothing else, so that nobody can
/// make the program work by asking for more.
/// </summary>
public sealed class PictureRenditions
{
    /// <summary>Changes the addresses when the way of making them does.</summary>
    private const string Recipe = "2";

    public static IReadOnlyList<int> Widths { get; } = [320, 480, 640, 960, 1280, 1920];

    public static IReadOnlyList<(string Name, double? Ratio)> Aspects { get; } = [("original", null), ("16x9", 16d / 9), ("4x3", 4d / 3), ("1x1", 1)];

    /// <summary>The smallest files first, as &lt;picture&gt; wants its sources.</summary>
    public static IReadOnlyList<PictureFormat> Formats { get; } = [new("image/avif", "avif"), new("image/webp", "webp"), new("image/jpeg", "jpg")];

    private PictureRenditions(IReadOnlyList<PictureRendition> all) => All = all;

    /// <summary>By aspect, then format, then width.</summary>
    public IReadOnlyList<PictureRendition> All { get; }

    /// <param name="file">With the focal point that is to be used as its <see cref="MediaFile.Focus"/>.</param>
    public static PictureRenditions Of(MediaFile? file)
    {
        if (file is not { Width: > 0 and var width, Height: > 0 and var height } || !file.ContentType.StartsWith("image/", StringComparison.Ordinal)) return new([]);
        var hash = HashOf(file);
        return new([.. from aspect in Aspects
                       let whole = Cut(width, height, aspect.Ratio)
                       from format in Formats
                       from size in Sizes(whole)
                       select new PictureRendition(aspect.Name, size.Width, size.Height, format, hash)]);
    }

    public PictureRendition? Find(string fileName) => All.FirstOrDefault(rendition => rendition.FileName == fileName);

    /// <summary>The largest part of a picture that has the aspect.</summary>
    public static (int Width, int Height) Cut(int width, int height, double? ratio) => ratio is not { } wanted ? (width, height)
        : (double)width / height > wanted ? (Math.Max(1, (int)Math.Round(height * wanted)), height)
        : (width, Math.Max(1, (int)Math.Round(width / wanted)));

    /// <summary>A picture that is smaller than the smallest width is offered as it is.</summary>
    private static IEnumerable<(int Width, int Height)> Sizes((int Width, int Height) whole)
    {
        var fitting = Widths.Where(width => width <= whole.Width).ToList();
        if (fitting.Count == 0) fitting.Add(whole.Width);
        return fitting.Select(width => (width, Math.Max(1, (int)Math.Round((double)width * whole.Height / whole.Width))));
    }

    private static string HashOf(MediaFile file)
    {
        var (x, y) = (file.Focus?.X ?? 0.5, file.Focus?.Y ?? 0.5);
        var text = string.Create(CultureInfo.InvariantCulture, $"{Recipe} {file.Sha256} {x:F4} {y:F4}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..16];
    }
}

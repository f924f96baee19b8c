using System.Globalization;
using NetVips;

namespace Newsletter.Load.Media;

/// <summary>Makes pictures like photographs, the same on every run: slopes of light, clouds of several sizes, and the noise of a sensor.</summary>
internal static class MadePictures
{
    private static readonly (int Width, int Height)[] Sizes = [(4000, 3000), (3000, 4000), (4800, 3200), (3600, 2400), (4000, 2250)];

    public static IReadOnlyList<string> Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, count).Select(n => Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"picture-{n:D3}.jpg")), Sizes[n % Sizes.Length], n))];
    }

    public static string WriteLarge(string folder)
    {
        Directory.CreateDirectory(folder);
        return Write(Path.Combine(folder, "large.jpg"), (10_000, 10_000), 1_000);
    }

    private static string Write(string path, (int Width, int Height) size, int seed)
    {
        using var picture = Band(size, seed, 0).Bandjoin(Band(size, seed, 1), Band(size, seed, 2));
        using var whole = picture.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        whole.Jpegsave(path, q: 90);
        return path;
    }

    private static Image Band((int Width, int Height) size, int seed, int band)
    {
        var own = (seed * 10) + band;
        var slope = Image.Xyz(size.Width, size.Height);
        var light = (slope[0] * (60d * (1 + (own % 3)) / size.Width)) + (slope[1] * (40d * (1 + (own % 2)) / size.Height));
        var clouds = (Image.Perlin(size.Width, size.Height, cellSize: 700 + (50 * (seed % 5)), seed: own) * 50) + (Image.Perlin(size.Width, size.Height, cellSize: 90, seed: own + 5) * 20);
        return light + clouds + Image.Gaussnoise(size.Width, size.Height, sigma: 4, mean: 40, seed: own);
    }
}

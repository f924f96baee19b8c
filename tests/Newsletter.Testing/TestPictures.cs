using NetVips;

namespace Newsletter.Testing;

/// <summary>Makes pictures to upload.</summary>
public static class TestPictures
{
    private static int shade;

    /// <summary>A picture of one colour that no other test of this process has: the bytes differ.</summary>
    public static byte[] Make(string extension = ".png", int width = 8, int height = 6)
    {
        var n = Interlocked.Increment(ref shade);
        using var black = Image.Black(width, height, bands: 3);
        using var image = black.Linear([1, 1, 1], [n % 256, n / 256 % 256, 7]).Cast(Enums.BandFormat.Uchar);
        return image.WriteToBuffer(extension + "[keep=none]");
    }
}

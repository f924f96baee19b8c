using NetVips;

namespace Newsletter.Infrastructure.Media;

/// <summary>The size of a picture as it is shown (orientation applied), read from its header.</summary>
internal static class ImageSize
{
    private static readonly SemaphoreSlim Places = new(Environment.ProcessorCount);

    public static (int Width, int Height)? Read(string path, string contentType)
    {
        if (!contentType.StartsWith("image/", StringComparison.Ordinal)) return null;
        try
        {
            using var image = Image.NewFromFile(path, access: Enums.Access.Sequential);
            var turned = image.Contains("orientation") && Convert.ToInt32(image.Get("orientation"), System.Globalization.CultureInfo.InvariantCulture) is >= 5 and <= 8;
            return turned ? (image.Height, image.Width) : (image.Width, image.Height);
        }
        catch (VipsException)
        {
            return null;
        }
    }

    /// <summary>Whether the picture can be read to its end. Takes time, so not more than one is looked at for each processor.</summary>
    public static async Task<bool> IsWholeAsync(string path, CancellationToken cancellationToken)
    {
        await Places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => IsWhole(path), cancellationToken);
        }
        finally
        {
            Places.Release();
        }
    }

    private static bool IsWhole(string path)
    {
        try
        {
            using var image = Image.NewFromFile(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            _ = image.Avg();
            return true;
        }
        catch (VipsException)
        {
            return false;
        }
    }
}

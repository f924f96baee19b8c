using NetVips;

namespace Newsletter.Infrastructure.Media;

/// <summary>The size of a picture as it is shown (orientation applied), read from its header.</summary>
internal static class ImageSize
{
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
}

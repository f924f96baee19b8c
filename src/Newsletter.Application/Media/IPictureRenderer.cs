using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Makes renditions of a picture.</summary>
public interface IPictureRenderer
{
    /// <param name="original">The path of the picture.</param>
    /// <param name="renditions">Of one size and aspect, so that the picture is decoded once.</param>
    /// <returns>The bytes of each.</returns>
    Task<IReadOnlyList<byte[]>> RenderAsync(string original, MediaFile file, IReadOnlyList<PictureRendition> renditions, CancellationToken cancellationToken);
}

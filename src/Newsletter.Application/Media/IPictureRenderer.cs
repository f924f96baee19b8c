using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Makes renditions of a picture.</summary>
public interface IPictureRenderer
{
    /// <param name="original">The picture's bytes, readable at any place.</param>
    /// <param name="renditions">Of one size and aspect, so that the picture is decoded once.</param>
    /// <returns>The bytes of each.</returns>
    Task<IReadOnlyList<byte[]>> RenderAsync(Stream original, MediaFile file, IReadOnlyList<PictureRendition> renditions, CancellationToken cancellationToken);
}

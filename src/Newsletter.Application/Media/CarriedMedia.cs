using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>What a recording brings along, poster and captions, must be of the kind that players expect there.</summary>
internal static class CarriedMedia
{
    /// <returns>What is wrong; null for nothing.</returns>
    public static async Task<Error?> CheckAsync(IEditorialDb db, MediaAsset media, CancellationToken cancellationToken)
    {
        var wanted = media.Captions.Select((track, at) => (Pointer: $"/captions/{at}/media", track.Media.Id, Kind: MediaKind.Captions)).ToList();
        if (media.Poster is { } poster) wanted.Add(("/poster", poster.Id, MediaKind.Image));
        if (wanted.Count == 0) return null;
        var ids = wanted.ConvertAll(one => one.Id);
        var kinds = await db.Items.Where(item => ids.Contains(item.Id)).Select(item => new { item.Id, item.Kind }).ToDictionaryAsync(item => item.Id, item => item.Kind, cancellationToken);
        var issues = wanted.Where(one => !string.Equals(kinds.GetValueOrDefault(one.Id), one.Kind.ToString(), StringComparison.OrdinalIgnoreCase))
            .Select(one => new Issue(one.Pointer, "wrong_kind", one.Kind is MediaKind.Image ? "A poster is a picture." : "Captions are a WebVTT file.")).ToList();
        return issues.Count > 0 ? Error.Invalid(issues) : null;
    }
}

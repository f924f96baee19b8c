using System.Globalization;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing;

/// <summary>What readers are told of the files of a media item.</summary>
internal static class MediaRenditions
{
    /// <summary>The file as readers see it: cut around the editor's focal point, where there is one.</summary>
    public static MediaFile? ShownFile(MediaAsset media) => media.File is { } file ? file with { Focus = media.FocalPoint ?? file.Focus } : null;

    public static MediaDocument Add(MediaDocument document, Item item)
    {
        if (item.Content is not MediaAsset media || ShownFile(media) is not { } file) return document;
        var made = PictureRenditions.Of(file).All;
        var original = new Rendition { Name = "original", Aspect = "original", Width = file.Width, Height = file.Height, ContentType = file.ContentType, Url = DocumentEncoder.File(Paths.Page(item)) };
        return document with
        {
            FocalPoint = file.Focus,
            Renditions = [original, .. made.Select(one => new Rendition { Name = one.Name, Aspect = one.Aspect, Width = one.Width, Height = one.Height, ContentType = one.Format.ContentType, Url = Url(item, one) })],
            Sources = [.. made.GroupBy(one => (one.Aspect, one.Format.ContentType)).Select(group => new PictureSource { Aspect = group.Key.Aspect, ContentType = group.Key.ContentType, Srcset = Srcset(item, group) })],
        };
    }

    /// <summary>For texts, where one format that all browsers know must do; null where there is nothing to choose from.</summary>
    public static string? SrcsetOf(ItemId id, MediaAsset media)
    {
        var widths = PictureRenditions.Of(ShownFile(media)).All.Where(one => one is { Aspect: "original", Format.Extension: "webp" }).ToList();
        return widths.Count == 0 ? null : string.Join(", ", widths.Select(one => Candidate(BodyAddresses.File(Paths.Rendition(id, one)), one)));
    }

    private static string Srcset(Item item, IEnumerable<PictureRendition> renditions) =>
        string.Join(", ", renditions.Select(one => Candidate(Url(item, one), one)));

    private static string Candidate(string url, PictureRendition rendition) => string.Create(CultureInfo.InvariantCulture, $"{url} {rendition.Width}w");

    private static string Url(Item item, PictureRendition rendition) => DocumentEncoder.File(Paths.Rendition(item.Id, rendition));
}

using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

/// <summary>What the three derived forms share: which targets count, and where recordings are found.</summary>
public static class VisibleTargets
{
    /// <summary>The item, if readers can see it and its address is one that may be written.</summary>
    public static BodyTarget? Visible(this IBodyTargets targets, ItemId id) =>
        targets.Find(id) is { } target && Href.IsAllowed(target.Url) ? target : null;

    public static BodyTarget? Visible(this IBodyTargets targets, Reference? reference) =>
        reference is { } known ? targets.Visible(known.Id) : null;

    /// <summary>The media item, if its file has an address.</summary>
    public static MediaTarget? File(this IBodyTargets targets, Reference? reference) =>
        targets.Visible(reference)?.Media is { } media && Href.IsAllowed(media.FileUrl) ? media : null;

    /// <summary>True unless it is known that it cannot.</summary>
    public static bool CanPlay(this Availability? availability) =>
        availability?.Status is null or AvailabilityStatus.Available or AvailabilityStatus.Unknown;

    /// <summary>The page of a recording at a provider that is known; null for others.</summary>
    public static string? ProviderUrl(this RecordingBlock recording)
    {
        if (recording.ProviderId is not { Length: > 0 } id) return null;
        var url = recording.Provider switch
        {
            "youtube" => "https://www.youtube.com/watch?v=" + Uri.EscapeDataString(id),
            "vimeo" => "https://vimeo.com/" + id,
            "dailymotion" => "https://www.dailymotion.com/video/" + Uri.EscapeDataString(id),
            "soundcloud" => (id.All(char.IsAsciiDigit) ? "https://api.soundcloud.com/tracks/" : "https://soundcloud.com/") + id,
            _ => null,
        };
        return Href.IsWeb(url) ? url : null;
    }

    public static string Name(this RecordingBlock recording) => recording.Title ?? recording.Caption ?? (recording is VideoBlock ? "Video" : "Audio");

    /// <summary>The words of a block overrule those of the media item, and an empty text counts as none.</summary>
    public static string? Or(this string? own, string? other) => string.IsNullOrWhiteSpace(own) ? string.IsNullOrWhiteSpace(other) ? null : other : own;

    public static IEnumerable<string> Paragraphs(this string? text) =>
        (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

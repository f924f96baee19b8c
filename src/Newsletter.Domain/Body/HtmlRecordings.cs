using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

/// <summary>Writes recordings and embeds. What lies at a provider is linked to, never loaded: reading must not tell third parties who reads.</summary>
internal sealed class HtmlRecordings(HtmlText html, IBodyTargets targets)
{
    private static readonly Dictionary<CaptionKind, string> Kinds = Enum.GetValues<CaptionKind>().ToDictionary(kind => kind, kind => kind.ToString().ToLowerInvariant());

    public void Write(RecordingBlock recording)
    {
        var kind = recording is VideoBlock ? "video" : "audio";
        if (!recording.Availability.CanPlay())
        {
            Unavailable(kind, recording.Fallback.Or(recording.Title) ?? "This recording is not available.", recording.Availability?.Reason);
            return;
        }
        var media = targets.File(recording.Media);
        if (recording.Media is not null && media is null)
        {
            if (recording.Fallback.Or(null) is { } fallback) Unavailable(kind, fallback, null);
            return;
        }
        html.Open("figure", ("class", kind), ("data-provider", recording.Provider), ("data-provider-id", recording.ProviderId));
        if (media is not null) Player(kind, media, targets.File(recording.Poster)?.FileUrl ?? media.PosterUrl, recording.Name());
        else Elsewhere(recording);
        if (recording.Caption.Or(media?.Caption) is { } caption) html.Element("figcaption", caption);
        html.Close("figure");
    }

    public void Write(EmbedBlock embed)
    {
        if (!embed.Availability.CanPlay())
        {
            Unavailable("embed", embed.Fallback.Or(null) ?? "This content is not available.", embed.Availability?.Reason);
            return;
        }
        if (!Href.IsWeb(embed.Url)) return;
        html.Open("figure", ("class", "embed"), ("data-provider", embed.Provider));
        html.Element("a", embed.Fallback.Or(null) ?? embed.Url, ("href", embed.Url)).Close("figure");
    }

    private void Player(string kind, MediaTarget media, string? poster, string name)
    {
        html.Open(kind, ("src", media.FileUrl), ("controls", ""), ("preload", "none"), ("poster", kind == "video" && Href.IsAllowed(poster) ? poster : null), ("title", name));
        foreach (var track in media.Tracks.Where(track => Href.IsAllowed(track.Url)))
        {
            html.Open("track", ("kind", Kinds[track.Kind]), ("src", track.Url), ("srclang", track.Language), ("label", track.Label.Or(null)));
        }
        html.Element("a", name, ("href", media.FileUrl)).Close(kind);
    }

    private void Elsewhere(RecordingBlock recording)
    {
        if (targets.File(recording.Poster) is { } poster) html.Open("img", ("src", poster.FileUrl), ("alt", poster.Alt ?? ""));
        if (recording.ProviderUrl() is { } url) html.Element("a", recording.Name(), ("href", url));
        else html.Element("p", recording.Name());
    }

    private void Unavailable(string kind, string text, string? reason)
    {
        html.Open("figure", ("class", kind + " unavailable")).Element("p", text);
        html.Element("figcaption", reason.Or(null)).Close("figure");
    }
}

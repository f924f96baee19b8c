using System.Text.RegularExpressions;
using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Recognises media items and recordings by their addresses.</summary>
internal static partial class MediaAddresses
{
    /// <summary>From <c>/media/{id}/...</c> or <c>media:{id}</c>.</summary>
    public static Reference? Media(string? address) =>
        address is not null && MediaFormat().Match(address) is { Success: true } match && Guid.TryParse(match.Groups[1].Value, out var id)
            ? new(new ItemId(id))
            : null;

    public static VideoBlock? Video(string? address, string? title)
    {
        if (Web(address) is not { } uri) return null;
        var path = uri.AbsolutePath;
        return Host(uri) switch
        {
            "youtube.com" or "youtube-nocookie.com" or "m.youtube.com" when path == "/watch" => YouTube(QueryId().Match(uri.Query), title),
            "youtube.com" or "youtube-nocookie.com" or "m.youtube.com" => YouTube(PathId().Match(path), title),
            "youtu.be" => YouTube(ShortId().Match(path), title),
            "vimeo.com" or "player.vimeo.com" when VimeoId().Match(path) is { Success: true } match => Found("vimeo", match.Groups[1].Value, title),
            _ => null,
        };
    }

    /// <summary>Anything else that another site shows: the provider is named after its host.</summary>
    public static EmbedBlock? Embed(string? address)
    {
        if (Web(address) is not { } uri) return null;
        var provider = NotInProvider().Replace(Host(uri).ToLowerInvariant(), "-").Trim('-');
        return provider.Length == 0 ? null : new() { Provider = provider[..Math.Min(40, provider.Length)], Url = address! };
    }

    private static Uri? Web(string? address) => Href.IsWeb(address) ? new Uri(address!) : null;

    private static string Host(Uri uri) => uri.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? uri.IdnHost[4..] : uri.IdnHost;

    private static VideoBlock? YouTube(Match id, string? title) => id.Success ? Found("youtube", id.Groups[1].Value, title) : null;

    private static VideoBlock Found(string provider, string id, string? title) => new() { Provider = provider, ProviderId = id, Title = title };

    [GeneratedRegex(@"\A(?:/media/|media:)([0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})(?:[/?#]|\z)")]
    private static partial Regex MediaFormat();

    [GeneratedRegex(@"[?&]v=([A-Za-z0-9_-]{1,64})(?:&|\z)")]
    private static partial Regex QueryId();

    [GeneratedRegex(@"\A/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{1,64})/?\z")]
    private static partial Regex PathId();

    [GeneratedRegex(@"\A/([A-Za-z0-9_-]{1,64})/?\z")]
    private static partial Regex ShortId();

    [GeneratedRegex(@"\A/(?:video/)?([0-9]{1,20})/?\z")]
    private static partial Regex VimeoId();

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotInProvider();
}

using Newsletter.Application.Media;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Outgoing;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>
/// Asks by oEmbed (https://oembed.com) where the provider has it, because its pages say 200 for what is gone; else for the page itself. Only an answer that
/// leaves no doubt counts.
/// </summary>
internal sealed class RecordingProbe(OutgoingHttp http) : IRecordingProbe
{
    private const int MaxBytes = 64 * 1024;

    private static readonly Dictionary<string, (string Endpoint, string[] Hosts)> Providers = new()
    {
        ["youtube"] = ("https://www.youtube.com/oembed", ["youtube.com", "youtu.be"]),
        ["vimeo"] = ("https://vimeo.com/api/oembed.json", ["vimeo.com"]),
        ["dailymotion"] = ("https://www.dailymotion.com/services/oembed", ["dailymotion.com", "dai.ly"]),
        ["soundcloud"] = ("https://soundcloud.com/oembed", ["soundcloud.com"]),
    };

    public async Task<ProbeResult> AskAsync(string provider, string address, CancellationToken cancellationToken)
    {
        try
        {
            if (EndpointFor(provider, address) is { } endpoint) return Of((await http.AskAsync(HttpMethod.Get, endpoint, MaxBytes, cancellationToken)).Status);
            // Many answer HEAD with something else than GET; of what they say to that, only success is believed.
            var head = await http.AskAsync(HttpMethod.Head, address, 0, cancellationToken);
            return head.Status is >= 200 and < 300 ? Of(head.Status) : Of((await http.AskAsync(HttpMethod.Get, address, MaxBytes, cancellationToken)).Status);
        }
        catch (OutgoingException)
        {
            return ProbeResult.Unknown;
        }
    }

    /// <summary>Where the provider is asked for a page of its own; null for pages elsewhere.</summary>
    internal static string? EndpointFor(string provider, string address) => Providers.TryGetValue(provider, out var known) && Uri.TryCreate(address, UriKind.Absolute, out var page)
        && Array.Exists(known.Hosts, host => page.IdnHost == host || page.IdnHost.EndsWith("." + host, StringComparison.Ordinal))
            ? $"{known.Endpoint}?format=json&url={Uri.EscapeDataString(address)}" : null;

    internal static ProbeResult Of(int status) => status switch
    {
        >= 200 and < 300 => new(AvailabilityStatus.Available),
        404 or 410 => new(AvailabilityStatus.Unavailable, "It is gone from where it was."),
        401 or 403 => new(AvailabilityStatus.Unavailable, "Its host does not show it to everybody."),
        451 => new(AvailabilityStatus.GeoBlocked, "Its host may not show it everywhere, for legal reasons."),
        _ => ProbeResult.Unknown,
    };
}

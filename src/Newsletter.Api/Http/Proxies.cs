using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Newsletter.Api.Http;

/// <summary>Whose X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
public sealed class ProxySettings
{
    /// <summary>Addresses and networks (CIDR) of the proxies before this program; nobody is believed without them.</summary>
    public IReadOnlyList<string> Known { get; set; } = [];

    /// <summary>How many proxies stand in a row.</summary>
    public int ForwardLimit { get; set; } = 1;
}

internal static class Proxies
{
    public static void AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SettingsOf(configuration);
        // Post: a variable of the framework's (ASPNETCORE_FORWARDEDHEADERS_ENABLED) would believe everybody.
        services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.Known.Select(NetworkOf).OfType<IPNetwork>()) options.KnownIPNetworks.Add(network);
            options.ForwardedHeaders = options.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = settings.ForwardLimit;
        });
    }

    public static ProxySettings SettingsOf(IConfiguration configuration) => configuration.GetSection("Proxies").Get<ProxySettings>() ?? new();

    /// <returns>Null for what is neither an address nor a network.</returns>
    public static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

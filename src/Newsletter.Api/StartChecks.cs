using System.Data.Common;
using System.Net;
using Newsletter.Api.Http;
using Newsletter.Api.Limits;

namespace Newsletter.Api;

/// <summary>Settings that must not be served with: some never, most not in Production. Values are not repeated, because they may be secrets.</summary>
internal static class StartChecks
{
    private const int MinDistinct = 10;
    private const int MinTurns = 16;

    /// <returns>Why the program must not serve.</returns>
    public static string? Refusal(IConfiguration configuration, bool isProduction)
    {
        if (LimitBelowOne(configuration) is { } limit) return $"Limits:{limit} must be 1 or more.";
        var proxies = Proxies.SettingsOf(configuration);
        for (var at = 0; at < proxies.Known.Count; at++)
        {
            if (Proxies.NetworkOf(proxies.Known[at]) is not { } network) return $"Proxies:Known:{at} is neither an address nor a network such as 10.0.0.0/8.";
            if (network.PrefixLength == 0) return $"Proxies:Known:{at} believes everybody.";
        }
        if (proxies.ForwardLimit < 1) return "Proxies:ForwardLimit must be 1 or more.";
        var cors = Browsers.SettingsOf(configuration);
        if (cors.Credentials && cors.Origins.Contains("*")) return "Cors:Origins must name the sites when Cors:Credentials is true; * lets every site act for whoever is signed in.";
        if (!isProduction) return null;
        if (configuration["Bootstrap:Key"] is { Length: > 0 } key && IsGuessable(key)) return "Bootstrap:Key can be guessed: take a random one, for example from openssl rand -hex 32.";
        if (configuration.GetValue<bool>("Demo:Enabled")) return "Demo:Enabled must not be true in Production: its content would be published.";
        if (Database(configuration).Values.Cast<object>().Any(value => value.ToString() is ":memory:" or "Memory")) return "ConnectionStrings:Newsletter names a database in memory, which is gone with the process.";
        return null;
    }

    /// <summary>What is served with all the same.</summary>
    public static IEnumerable<string> Warnings(IConfiguration configuration)
    {
        if (Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var address) && !address.IsLoopback)
        {
            if (address.Scheme != Uri.UriSchemeHttps) yield return "PublicUrl is without https: keys cross the network in the clear.";
            else if (!Transport.KnowsTls(configuration)) yield return "PublicUrl is https, but this program neither has an https endpoint nor knows its proxy (Proxies:Known): it cannot tell who comes without TLS.";
        }
        var database = Database(configuration);
        if (database.TryGetValue("Host", out var host) && !IsLocal(host.ToString()!) && !(database.TryGetValue("Password", out var password) && password.ToString() is { Length: > 0 }))
        {
            yield return "ConnectionStrings:Newsletter has no password for a database on another machine.";
        }
    }

    /// <summary>Whether a key is long and yet says little: few characters, the same again and again, or a row such as abcdef.</summary>
    private static bool IsGuessable(string key)
    {
        var turns = Enumerable.Range(1, key.Length - 1).Count(at => Math.Abs(key[at] - key[at - 1]) > 1);
        return key.Distinct().Count() < MinDistinct || turns < Math.Min(MinTurns, key.Length / 2) || (key + key).IndexOf(key, 1, StringComparison.Ordinal) < key.Length;
    }

    private static string? LimitBelowOne(IConfiguration configuration)
    {
        var limits = configuration.GetSection("Limits").Get<LimitSettings>() ?? new();
        return Array.Find(typeof(LimitSettings).GetProperties(), property => property.GetValue(limits) is int and < 1 && property.Name != nameof(LimitSettings.CostlyQueue))?.Name;
    }

    private static DbConnectionStringBuilder Database(IConfiguration configuration) => new() { ConnectionString = configuration.GetConnectionString("Newsletter") ?? "" };

    /// <summary>A socket file or the loopback interface.</summary>
    private static bool IsLocal(string host) => host.StartsWith('/') || host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

using System.CommandLine;
using System.Globalization;
using Newsletter.Application.Access;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Commands;

internal static class KeysCommand
{
    private const string UsualRole = "editor";

    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", DefaultValueFactory = _ => "key" };
        var role = new Option<string?>("--role") { Description = $"A bundle of scopes: {string.Join(", ", Scopes.Roles.Keys)}; {UsualRole} if neither this nor scopes are given." };
        var scopes = Many("--scopes", "Single scopes instead of a role: " + string.Join(", ", Scopes.All) + ".");
        var newsletters = Many("--newsletters", "Ids or slugs of the newsletters that it is limited to; all if left out.");
        var tags = Many("--tags", "In delivery: of articles and editions only those with one of these tags, by id or slug.");
        var regions = Many("--regions", "In delivery: only the notices for one of these countries (ISO 3166-1 alpha-2).");
        var origins = Many("--origins", "The sites whose pages may use it in a browser.");
        var networks = Many("--networks", "The networks (CIDR) or addresses that it may be used from.");
        var expires = new Option<string?>("--expires") { Description = "From when on it is refused, for example 2027-01-31T00:00:00Z." };
        var days = new Option<int?>("--days") { Description = "How many days it is valid, instead; for ever if both are left out." };
        var create = new Command("create", "Makes an API key and prints it, once. May run beside a server.") { name, role, scopes, newsletters, tags, regions, origins, networks, expires, days };
        create.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var until = Until(parsed.GetValue(expires), parsed.GetValue(days), services.GetRequiredService<TimeProvider>().GetUtcNow());
            if (until.Failed) return await Refusal.ShowAsync(until.Error);
            var chosen = Values(parsed, scopes);
            var terms = await services.GetRequiredService<KeyReader>().ReadAsync(new()
            {
                Name = parsed.GetValue(name)!,
                Role = parsed.GetValue(role) ?? (chosen is null ? UsualRole : null),
                Scopes = chosen,
                Entitlements = new() { Newsletters = Values(parsed, newsletters), Tags = Values(parsed, tags), Regions = Values(parsed, regions) },
                ExpiresAt = until.Value,
                AllowedOrigins = Values(parsed, origins),
                AllowedNetworks = Values(parsed, networks),
            }, null, cancellationToken);
            if (terms.Failed) return await Refusal.ShowAsync(terms.Error);
            var made = await services.GetRequiredService<CreateKey>().ExecuteAsync(terms.Value, null, cancellationToken);
            if (made.Failed) return await Refusal.ShowAsync(made.Error);
            Console.WriteLine(made.Value.Text);
            return 0;
        }, cancellationToken));
        return new Command("keys", "Manages API keys.") { create };
    }

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    /// <returns>Null where the option was left out.</returns>
    private static List<string>? Values(ParseResult parsed, Option<string[]> option) =>
        parsed.GetResult(option) is null ? null : [.. parsed.GetValue(option)!.SelectMany(value => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))];

    private static Result<DateTimeOffset?> Until(string? expires, int? days, DateTimeOffset now)
    {
        if (expires is null) return days is { } valid ? now.AddDays(valid) : (DateTimeOffset?)null;
        if (days is not null) return Error.Invalid("/expiresAt", "one_of_both", "Give either --expires or --days.");
        return DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : Error.Invalid("/expiresAt", "bad_time", "A time is expected here, for example 2027-01-31T00:00:00Z.");
    }
}

using System.Net;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Checks what a request says of a key. Nobody makes one that may do or see more than he may.</summary>
public sealed class KeyReader(IEditorialDb db, Caller caller, TimeProvider time)
{
    private const int MaxNameLength = 100;
    private const int MaxValues = 100;

    private readonly List<Issue> issues = [];

    /// <param name="current">The key's terms so far; null for a new one.</param>
    public async Task<Result<KeyTerms>> ReadAsync(KeyRequest request, KeyTerms? current, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > MaxNameLength) Report("/name", "bad_name", $"A name has 1 to {MaxNameLength} characters.");
        if (request.ExpiresAt is { } end && end != current?.ExpiresAt && end <= time.GetUtcNow()) Report("/expiresAt", "in_the_past", "This time has passed; to end a key now, revoke it.");
        var scopes = ReadScopes(request);
        var wanted = request.Entitlements ?? new();
        var entitlements = new Entitlements(
            await FindAsync(ItemType.Newsletter, wanted.Newsletters, current?.Entitlements.Newsletters, "/entitlements/newsletters", cancellationToken),
            await FindAsync(ItemType.Tag, wanted.Tags, current?.Entitlements.Tags, "/entitlements/tags", cancellationToken),
            Read(wanted.Regions, "/entitlements/regions", code => Countries.IsCode(code) ? code : null, "unknown_country", "A country code (ISO 3166-1 alpha-2) is expected here, for example DE.")?.ToHashSet());
        var origins = Read(request.AllowedOrigins, "/allowedOrigins", Origin, "bad_origin", "An origin is a scheme and a host, perhaps with a port, for example https://www.example.org.");
        var networks = Read(request.AllowedNetworks, "/allowedNetworks", Network, "bad_network", "A network (CIDR) or an address is expected here, for example 192.0.2.0/24.");
        if (issues.Count > 0) return Error.Invalid(issues);

        var terms = new KeyTerms(request.Name, request.Role, scopes, entitlements, request.ExpiresAt, origins, networks);
        if (MayManage(terms)) return terms;
        var pointer = !scopes.All(caller.May) ? request.Role is null ? "/scopes" : "/role" : caller.OwnOnly ? "/role" : "/entitlements";
        return AccessErrors.BeyondRights with { Issues = [new(pointer, "beyond_your_rights", AccessErrors.BeyondRights.Message)] };
    }

    /// <summary>Whether the caller may do and see all that somebody with such a key may.</summary>
    internal bool MayManage(KeyTerms terms) => terms.Scopes.All(caller.May) && caller.Entitlements.Cover(terms.Entitlements) && (!caller.OwnOnly || (terms.Role is { } role && Scopes.OwnOnly([role])));

    private IReadOnlyList<string> ReadScopes(KeyRequest request)
    {
        if ((request.Role is null) == (request.Scopes is null)) Report("/scopes", "role_or_scopes", "Give either a role or scopes.");
        else if (request.Role is { } role)
        {
            if (Scopes.Roles.TryGetValue(role, out var bundle)) return bundle;
            Report("/role", "unknown_value", "There is no such role.", [.. Scopes.Roles.Keys]);
        }
        else return Read(request.Scopes, "/scopes", scope => Scopes.All.Contains(scope) ? scope : null, "unknown_value", "There is no such scope.", Scopes.All) ?? [];
        return [];
    }

    /// <param name="kept">What the key names already; it may be gone.</param>
    private async Task<HashSet<Guid>?> FindAsync(ItemType type, IReadOnlyList<string>? names, IReadOnlySet<Guid>? kept, string pointer, CancellationToken cancellationToken)
    {
        var valid = Read(names, pointer, name => name, "", "");
        if (valid is null) return null;
        var references = valid.Select((name, at) => new FoundReference($"{pointer}/{at}", type, "", false, name, _ => { })).ToList();
        var found = await ReferenceTargets.FindAsync(db, references, null, null, cancellationToken);
        var ids = references.Select((reference, at) => found[at]?.Value ?? (Guid.TryParseExact(reference.IdOrSlug, "D", out var id) && kept?.Contains(id) is true ? id : null)).ToList();
        issues.AddRange(references.Where((_, at) => ids[at] is null).Select(ContentReader.Unknown));
        return ids.OfType<Guid>().ToHashSet();
    }

    private List<string>? Read(IReadOnlyList<string>? values, string pointer, Func<string, string?> read, string code, string message, IReadOnlyList<string>? allowed = null)
    {
        if (values is null) return null;
        if (values.Count is 0 or > MaxValues) Report(pointer, "bad_count", $"This list has 1 to {MaxValues} values; leave it out for no limit.");
        var good = new List<string>();
        foreach (var (at, value) in values.Take(MaxValues).Index())
        {
            if (read(value) is { } known) good.Add(known);
            else Report($"{pointer}/{at}", code, message, allowed);
        }
        return good;
    }

    private static string? Origin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0 && !text.EndsWith('/') ? uri.GetLeftPart(UriPartial.Authority) : null;

    private static string? Network(string text) => IPNetwork.TryParse(text, out var network) ? network.ToString()
        : IPAddress.TryParse(text, out var address) && text.AsSpan().IndexOfAny('.', ':') >= 0 ? new IPNetwork(address, address.GetAddressBytes().Length * 8).ToString() : null;

    private void Report(string pointer, string code, string message, IReadOnlyList<string>? allowed = null) => issues.Add(new(pointer, code, message) { Allowed = allowed });
}

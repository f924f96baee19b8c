using System.Text.Json.Nodes;
using Newsletter.ApiTests.OpenApi;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>Addresses to read, made from what the OpenAPI document of delivery says that can be asked.</summary>
internal sealed class Questions
{
    private static readonly Dictionary<string, string> Plurals = new() { ["tag"] = "tags", ["author"] = "authors", ["newsletter"] = "newsletters", ["edition"] = "editions", ["podcast"] = "podcasts" };
    private static readonly string[] Instants = ["2020-01-01T00:00:00Z", "2026-03-06T09:30:00Z", "2030-01-01T00:00:00Z"];

    private readonly JsonNode document;
    private readonly ILookup<string, string> shown;
    private readonly ILookup<string, string> hidden;
    private readonly IReadOnlyList<(string Path, IReadOnlyList<(string Name, string[] Values)> Parameters)> operations;

    public Questions(DocumentedApi api, HiddenWorld world)
    {
        document = api.Json;
        shown = Names(world.Shown.Select(item => (item.Plural, item.Id, item.Slug)));
        hidden = Names(world.Hidden.Select(item => (item.Plural, item.Id, item.Slug)));
        operations = [.. api.Operations.Where(operation => operation.Path.StartsWith("/api/", StringComparison.Ordinal)).Select(operation =>
            (operation.Path, (IReadOnlyList<(string, string[])>)[.. operation.Parameters.Where(parameter => (string?)parameter["in"] == "query" && (string?)parameter["name"] != "cursor").Select(Values)]))];
    }

    /// <summary>The lists that are no part of anything.</summary>
    public IEnumerable<string> Lists => operations.Where(operation => !operation.Path.Contains('{', StringComparison.Ordinal) && operation.Parameters.Any(parameter => parameter.Name == "count")).Select(operation => operation.Path);

    /// <summary>Each path with each name, and with one of what is seen each value of each parameter; includes and forms of bodies all together too.</summary>
    public IEnumerable<string> Distinct()
    {
        foreach (var (path, parameters) in operations)
        {
            foreach (var one in Filled(path, all: true)) yield return one;
            foreach (var one in Filled(path, all: false))
            {
                foreach (var (name, values) in parameters)
                {
                    // Of the members to show, all at once will do for the short form.
                    var together = !Proof.IsLong && name.StartsWith("fields", StringComparison.Ordinal);
                    foreach (var value in together ? [string.Join(',', values)] : values) yield return $"{one}?{name}={Uri.EscapeDataString(value)}";
                }
                yield return $"{one}?{string.Join('&', parameters.Where(parameter => parameter.Name is "include" or "body").Select(parameter => $"{parameter.Name}={string.Join(',', parameter.Values)}"))}";
                yield return $"{one}?nothing=1";
            }
        }
    }

    /// <summary>Any path, with any name and any combination of parameters.</summary>
    public string Any(Random random)
    {
        var (path, parameters) = operations[random.Next(operations.Count)];
        var filled = Fill(path, plural => Pick(random, random.Next(10) switch { < 7 => [.. shown[plural]], < 9 => [.. hidden[plural]], _ => [Canaries.Nonsense()] }));
        var query = parameters.Where(parameter => random.Next(parameters.Count) < 3).SelectMany(parameter =>
        {
            var values = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, parameter.Values)).Distinct();
            // A comma is or, a repeated name is and.
            return random.Next(5) == 0 ? values.Select(value => (parameter.Name, value)) : [(parameter.Name, string.Join(',', values))];
        });
        return filled + "?" + string.Join('&', query.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
    }

    private static string Pick(Random random, string[] values) => values.Length == 0 ? "latest" : values[random.Next(values.Length)];

    private IEnumerable<string> Filled(string path, bool all)
    {
        if (!path.Contains('{', StringComparison.Ordinal)) return [path];
        var plural = path.Split('/')[3];
        IEnumerable<string> names = all ? [.. shown[plural], .. hidden[plural], Canaries.Nonsense(), $"{Guid.CreateVersion7()}"] : [shown[plural].First(), shown[plural].Last()];
        return names.Select(name => Fill(path, asked => asked == plural ? name : shown[asked].First()));
    }

    /// <summary>The last name in a path of two is of what the first holds.</summary>
    private static string Fill(string path, Func<string, string> name)
    {
        var parts = path.Split('/');
        return string.Join('/', parts.Select((part, at) => part.StartsWith('{') ? Uri.EscapeDataString(name(parts[at - 1])) : part));
    }

    private (string Name, string[] Values) Values(JsonObject parameter)
    {
        var name = (string)parameter["name"]!;
        return (name, name switch
        {
            "ids" => [.. shown.Concat(hidden).SelectMany(group => group).Where(one => Guid.TryParse(one, out _)).Chunk(Proof.IsLong ? 1 : 20).Select(ids => string.Join(',', ids))],
            "q" => ["seen", "qzz", hidden["articles"].First(one => !Guid.TryParse(one, out _))],
            "path" => [.. shown.Concat(hidden).SelectMany(group => group.Select(one => $"/{group.Key}/{one}")), "/nothing"],
            "limit" => ["0", "1", "2", "7", "100"],
            "language" => ["en", "qaa", "de"],
            "region" => ["DE", "FR", "XX"],
            _ when Plurals.TryGetValue(name, out var plural) => [.. shown[plural], .. hidden[plural], Canaries.Nonsense()],
            _ when (string?)parameter["schema"]!["format"] == "date-time" => Instants,
            _ when (string?)parameter["schema"]!["type"] == "boolean" => ["true", "false", "perhaps"],
            _ => Enumerated(parameter["schema"]!),
        });
    }

    private string[] Enumerated(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference) return Enumerated(document["components"]!["schemas"]![reference.Split('/')[^1]]!);
        if (schema["enum"] is JsonArray values) return [.. values.Select(value => (string)value!)];
        return schema["items"] is { } items ? Enumerated(items) : throw new InvalidOperationException($"What could be asked is not known: {schema}");
    }

    private static ILookup<string, string> Names(IEnumerable<(string Plural, string Id, string Slug)> items) =>
        items.SelectMany(item => new[] { (item.Plural, Name: item.Id), (item.Plural, Name: item.Slug) }).ToLookup(pair => pair.Plural, pair => pair.Name);
}

using System.Text.Json.Nodes;
using Newsletter.ApiTests.Delivery;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Search;

/// <summary>The base of tests of the search.</summary>
public abstract class SearchTests(Engine engine, DatabaseTemplate? template = null) : DeliveryTests(engine, template)
{
    protected static string Path(string query, string more = "") => $"/api/v1/search?q={Uri.EscapeDataString(query)}{more}";

    /// <summary>The slugs of what is found, best first.</summary>
    protected async Task<string> FoundAsync(string query, string more = "", HttpClient? client = null) =>
        string.Join(',', Slugs((await (client ?? Anonymous).ReadAsync(Path(query, more)))["data"]));

    /// <summary>What is said of the only item that is found.</summary>
    protected async Task<JsonObject> FindingAsync(string query) => (JsonObject)(await Anonymous.ReadAsync(Path(query)))["data"]!.AsArray().Single()!["search"]!;

    protected static object Body(string text) => new { format = "markdown", content = text };
}

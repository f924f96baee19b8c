using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Newsletter.Load;

/// <summary>The program itself, in Release, with all its checks, headers, limits and keys on.</summary>
internal static class Api
{
    private const string Key = "an-owner-key-for-measurements-0123456789";

    public const string List = "/api/v1/articles";

    /// <param name="database">The connection; null for SQLite in the storage folder.</param>
    public static Dictionary<string, string> Settings(string storage, string? database, bool cache = true) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        // As in the image.
        ["DOTNET_GCgen0size"] = "0x1000000",
        ["Storage__Root"] = storage,
        ["Demo__Enabled"] = "false",
        ["Bootstrap__Key"] = Key,
        ["Cache__Enabled"] = cache ? "true" : "false",
        // Counted as always, with quotas that one machine does not use up.
        ["Limits__Delivery"] = "100000000",
        ["Limits__Management"] = "100000000",
        ["Database__Provider"] = database is null ? "Sqlite" : "PostgreSql",
        ["ConnectionStrings__Newsletter"] = database ?? $"Data Source={Path.Combine(storage, "newsletter.db")}",
    };

    public static Task<Running> StartAsync(string program, Dictionary<string, string> settings) => Running.StartAsync(program, origin => ["--urls", origin], List + "?limit=1", settings);

    public static async Task CommandAsync(string program, Dictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    public static HttpClient Client(Running server)
    {
        var client = new HttpClient { BaseAddress = new(server.Origin) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    /// <summary>The path of a page, reached as readers reach it.</summary>
    public static async Task<string> PageAsync(Running server, int page)
    {
        using var client = new HttpClient { BaseAddress = new(server.Origin) };
        var path = List;
        for (var at = 1; at < page && path is not null; at++) path = (string?)(await client.GetFromJsonAsync<JsonObject>(path))!["page"]!["next"];
        return path ?? throw new InvalidOperationException($"There are fewer than {page} pages.");
    }

    public static async Task<JsonObject> SendAsync(HttpClient client, string path, object body, string? tag = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (JsonObject)JsonNode.Parse(text)!["data"]! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public static async Task<string> PublishAsync(HttpClient client, string slug)
    {
        await SendAsync(client, "/manage/v1/articles", new { slug, title = "Just in: " + slug, newsletter = "the-load", tags = new[] { "tag-1" }, body = new { format = "markdown", content = "**Closed.**" } });
        await SendAsync(client, $"/manage/v1/articles/{slug}/publish", new { }, "\"1\"");
        return slug;
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>Brings the demo content to a server, over its own API: what an item refers to may come later in the files, so items wait for each other.</summary>
internal static class DemoContent
{
    private static readonly string[] Plurals = ["media", "tags", "authors", "notices", "newsletters", "podcasts", "episodes", "articles", "editions", "breaking"];
    private static readonly string[] Set = ["publishedAt", "firstPublishedAt", "createdAt", "updatedAt", "file", "corrections", "oldSlugs"];

    public static async Task LoadAsync(TestServer server)
    {
        var waiting = Plurals.SelectMany(plural => File.ReadLines(RepositoryRoot.Combine("src", "Newsletter.Api", "Demo", plural + ".ndjson"))
            .Select(line => (Plural: plural, Item: JsonNode.Parse(line)!.AsObject()))).ToList();
        while (waiting.Count > 0)
        {
            var refused = new List<(string Plural, JsonObject Item)>();
            JsonObject? answer = null;
            foreach (var one in waiting)
            {
                if (await CreateAsync(server.Owner, one.Plural, one.Item) is not { } problem) continue;
                if ((string?)problem["errors"]?[0]?["code"] != "unknown_reference") throw new InvalidOperationException($"{one.Plural} {one.Item["slug"]}: {problem}");
                if (refused.Count == 0) answer = problem;
                refused.Add(one);
            }
            // A circle: one of its items does without what the others refer to it for.
            if (refused.Count == waiting.Count)
            {
                foreach (var field in answer!["errors"]!.AsArray().Select(error => ((string)error!["pointer"]!).Split('/')[1]).Distinct()) refused[0].Item.Remove(field);
            }
            waiting = refused;
        }
    }

    /// <returns>The problem, if there is one.</returns>
    private static async Task<JsonObject?> CreateAsync(HttpClient owner, string plural, JsonObject item)
    {
        var fields = item.DeepClone().AsObject();
        var publishes = plural is "articles" or "editions" && (string?)item["status"] == "published";
        foreach (var name in plural is "articles" or "editions" or "media" ? Set.Append("status") : Set) fields.Remove(name);
        using HttpContent content = plural == "media" ? Upload(fields, (string)item["file"]!["path"]!) : JsonContent.Create(fields);
        using var response = await owner.PostAsync($"/manage/v1/{plural}", content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        if (!response.IsSuccessStatusCode) return answer;
        var made = answer["data"]!.AsObject();
        if (publishes) made = await owner.PublishAsync(plural, made);
        // Away and back, so that the first revision has the slug of today.
        foreach (var slug in item["oldSlugs"] is JsonArray old ? [(string)old[0]!["slug"]!, (string)item["slug"]!] : Array.Empty<string>())
        {
            using var renamed = await owner.SendAsync(HttpMethod.Patch, $"/manage/v1/{plural}/{made["id"]}", (int)made["version"]!, new { slug });
            made = (await TestRequests.ExpectAsync(renamed, 200))["data"]!.AsObject();
            if (publishes) made = await owner.PublishAsync(plural, made);
        }
        return null;
    }

    public static MultipartFormDataContent Upload(JsonObject fields, string path)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value is JsonValue text && text.TryGetValue<string>(out var words) ? words : value!.ToJsonString()), name);
        var file = new ByteArrayContent(File.ReadAllBytes(RepositoryRoot.Combine("src", "Newsletter.Api", "Demo", path)));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", Path.GetFileName(path));
        return form;
    }
}

/// <summary>A server with the demo content, for all tests of a class.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private TestDatabase? database;

    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(database = await TestDatabase.CreateAsync(Engine.Sqlite));
        await DemoContent.LoadAsync(Server);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await database!.DisposeAsync();
    }
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Delivery;

/// <summary>The base of tests of what readers see: a server with a clock that the test moves, on a database that is migrated already.</summary>
public abstract class DeliveryTests(Engine engine, DatabaseTemplate? template = null) : DatabaseTests(engine, template ?? Empty)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero);

    private static readonly DatabaseTemplate Empty = Filled(_ => Task.CompletedTask);
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private TestServer? server;

    protected TestServer Server => server ?? throw new InvalidOperationException("The server is there from InitializeAsync on.");
    protected HttpClient Owner => Server.Owner;
    protected HttpClient Anonymous => Server.Anonymous;
    protected FakeTimeProvider Clock { get; } = new(Start);

    protected virtual IReadOnlyDictionary<string, string?>? Settings => null;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        server = await TestServer.StartAsync(Database, Clock, Settings, Configure);
    }

    public override async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(IServiceCollection services) { }

    /// <summary>A database that is filled once and copied for each test.</summary>
    internal static DatabaseTemplate Filled(Func<TestServer, Task> fill) => new(async database =>
    {
        await using var server = await TestServer.StartAsync(database, new FakeTimeProvider(Start));
        await fill(server);
    });

    /// <summary>Creates an article, publishes it and gives its data.</summary>
    protected Task<JsonObject> PublishArticleAsync(object content, object? terms = null) => PublishAsync(Owner, "articles", content, terms);

    protected static async Task<JsonObject> PublishAsync(HttpClient owner, string plural, object content, object? terms = null) =>
        await owner.PublishAsync(plural, await owner.CreateAsync(plural, content), terms);

    /// <summary>Changes the working copy and gives its data.</summary>
    protected async Task<JsonObject> PatchAsync(string plural, JsonObject item, object changes)
    {
        using var response = await Owner.SendAsync(HttpMethod.Patch, $"/manage/v1/{plural}/{item["id"]}", (int)item["version"]!, changes, "application/merge-patch+json");
        return (JsonObject)(await TestRequests.ExpectAsync(response, 200))["data"]!;
    }

    protected async Task<JsonObject> UnpublishAsync(string plural, JsonObject item)
    {
        using var response = await Owner.SendAsync(HttpMethod.Post, $"/manage/v1/{plural}/{item["id"]}/unpublish", (int)item["version"]!);
        return (JsonObject)(await TestRequests.ExpectAsync(response, 200))["data"]!;
    }

    /// <summary>Uploads a picture and gives its data.</summary>
    protected static async Task<JsonObject> UploadAsync(HttpClient owner, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        var file = new ByteArrayContent(Pixel);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "pixel.png");
        using var response = await owner.PostAsync("/manage/v1/media", form);
        return (JsonObject)(await TestRequests.ExpectAsync(response, 201))["data"]!;
    }

    protected async Task<JsonArray> ListAsync(string path) => (JsonArray)(await Anonymous.ReadAsync("/api/v1/" + path))["data"]!;

    protected async Task<JsonObject> OneAsync(string path) => (JsonObject)(await Anonymous.ReadAsync("/api/v1/" + path))["data"]!;

    protected async Task<IReadOnlyList<string>> SlugsAsync(string path) => Slugs(await ListAsync(path));

    protected static IReadOnlyList<string> Slugs(JsonNode? items) => [.. ((JsonArray)items!).Select(item => (string)item!["slug"]!)];

    /// <summary>Everything that include may name on a path, as the API tells it.</summary>
    protected async Task<string> AllIncludesAsync(string path)
    {
        var problem = await Anonymous.ReadAsync($"/api/v1/{path}?include=nothing", 400);
        return string.Join(',', ((JsonArray)problem["errors"]![0]!["allowed"]!).Select(name => (string)name!));
    }
}

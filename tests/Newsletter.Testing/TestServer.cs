using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Api;
using Newsletter.Application.Access;

namespace Newsletter.Testing;

/// <summary>The whole program on a real socket of the loopback interface, on a database of its own.</summary>
public sealed class TestServer : IAsyncDisposable
{
    public const string OwnerKey = "an-owner-key-for-tests-0123456789abcdef";

    private readonly WebApplication app;

    private TestServer(WebApplication app, FakeTimeProvider? clock)
    {
        (this.app, Clock) = (app, clock);
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Anonymous = Client(null);
        Owner = Client(OwnerKey);
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The server's clock, where the test asked for one.</summary>
    public FakeTimeProvider? Clock { get; }

    /// <summary>Sends no key and follows no redirects.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>Sends the owner's key.</summary>
    public HttpClient Owner { get; }

    public static IReadOnlyDictionary<string, string?> SettingsFor(TestDatabase database) => new Dictionary<string, string?>(database.Settings)
    {
        ["Bootstrap:Key"] = OwnerKey,
        ["Database:MigrateAtStart"] = "true",
        ["Demo:Enabled"] = "false",
        ["Limits:Enabled"] = "false",
        ["Media:AvailabilityHours"] = "0",
        ["Limits:Cost"] = "100000",
        ["urls"] = "http://127.0.0.1:0",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:LuckyPennySoftware.AutoMapper.License"] = "None",
    };

    public static async Task<TestServer> StartAsync(TestDatabase database, FakeTimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var all = new Dictionary<string, string?>(SettingsFor(database));
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>()) all[name] = value;
        var app = Server.Build([.. all.Select(setting => $"--{setting.Key}={setting.Value}")], services =>
        {
            if (clock is not null) services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            // Passwords of tests guard nothing, and guarding them is made to be slow.
            services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            configure?.Invoke(services);
        });
        if (!await app.PrepareAsync()) throw new InvalidOperationException("The server cannot serve; see its log.");
        await app.StartAsync();
        await app.PrepareEditingAsync();
        return new(app, clock);
    }

    public HttpClient Client(string? key) => Client(Address, key);

    /// <summary>Sends a key if there is one, and follows no redirects.</summary>
    public static HttpClient Client(Uri address, string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Makes a key with these scopes.</summary>
    public async Task<string> KeyAsync(IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("test", scopes, expiresAt, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Owner.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>Short forms of what tests send and read.</summary>
public static class TestRequests
{
    /// <summary>Creates an item and gives its data.</summary>
    public static async Task<JsonObject> CreateAsync(this HttpClient client, string plural, object content)
    {
        using var response = await client.PostAsJsonAsync($"/manage/v1/{plural}", content);
        return (JsonObject)(await ExpectAsync(response, 201))["data"]!;
    }

    /// <summary>Sends an action or change with If-Match and gives the answer as it is.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string path, int? version, object? body = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(method, path);
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (body is not null) request.Content = JsonContent.Create(body, new MediaTypeHeaderValue(contentType));
        return client.SendAsync(request);
    }

    /// <summary>Publishes an item as it was created or changed last and gives its data.</summary>
    public static async Task<JsonObject> PublishAsync(this HttpClient client, string plural, JsonObject item, object? terms = null)
    {
        using var response = await client.SendAsync(HttpMethod.Post, $"/manage/v1/{plural}/{item["id"]}/publish", (int)item["version"]!, terms);
        return (JsonObject)(await ExpectAsync(response, 200))["data"]!;
    }

    public static async Task<JsonObject> ReadAsync(this HttpClient client, string path, int status = 200)
    {
        using var response = await client.GetAsync(path);
        return await ExpectAsync(response, status);
    }

    /// <summary>The answer's JSON; throws with the whole answer when the status is another.</summary>
    public static async Task<JsonObject> ExpectAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != status) throw new InvalidOperationException($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {(int)response.StatusCode} instead of {status}: {text}");
        return text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!;
    }
}

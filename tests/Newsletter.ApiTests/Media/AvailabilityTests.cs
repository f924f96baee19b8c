using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Whether recordings of other sites can be played, as readers are told.</summary>
public abstract class AvailabilityTests(Engine engine) : ApiTests(engine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    private readonly ConcurrentQueue<string> asked = new();
    private readonly WebApplication host = WebApplication.CreateSlimBuilder().Build();
    private int status = 200;

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Outgoing:AllowPrivateNetworks"] = "true" };

    public override async ValueTask InitializeAsync()
    {
        host.Urls.Add("http://127.0.0.1:0");
        host.Run(context =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await host.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Readers_are_told_when_a_recording_goes_and_when_it_returns()
    {
        var article = await PublishAsync(Embed("/video"));
        Assert.Equal(1, await CheckAsync());
        Assert.Null((await ShownAsync(article))["availability"]);
        var before = await Server.SequenceAsync();
        Assert.Equal(0, await CheckAsync());

        status = 404;
        Clock.Advance(Interval * 1.2);
        Assert.Equal(1, await CheckAsync());
        var shown = await ShownAsync(article);
        Assert.Equal("unavailable", (string?)shown["availability"]!["status"]);
        Assert.NotNull(shown["availability"]!["reason"]);
        Assert.StartsWith("2026-03-01T19:", (string?)shown["availability"]!["checkedAt"], StringComparison.Ordinal);
        var forms = (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?body=html,markdown,text")).Is(200).Data;
        Assert.Equal(("Gone fishing", "Gone fishing"), ((string?)forms["bodyMarkdown"], (string?)forms["bodyText"]));
        Assert.Contains("embed unavailable", (string?)forms["bodyHtml"], StringComparison.Ordinal);
        Assert.True(await Server.SequenceAsync() > before);
        var told = Assert.Single(await EventsAsync());
        Assert.Equal(((string?)article["id"], "unavailable", Address("/video")), ((string?)told!["item"]!["id"], (string?)told["data"]!["status"], (string?)told["data"]!["url"]));

        // The same again is no news.
        var number = await Server.SequenceAsync();
        Clock.Advance(Interval * 1.2);
        Assert.Equal(1, await CheckAsync());
        Assert.Equal(number, await Server.SequenceAsync());
        status = 200;
        Clock.Advance(Interval * 1.2);
        Assert.Equal(1, await CheckAsync());
        Assert.Null((await ShownAsync(article))["availability"]);
        Assert.Equal(2, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_says_nothing_and_is_asked_later_and_later()
    {
        var article = await PublishAsync(Embed("/video"));
        status = 500;
        Assert.Equal(1, await CheckAsync());
        var waits = new List<double>();
        for (var n = 0; n < 3; n++)
        {
            var row = await InScopeAsync(db => db.CheckedRecordings.AsNoTracking().SingleAsync());
            waits.Add((row.DueAt - Clock.GetUtcNow()).TotalMinutes);
            Clock.SetUtcNow(row.DueAt.AddSeconds(1));
            Assert.Equal(1, await CheckAsync());
        }
        Assert.Equal(new[] { 5.0, 10, 20 }, waits, (expected, actual) => Math.Abs(actual - expected) <= expected * 0.11);
        Assert.Null((await ShownAsync(article))["availability"]);
        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task What_an_editor_states_holds_until_a_check_says_otherwise_and_what_waits_goes_on_waiting()
    {
        var article = await PublishAsync(Embed("/video", "geoBlocked"));
        status = 500;
        await CheckAsync();
        Assert.Equal("geoBlocked", (string?)(await ShownAsync(article))["availability"]!["status"]);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Waits\"}", article.Tag())).Is(200).Data;
        status = 200;
        Clock.Advance(Interval);
        Assert.Equal(1, await CheckAsync());
        Assert.Equal("available", (string?)(await ShownAsync(article))["availability"]!["status"]);
        Assert.NotEqual("Waits", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200).Data["title"]);
        var working = (await Owner.GetReplyAsync(article.Address("articles"))).Is(200).Data;
        Assert.Equal(("Waits", "geoBlocked", (int)article["version"]!), ((string?)working["title"], (string?)working["body"]![0]!["availability"]!["status"], (int)working["version"]!));
    }

    [Fact]
    public async Task Each_recording_is_asked_for_once_while_something_shows_it()
    {
        var first = await PublishAsync(Embed("/a"), Embed("/b"));
        var second = await PublishAsync(Embed("/a"));
        Assert.Equal(2, await CheckAsync());
        Assert.Equal(["HEAD /a", "HEAD /b"], asked.Order(StringComparer.Ordinal));
        await UnpublishAsync(first);
        Assert.Equal([Address("/a")], await InScopeAsync(db => db.CheckedRecordings.Select(row => row.Address).ToListAsync()));
        await UnpublishAsync(second);
        Assert.Empty(await InScopeAsync(db => db.CheckedRecordings.ToListAsync()));
        Assert.Empty(await InScopeAsync(db => db.RecordingUses.ToListAsync()));
    }

    [Fact]
    public async Task Who_checks_at_the_same_time_checks_once()
    {
        await PublishAsync([.. Enumerable.Range(0, 6).Select(n => Embed($"/{n}"))]);
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CheckAsync()));
        Assert.Equal(6, counts.Sum());
        Assert.Equal(6, asked.Count);
    }

    [Fact]
    public async Task A_mandatory_video_whose_host_says_that_it_is_gone_blocks_a_publication()
    {
        // Where a provider is asked is no address of a test: the embed's answer is known by its row.
        var article = await PublishAsync(Video());
        await InScopeAsync(async db =>
        {
            var row = await db.CheckedRecordings.SingleAsync();
            Assert.Equal(("youtube", "https://www.youtube.com/watch?v=gone"), (row.Provider, row.Address));
            return await db.CheckedRecordings.ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, Domain.Media.AvailabilityStatus.Unavailable).SetProperty(one => one.CheckedAt, Clock.GetUtcNow()));
        });
        Assert.Equal(["/body/0/availability recording_unavailable"], (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, article.Tag())).IsProblem(422, "not_publishable").Errors);
        article = (await Owner.SendNodeAsync(HttpMethod.Patch, article.Address("articles"), new JsonObject { ["body"] = new JsonArray(Video(mandatory: false)) }, article.Tag())).Is(200).Data;
        article = await Owner.PublishAsync("articles", article);
        Assert.Equal("unavailable", (string?)(await ShownAsync(article))["availability"]!["status"]);
    }

    private static JsonObject Video(bool mandatory = true) => new() { ["_type"] = "video", ["provider"] = "youtube", ["providerId"] = "gone", ["mandatory"] = mandatory };

    private JsonObject Embed(string path, string? status = null) => new()
    {
        ["_type"] = "embed",
        ["provider"] = "local",
        ["url"] = Address(path),
        ["fallback"] = "Gone fishing",
        ["availability"] = status is null ? null : new JsonObject { ["status"] = status },
    };

    private string Address(string path) => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + path;

    private async Task<JsonObject> PublishAsync(params JsonObject[] blocks) => await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new JsonObject { ["title"] = "With recordings", ["body"] = new JsonArray([.. blocks]) }));

    private async Task UnpublishAsync(JsonObject article) => (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200);

    /// <summary>The first block as readers see it.</summary>
    private async Task<JsonNode> ShownAsync(JsonObject article) => (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200).Data["body"]![0]!;

    private async Task<JsonArray> EventsAsync() => (await Owner.GetReplyAsync("/manage/v1/events?type=media.availabilityChanged")).Is(200).Json["data"]!.AsArray();

    /// <summary>Checks what is due.</summary>
    /// <returns>How many.</returns>
    private async Task<int> CheckAsync()
    {
        for (var count = 0; ; count++)
        {
            await using var scope = Server.Services.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<CheckRecordings>().ExecuteAsync(Interval, TestContext.Current.CancellationToken)) return count;
        }
    }

    private async Task<T> InScopeAsync<T>(Func<IEditorialDb, Task<T>> work)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IEditorialDb>());
    }
}

public sealed class AvailabilityOnSqlite() : AvailabilityTests(Engine.Sqlite);

public sealed class AvailabilityOnPostgreSql() : AvailabilityTests(Engine.PostgreSql);

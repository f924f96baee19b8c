using System.Text.Json.Nodes;
using Newsletter.ApiTests.Access;
using Newsletter.ApiTests.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Sync;

/// <summary>What is not for a key is not in its feed, tombstones included.</summary>
public abstract class SyncLimitTests(Engine engine) : DeliveryTests(engine)
{
    [Fact]
    public async Task A_key_gets_what_it_is_for()
    {
        foreach (var slug in new[] { "mine", "theirs" }) await Owner.CreateAsync("newsletters", new { slug, title = slug });
        var a = await PublishArticleAsync(new { slug = "a", title = "A", newsletter = "mine" });
        await PublishArticleAsync(new { slug = "b", title = "B", newsletter = "theirs" });
        var loose = await PublishArticleAsync(new { slug = "loose", title = "L" });
        using var partner = await Server.RoleAsync("partner", (await Owner.ReadAsync("/manage/v1/newsletters/mine"))["data"]!);
        var follower = new SyncFollower(partner);
        await follower.CatchUpAsync();
        Assert.Equal("a mine", follower.Slugs);
        var edition = await PublishAsync(Owner, "editions", new { slug = "e", newsletter = "mine", number = 1, title = "E", sections = new[] { new { title = "S", items = new[] { new { article = loose["id"] } } } } });
        Assert.Equal("upsert:e upsert:loose", SyncFollower.Text(await follower.CatchUpAsync()));
        await UnpublishAsync("editions", edition);
        Assert.Equal("entitlement:article unpublished:edition", SyncFollower.Text(await follower.CatchUpAsync()));
        await Owner.PublishAsync("articles", await PatchAsync("articles", a, new { newsletter = "theirs" }));
        Assert.Equal("entitlement:article", SyncFollower.Text(await follower.CatchUpAsync()));
        Assert.Equal("mine", follower.Slugs);

        var reply = (await partner.GetReplyAsync("/api/v1/sync?cursor=" + follower.Cursor)).Is(200);
        Assert.True(reply.Headers.CacheControl is { Private: true, Public: false });
        (await Anonymous.GetReplyAsync("/api/v1/sync?cursor=" + follower.Cursor)).IsProblem(400, "invalid_cursor");
    }

    [Fact]
    public async Task A_key_hears_nothing_of_what_it_never_had()
    {
        foreach (var slug in new[] { "mine", "theirs" }) await Owner.CreateAsync("newsletters", new { slug, title = slug });
        await PublishArticleAsync(new { slug = "a", title = "A", newsletter = "mine" });
        var b = await PublishArticleAsync(new { slug = "b", title = "B", newsletter = "theirs" });
        using var partner = await Server.RoleAsync("partner", (await Owner.ReadAsync("/manage/v1/newsletters/mine"))["data"]!);
        var follower = new SyncFollower(partner);
        await follower.CatchUpAsync();

        await PublishArticleAsync(new { slug = "brief", title = "Brief", newsletter = "theirs" }, new { expiresAt = Clock.GetUtcNow().AddMinutes(5) });
        var c = await PublishArticleAsync(new { slug = "c", title = "C", newsletter = "theirs" });
        await PublishAsync(Owner, "editions", new { slug = "e", newsletter = "theirs", number = 1, title = "E", sections = new[] { new { title = "S", items = new[] { new { article = b["id"] } } } } });
        await Owner.PublishAsync("articles", await PatchAsync("articles", b, new { title = "Changed" }));
        await UnpublishAsync("articles", c);
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("", SyncFollower.Text(await follower.CatchUpAsync()));
    }

    [Fact]
    public async Task What_a_key_had_through_an_edition_it_loses_with_it()
    {
        await Owner.CreateAsync("newsletters", new { slug = "mine", title = "Mine" });
        using var partner = await Server.RoleAsync("partner", (await Owner.ReadAsync("/manage/v1/newsletters/mine"))["data"]!);
        var loose = new[] { await PublishArticleAsync(new { slug = "one", title = "One" }), await PublishArticleAsync(new { slug = "two", title = "Two" }), await PublishArticleAsync(new { slug = "three", title = "Three" }) };
        var edition = await PublishAsync(Owner, "editions", Edition(loose));
        var follower = new SyncFollower(partner);
        await follower.CatchUpAsync();
        Assert.Equal("e mine one three two", follower.Slugs);

        await UnpublishAsync("articles", loose[0]);
        await follower.CatchUpAsync();
        Assert.Equal("e mine three two", follower.Slugs);
        edition = await Owner.PublishAsync("editions", await PatchAsync("editions", edition, Edition(loose[1])));
        await follower.CatchUpAsync();
        Assert.Equal("e mine two", follower.Slugs);
        using (var taken = await Owner.SendAsync(HttpMethod.Post, $"/manage/v1/editions/{edition["id"]}/unpublish", (int)edition["version"]!, new { includeArticles = true })) await TestRequests.ExpectAsync(taken, 200);
        await follower.CatchUpAsync();
        Assert.Equal("mine", follower.Slugs);
    }

    private static object Edition(params JsonObject[] articles) =>
        new { slug = "e", newsletter = "mine", number = 1, title = "E", sections = new[] { new { title = "S", items = articles.Select(article => new { article = article["id"] }).ToArray() } } };
}

public sealed class SyncLimitsOnSqlite() : SyncLimitTests(Engine.Sqlite);

public sealed class SyncLimitsOnPostgreSql() : SyncLimitTests(Engine.PostgreSql);

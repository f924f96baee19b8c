using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Access;
using Newsletter.ApiTests.Delivery;
using Newsletter.Application;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Sync;

/// <summary>Whoever follows the feed has what delivery shows.</summary>
public abstract class SyncTests(Engine engine) : DeliveryTests(engine)
{
    [Fact]
    public async Task A_walk_gives_everything_and_changes_follow()
    {
        for (var n = 0; n < 7; n++) await PublishArticleAsync(new { slug = $"a{n}", title = "A" });
        await Owner.CreateAsync("tags", new { slug = "tag", title = "Tag" });
        var follower = new SyncFollower(Anonymous, "limit=3");
        Assert.True(await follower.StepAsync());
        Assert.Equal(3, follower.Items.Count);
        // What happens during the walk comes after it, wherever it stands in its order.
        var first = (await Owner.ReadAsync("/manage/v1/articles/a0"))["data"]!.AsObject();
        await UnpublishAsync("articles", first);
        await PublishArticleAsync(new { id = "01960000-0000-7000-8000-000000000001", slug = "early", title = "A" });
        await follower.CatchUpAsync();
        Assert.Equal("a1 a2 a3 a4 a5 a6 early tag", follower.Slugs);

        Assert.Empty(await follower.CatchUpAsync());
        var same = follower.Cursor;
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await follower.CatchUpAsync());
        Assert.Equal(same, follower.Cursor);

        var second = await PatchAsync("articles", (JsonObject)(await Owner.ReadAsync("/manage/v1/articles/a1"))["data"]!, new { title = "B", slug = "b1" });
        Assert.Empty(await follower.CatchUpAsync());
        await Owner.PublishAsync("articles", second);
        Assert.Equal("upsert:b1", SyncFollower.Text(await follower.CatchUpAsync()));
        Assert.True(JsonNode.DeepEquals(await OneAsync("articles/b1"), follower.Items[(string)second["id"]!]));
    }

    [Fact]
    public async Task Every_way_to_go_leaves_a_tombstone_with_its_reason()
    {
        var picture = await UploadAsync(Owner, ("alt", "A"), ("credit", "B"));
        var articles = new Dictionary<string, JsonObject>();
        foreach (var slug in new[] { "unpublish", "delete", "down", "embargo" }) articles[slug] = await PublishArticleAsync(new { slug, title = slug });
        articles["pictured"] = await PublishArticleAsync(new { slug = "pictured", title = "P", leadMedia = new { media = picture["id"] } });
        articles["expire"] = await PublishArticleAsync(new { slug = "expire", title = "E" }, new { expiresAt = Start.AddHours(1) });
        var follower = new SyncFollower(Anonymous);
        await follower.CatchUpAsync();
        Assert.Equal(7, follower.Items.Count);

        await UnpublishAsync("articles", articles["unpublish"]);
        Assert.Equal("unpublished:article", SyncFollower.Text(await follower.CatchUpAsync()));
        await TestRequests.ExpectAsync(await Owner.SendAsync(HttpMethod.Delete, $"/manage/v1/articles/{articles["delete"]["id"]}", (int)articles["delete"]["version"]!), 204);
        Assert.Equal("deleted:article", SyncFollower.Text(await follower.CatchUpAsync()));
        (await Owner.SendTextAsync(HttpMethod.Post, articles["down"].Address("articles") + "/takedown", "{\"reason\":\"a\",\"publicReason\":\"b\"}", articles["down"].Tag())).Is(200);
        Assert.Equal("takenDown:article", SyncFollower.Text(await follower.CatchUpAsync()));
        await Owner.PublishAsync("articles", articles["embargo"], new { embargoUntil = Start.AddHours(2) });
        Assert.Equal("embargo:article", SyncFollower.Text(await follower.CatchUpAsync()));
        await Owner.PublishAsync("articles", await PatchAsync("articles", articles["pictured"], new { leadMedia = (object?)null }));
        Assert.Equal("unreferenced:media upsert:pictured", SyncFollower.Text(await follower.CatchUpAsync()));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("expired:article", SyncFollower.Text(await follower.CatchUpAsync()));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("upsert:embargo", SyncFollower.Text(await follower.CatchUpAsync()));
        Assert.Equal("embargo pictured", follower.Slugs);
    }

    [Fact]
    public async Task What_readers_cannot_have_had_is_not_told_of()
    {
        var follower = new SyncFollower(Anonymous);
        using var press = Server.Client(await Server.KeyAsync([Scopes.ContentRead, Scopes.EmbargoRead]));
        var early = new SyncFollower(press);
        await follower.CatchUpAsync();
        await early.CatchUpAsync();
        await Owner.CreateAsync("articles", new { slug = "draft", title = "D" });
        var secret = await PublishArticleAsync(new { slug = "secret", title = "S" }, new { embargoUntil = Start.AddHours(1) });
        Assert.Equal("upsert:secret", SyncFollower.Text(await early.CatchUpAsync()));
        Assert.Empty(await follower.CatchUpAsync());
        await UnpublishAsync("articles", secret);
        Assert.Equal("unpublished:article", SyncFollower.Text(await early.CatchUpAsync()));
        Assert.Empty(await follower.CatchUpAsync());
    }

    [Fact]
    public async Task Time_changes_come_in_pages_too_and_with_what_refers_to_them()
    {
        var target = await PublishArticleAsync(new { slug = "target", title = "T" }, new { embargoUntil = Start.AddHours(1) });
        await PublishArticleAsync(new { slug = "referrer", title = "R", related = new[] { target["id"] } });
        for (var n = 0; n < 6; n++) await PublishArticleAsync(new { slug = $"later{n}", title = "L" }, new { embargoUntil = Start.AddHours(1), expiresAt = Start.AddHours(2) });
        await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { slug = "hot", title = "H", breaking = new { until = Start.AddHours(3) } }));
        var follower = new SyncFollower(Anonymous, "limit=2&types=article");
        await follower.CatchUpAsync();
        Assert.Equal("hot referrer", follower.Slugs);
        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("upsert:later0 upsert:later1 upsert:later2 upsert:later3 upsert:later4 upsert:later5 upsert:referrer upsert:target", SyncFollower.Text(await follower.CatchUpAsync()));
        Assert.Equal("target", (string)follower.Items.Values.Single(item => (string)item["slug"]! == "referrer")["related"]![0]!["slug"]!);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(string.Join(' ', Enumerable.Repeat("expired:article", 6)), SyncFollower.Text(await follower.CatchUpAsync()));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("upsert:hot", SyncFollower.Text(await follower.CatchUpAsync()));
        Assert.Null(follower.Items.Values.Single(item => (string)item["slug"]! == "hot")["breaking"]);
    }

    [Fact]
    public async Task What_changes_along_with_others_is_told_too()
    {
        var target = await PublishArticleAsync(new { slug = "target", title = "T" });
        await PublishArticleAsync(new { slug = "linking", title = "L", body = new object[] { new { _type = "relatedLink", reference = new { type = "article", id = target["id"] } } } });
        var follower = new SyncFollower(Anonymous, "body=html");
        await follower.CatchUpAsync();
        target = await UnpublishAsync("articles", target);
        Assert.Equal("unpublished:article upsert:linking", SyncFollower.Text(await follower.CatchUpAsync()));
        var linking = follower.Items.Values.Single();
        Assert.True(JsonNode.DeepEquals(await OneAsync("articles/linking?body=html"), linking));
        await Owner.PublishAsync("articles", target);
        Assert.Equal("upsert:linking upsert:target", SyncFollower.Text(await follower.CatchUpAsync()));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_types_alone()
    {
        await PublishArticleAsync(new { slug = "a", title = "A" });
        await Owner.CreateAsync("tags", new { slug = "t", title = "T" });
        var follower = new SyncFollower(Anonymous, "types=tag,article");
        await follower.CatchUpAsync();
        Assert.Equal("a t", follower.Slugs);
        await Owner.CreateAsync("authors", new { slug = "x", title = "X" });
        Assert.Empty(await follower.CatchUpAsync());
        (await Anonymous.GetReplyAsync("/api/v1/sync?types=article,tag&cursor=" + follower.Cursor)).Is(200);
        foreach (var query in new[] { "cursor=" + follower.Cursor, "types=tag&cursor=" + follower.Cursor, "types=tag,article&cursor=A" + follower.Cursor, "types=tag,article&cursor=x" })
        {
            (await Anonymous.GetReplyAsync("/api/v1/sync?" + query)).IsProblem(400, "invalid_cursor");
        }
        foreach (var query in new[] { "types=articles", "limit=1001", "include=tags", "types=" }) (await Anonymous.GetReplyAsync("/api/v1/sync?" + query)).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task A_cursor_from_before_what_is_kept_is_told_to_begin_again()
    {
        await PublishArticleAsync(new { slug = "a", title = "A" });
        var (follower, old) = (new SyncFollower(Anonymous), new SyncFollower(Anonymous));
        await old.CatchUpAsync();
        await PublishArticleAsync(new { slug = "b", title = "B" });
        await follower.CatchUpAsync();
        await using (var scope = Server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Log.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }
        (await Anonymous.GetReplyAsync("/api/v1/sync?cursor=" + old.Cursor)).IsProblem(410, "cursor_expired");
        Assert.Empty(await follower.CatchUpAsync());
        await PublishArticleAsync(new { slug = "c", title = "C" });
        Assert.Equal("upsert:c", SyncFollower.Text(await follower.CatchUpAsync()));
        (await Anonymous.GetReplyAsync("/api/v1/sync?cursor=" + old.Cursor)).IsProblem(410, "cursor_expired");
    }

    [Fact]
    public async Task A_replica_that_is_behind_tells_nothing_old_and_makes_nothing_skipped()
    {
        var article = await PublishArticleAsync(new { slug = "a", title = "A" });
        var follower = new SyncFollower(Anonymous);
        await follower.CatchUpAsync();
        await SetPositionAsync(-1);
        Assert.Empty(await follower.CatchUpAsync());
        await SetPositionAsync(1);
        await Owner.PublishAsync("articles", await PatchAsync("articles", article, new { title = "B" }));
        Assert.Equal("upsert:a", SyncFollower.Text(await follower.CatchUpAsync()));

        async Task SetPositionAsync(int by)
        {
            await using var scope = Server.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IEditorialDb>().LogPosition
                .ExecuteUpdateAsync(row => row.SetProperty(position => position.Sequence, position => position.Sequence + by), TestContext.Current.CancellationToken);
        }
    }
}

public sealed class SyncOnSqlite() : SyncTests(Engine.Sqlite);

public sealed class SyncOnPostgreSql() : SyncTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Events;

public abstract class EventTests(Engine engine) : ApiTests(engine)
{
    private const string Path = "/manage/v1/events";

    [Fact]
    public async Task The_life_of_an_article_is_told_in_order_and_its_saves_are_not()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Draft\"}", article.Tag())).Is(200).Data;
        foreach (var step in new[] { "submit", "reject", "submit", "approve" }) article = await ActAsync(article, step);
        article = await ActAsync(article, "publish", "{\"at\":\"2040-01-01T00:00:00Z\"}");
        article = await ActAsync(article, "unschedule");
        article = await ActAsync(article, "publish");
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Second\"}", article.Tag())).Is(200).Data;
        article = await ActAsync(article, "corrections", "{\"kind\":\"update\",\"text\":\"More.\"}");
        article = await ActAsync(article, "publish");
        article = await ActAsync(article, "publish", "{\"embargoUntil\":\"2040-01-01T00:00:00Z\"}");
        foreach (var step in new[] { "unpublish", "takedown", "reinstate" }) article = await ActAsync(article, step, step == "takedown" ? "{\"reason\":\"Court\",\"publicReason\":\"Legal\"}" : null);
        (await Owner.SendTextAsync(HttpMethod.Delete, article.Address("articles"), null, article.Tag())).Is(204);

        var events = await EventsAsync($"?item={article["id"]}");
        Assert.Equal(["created", "submitted", "rejected", "submitted", "approved", "scheduled", "unscheduled", "published", "corrected", "updated", "updated", "unpublished", "takenDown", "reinstated", "deleted"],
            events.Select(one => ((string)one["type"]!)["article.".Length..]));
        Assert.All(events, one => Assert.Equal(("article", (string?)article["id"], "bootstrap"), ((string?)one["item"]!["type"], (string?)one["item"]!["id"], (string?)one["actor"]!["name"])));
        Assert.Equal("publish", (string?)events[5]["data"]!["action"]);
        Assert.Equal(("update", "More."), ((string?)events[8]["data"]!["kind"], (string?)events[8]["data"]!["text"]));
        Assert.Equal(("Draft", 4), ((string?)events[8]["item"]!["title"], (int)events[8]["item"]!["revision"]!));
        Assert.Equal("Second", (string?)events[9]["item"]!["title"]);
        Assert.NotNull(events[10]["data"]!["embargoUntil"]);
        Assert.Equal("{\"publicReason\":\"Legal\"}", events[12]["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Pages_and_filters_lead_through_all_of_it()
    {
        foreach (var plural in Samples.Plurals) await Samples.CreateAsync(Owner, plural);
        var all = await EventsAsync("?limit=500");
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(one => (int)one["sequence"]!));
        var paged = new List<JsonNode>();
        for (string? path = Path + "?limit=3"; path is not null;)
        {
            var page = (await Owner.GetReplyAsync(path)).Is(200);
            paged.AddRange(page.Json["data"]!.AsArray().Select(one => one!));
            path = (string?)page.Json["page"]!["next"];
            Assert.Equal(path is null ? null : $"<{path}>; rel=\"next\"", page.Headers.TryGetValues("Link", out var links) ? links.Single() : null);
            Assert.Equal(all.Count, (int)page.Json["meta"]!["sequence"]!);
        }
        Assert.Equal(all.Select(one => one.ToJsonString()), paged.Select(one => one.ToJsonString()));
        foreach (var type in new[] { "article.*", "tag.published,media.created" })
        {
            var wanted = type.Split(',');
            var expected = all.Where(one => wanted.Contains((string?)one["type"]) || (type == "article.*" && ((string)one["type"]!).StartsWith("article.", StringComparison.Ordinal))).Select(one => (int)one["sequence"]!).ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, (await EventsAsync($"?type={type}")).Select(one => (int)one["sequence"]!));
        }
        Assert.Empty(await EventsAsync($"?after={all.Count}"));
        foreach (var wrong in new[] { "type=article", "type=media.published", "after=-1", "after=x", "limit=501", "count=true", "cursor=x" }) (await Owner.GetReplyAsync($"{Path}?{wrong}")).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task What_is_taken_down_is_told_by_type_and_id_alone_to_who_may_not_see_it()
    {
        var article = await Samples.CreateAsync(Owner, "articles", write => (write["title"], write["slug"]) = ("Secret title", "secret-slug"));
        article = await ActAsync(article, "publish");
        article = await ActAsync(article, "takedown", "{\"reason\":\"Secret reason\",\"publicReason\":\"Secret public\"}");
        await using var scope = Server.Services.CreateAsyncScope();
        using var writer = Server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("writer", [Scopes.ContentWrite], null, TestContext.Current.CancellationToken));
        var reply = (await writer.GetReplyAsync($"{Path}?item={article["id"]}")).Is(200);
        Assert.Equal(["article.created", "article.published", "article.takenDown"], reply.Json["data"]!.AsArray().Select(one => (string?)one!["type"]));
        Assert.DoesNotContain("secret", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(reply.Json["data"]!.AsArray(), one => Assert.Equal($"{{\"type\":\"article\",\"id\":\"{article["id"]}\",\"slug\":null,\"title\":null,\"revision\":null}}", one!["item"]!.ToJsonString()));
        Assert.All(await EventsAsync($"?item={article["id"]}"), one => Assert.Equal("Secret title", (string?)one["item"]!["title"]));
        await ActAsync(article, "reinstate");
        Assert.Contains("Secret title", (await writer.GetReplyAsync($"{Path}?item={article["id"]}")).Is(200).Text, StringComparison.Ordinal);
        using var reader = Server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("reader", Scopes.Roles["partner"], null, TestContext.Current.CancellationToken));
        (await reader.GetReplyAsync(Path)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task What_is_not_done_is_not_told()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var before = await EventsAsync("?limit=500");
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, "\"9\"")).IsProblem(412, "stale");
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/articles", $"{{\"title\":\"x\",\"slug\":\"{article["slug"]}\"}}", idempotencyKey: "twice")).IsProblem(409, "slug_taken");
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/articles", "{\"title\":\"x\"}", idempotencyKey: "once")).Is(201);
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/articles", "{\"title\":\"x\"}", idempotencyKey: "once")).Is(201);
        Assert.Equal(before.Count + 1, (await EventsAsync("?limit=500")).Count);
    }

    [Fact]
    public async Task Who_follows_sixteen_writers_misses_nothing_and_sees_all_in_order()
    {
        const int Writers = 16, Rounds = 6;
        var tag = await Samples.CreateAsync(Owner, "tags");
        var start = (await EventsAsync("?limit=500")).Count;
        using var stop = new CancellationTokenSource();
        var followed = new List<int>();
        var follower = Task.Run(async () =>
        {
            var after = start;
            for (var last = false; ; last = stop.IsCancellationRequested)
            {
                var page = (await EventsAsync($"?after={after}&limit=7")).ConvertAll(one => (int)one["sequence"]!);
                followed.AddRange(page);
                if (page.Count > 0) after = page[^1];
                else if (last) return;
            }
        });
        var done = await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(async () =>
        {
            var told = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var item = await Owner.CreateAsync("articles", new { title = $"Writer {n}", slug = $"w-{n}-{round}", tags = new[] { tag["id"] } });
                item = await ActAsync(item, "publish");
                item = (await Owner.SendTextAsync(HttpMethod.Patch, item.Address("articles"), "{\"title\":\"Edited\"}", item.Tag(), $"{n}-{round}")).Is(200).Data;
                item = await ActAsync(item, (n % 3) switch { 0 => "submit", 1 => "unpublish", _ => "corrections" }, n % 3 == 2 ? "{\"kind\":\"update\",\"text\":\"x\"}" : null);
                await Owner.CreateAsync("tags", new { title = $"Tag {n}", slug = $"t-{n}-{round}" });
                told += 4;
            }
            return told;
        })));
        await stop.CancelAsync();
        await follower;
        Assert.Equal(Enumerable.Range(start + 1, done.Sum()), followed);
    }

    private async Task<JsonObject> ActAsync(JsonObject article, string action, string? body = null) =>
        (await Owner.SendTextAsync(HttpMethod.Post, $"{article.Address("articles")}/{action}", body, article.Tag())).Is(200).Data;

    private async Task<List<JsonNode>> EventsAsync(string query) => [.. (await Owner.GetReplyAsync(Path + query)).Is(200).Json["data"]!.AsArray().Select(one => one!)];
}

public sealed class EventsOnSqlite() : EventTests(Engine.Sqlite);

public sealed class EventsOnPostgreSql() : EventTests(Engine.PostgreSql);

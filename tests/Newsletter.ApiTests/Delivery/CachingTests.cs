using System.Net;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

public abstract class CachingTests(Engine engine) : DeliveryTests(engine)
{
    [Theory]
    [InlineData("articles/open")]
    [InlineData("articles?count=true&include=authors")]
    [InlineData("breaking")]
    public async Task Validators_answer_304_with_the_headers_and_no_body(string path)
    {
        await PublishArticleAsync(new { slug = "open", title = "Open" });
        using var first = await Anonymous.GetAsync("/api/v1/" + path);
        var etag = first.Headers.ETag!;
        Assert.False(etag.IsWeak);

        foreach (var (name, value, unchanged) in new[]
        {
            ("If-None-Match", etag.Tag, true),
            ("If-None-Match", "W/" + etag.Tag, true),
            ("If-None-Match", "\"other\", W/\"more\", " + etag.Tag, true),
            ("If-None-Match", "*", true),
            ("If-None-Match", "\"other\"", false),
            ("If-None-Match", "garbage", false),
            ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("R"), true),
            ("If-Modified-Since", first.Content.Headers.LastModified!.Value.AddSeconds(-1).ToString("R"), false),
            ("If-Modified-Since", "yesterday", false),
        })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, "/api/v1/" + path);
                request.Headers.TryAddWithoutValidation(name, value);
                using var response = await Anonymous.SendAsync(request);
                Assert.Equal((name, value, unchanged ? HttpStatusCode.NotModified : HttpStatusCode.OK), (name, value, response.StatusCode));
                Assert.Equal(etag, response.Headers.ETag);
                Assert.Equal(first.Headers.CacheControl, response.Headers.CacheControl);
                Assert.Equal(first.Headers.GetValues("Surrogate-Key"), response.Headers.GetValues("Surrogate-Key"));
                Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
                if (unchanged) Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            }
        }
        // If-None-Match decides where it is given.
        using var both = new HttpRequestMessage(HttpMethod.Get, "/api/v1/" + path);
        both.Headers.TryAddWithoutValidation("If-None-Match", "\"other\"");
        both.Headers.IfModifiedSince = Clock.GetUtcNow().AddDays(1);
        Assert.Equal(HttpStatusCode.OK, (await Anonymous.SendAsync(both)).StatusCode);
    }

    [Fact]
    public async Task The_ETag_is_the_same_in_every_process_and_another_after_a_change()
    {
        var article = await PublishArticleAsync(new { slug = "open", title = "Open" });
        // The embedded engine is served by one process only.
        await using var second = Database.Engine is Engine.PostgreSql ? await TestServer.StartAsync(Database, Clock) : null;
        var other = second ?? Server;
        var first = await TagAsync(Anonymous, "articles/open");

        Assert.Equal(first, await TagAsync(other.Anonymous, "articles/open"));
        Assert.Equal(await TagAsync(Anonymous, "articles"), await TagAsync(other.Anonymous, "articles"));
        Assert.NotEqual(first, await TagAsync(Anonymous, "articles/open?body=html"));
        await PublishArticleAsync(new { slug = "unrelated", title = "Unrelated" });
        Assert.Equal(first, await TagAsync(Anonymous, "articles/open"));
        article = await PatchAsync("articles", article, new { title = "Changed" });
        Assert.Equal(first, await TagAsync(Anonymous, "articles/open"));
        await Owner.PublishAsync("articles", article);
        // Another process follows the log.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.NotEqual(first, await TagAsync(other.Anonymous, "articles/open"));
    }

    [Fact]
    public async Task Answers_are_kept_until_time_changes_them_and_a_minute_at_most()
    {
        await Owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        var related = await PublishArticleAsync(new { slug = "related", title = "Related", tags = new[] { "energy" } }, new { embargoUntil = Clock.GetUtcNow().AddSeconds(100) });
        await PublishArticleAsync(new { slug = "open", title = "Open", related = new[] { related["id"] } });
        await PublishArticleAsync(new { slug = "hot", title = "Hot", breaking = new { until = Clock.GetUtcNow().AddSeconds(200) } });
        await PublishArticleAsync(new { slug = "short", title = "Short", tags = new[] { "energy" } }, new { expiresAt = Clock.GetUtcNow().AddSeconds(300) });
        string[] paths = ["articles", "articles/open", "articles/hot", "articles/short", "tags/energy", "breaking"];

        Assert.Equal([60, 60, 60, 60, 60, 60], await AgesAsync(paths));
        Clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal([30, 30, 30, 30, 30, 30], await AgesAsync(paths));
        Assert.Empty((await OneAsync("articles/open"))["related"]!.AsArray());
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["related"], Slugs((await OneAsync("articles/open"))["related"]));
        Clock.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal([25, 60, 25, 60, 25, 25], await AgesAsync(paths));
        Assert.NotNull((await OneAsync("articles/hot"))["breaking"]);
        Assert.Single(await ListAsync("breaking"));
        Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.Null((await OneAsync("articles/hot"))["breaking"]);
        Assert.Empty(await ListAsync("breaking"));
        Clock.Advance(TimeSpan.FromSeconds(90.5));
        Assert.Equal([9, 60, 60, 9, 9, 9], await AgesAsync(paths));
        Clock.Advance(TimeSpan.FromSeconds(9.5));
        Assert.Equal("expired", (string?)(await Anonymous.ReadAsync("/api/v1/articles/short", 410))["code"]);
        Assert.Equal(1, (int)(await OneAsync("tags/energy"))["articleCount"]!);
    }

    [Fact]
    public async Task What_time_changed_is_no_304_by_date()
    {
        await PublishArticleAsync(new { slug = "later", title = "Later" }, new { embargoUntil = Clock.GetUtcNow().AddSeconds(100) });
        await PublishArticleAsync(new { slug = "short", title = "Short" }, new { expiresAt = Clock.GetUtcNow().AddSeconds(200) });
        foreach (var seconds in new[] { 100, 100 })
        {
            using var before = await Anonymous.GetAsync("/api/v1/articles");
            Clock.Advance(TimeSpan.FromSeconds(seconds));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles");
            request.Headers.IfModifiedSince = before.Content.Headers.LastModified;
            Assert.Equal(HttpStatusCode.OK, (await Anonymous.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Surrogate_keys_name_the_list_the_items_and_what_is_shown_along()
    {
        var tag = await Owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        var author = await Owner.CreateAsync("authors", new { slug = "ana", title = "Ana" });
        var article = await PublishArticleAsync(new { slug = "open", title = "Open", tags = new[] { "energy" }, authors = new[] { new { author = "ana" } } });
        string[] items = [Key("article", article), Key("author", author), Key("tag", tag)];

        Assert.Equal(items, (await KeysAsync("articles/open")).Order());
        Assert.Equal(items.Append("articles").Order(), (await KeysAsync("articles?include=authors")).Order());
        Assert.Equal(["editions"], await KeysAsync("editions"));

        static string Key(string type, JsonObject item) => $"{type}-{((string)item["id"]!).Replace("-", "", StringComparison.Ordinal)[^16..]}";
    }

    [Fact]
    public async Task Too_many_surrogate_keys_fall_back_to_those_of_the_types()
    {
        foreach (var n in Enumerable.Range(0, 240)) await Owner.CreateAsync("tags", new { slug = $"tag-{n}", title = $"Tag {n}" });
        foreach (var n in Enumerable.Range(0, 150)) await Owner.CreateAsync("authors", new { slug = $"author-{n}", title = $"Author {n}" });
        foreach (var n in Enumerable.Range(0, 3)) await PublishArticleAsync(new
        {
            title = "Many",
            tags = Enumerable.Range(n * 70, 100).Select(at => $"tag-{at}"),
            authors = Enumerable.Range(n * 50, 50).Select(at => new { author = $"author-{at}" }),
        });

        Assert.Equal(["articles", "authors", "tags"], (await KeysAsync("articles?limit=3")).Order());
    }

    private async Task<IReadOnlyList<string>> KeysAsync(string path)
    {
        using var response = await Anonymous.GetAsync("/api/v1/" + path);
        var keys = response.Headers.GetValues("Surrogate-Key").Single();
        Assert.Equal(keys.Replace(' ', ','), response.Headers.GetValues("Cache-Tag").Single());
        Assert.InRange(keys.Length, 1, 8192);
        return keys.Split(' ');
    }

    private static async Task<string> TagAsync(HttpClient client, string path) => (await client.GetAsync("/api/v1/" + path)).Headers.ETag!.Tag;

    private async Task<List<int>> AgesAsync(string[] paths)
    {
        var ages = new List<int>();
        foreach (var path in paths)
        {
            using var response = await Anonymous.GetAsync("/api/v1/" + path);
            var cache = response.Headers.CacheControl!;
            Assert.True(cache.Public);
            Assert.Contains("stale-while-revalidate=300", cache.ToString());
            Assert.Contains("stale-if-error=86400", cache.ToString());
            ages.Add((int)cache.MaxAge!.Value.TotalSeconds);
        }
        return ages;
    }
}

public sealed class CachingOnSqlite() : CachingTests(Engine.Sqlite);

public sealed class CachingOnPostgreSql() : CachingTests(Engine.PostgreSql);

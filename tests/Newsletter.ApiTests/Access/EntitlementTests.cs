using System.Text.Json.Nodes;
using Newsletter.ApiTests.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>What is beyond the limits of a key does not exist for it, wherever it would be shown.</summary>
public abstract class EntitlementTests(Engine engine) : DeliveryTests(engine, Content)
{
    private static readonly DatabaseTemplate Content = Filled(FillAsync);

    private static readonly string[] Lists = ["newsletters", "editions", "articles", "authors", "tags", "podcasts", "episodes", "notices", "breaking"];

    [Theory]
    [InlineData("{\"newsletters\":[\"day\"]}", "newsletters:day editions:day-1 articles:day-plain,day-tagged,loose-shown,night-shown authors:ana tags:blue,red podcasts:day-show episodes:day-talk notices:for-all,for-at,for-de breaking:day-line,line-for-all")]
    [InlineData("{\"tags\":[\"red\"]}", "newsletters:day,night editions:day-1 articles:day-tagged,night-tagged authors:ana tags:blue,red podcasts:day-show,loose-show,night-show episodes:day-talk,night-talk notices:for-all,for-at,for-de breaking:day-line,line-for-all,night-line")]
    [InlineData("{\"newsletters\":[\"day\"],\"tags\":[\"red\"]}", "newsletters:day editions:day-1 articles:day-tagged authors:ana tags:blue,red podcasts:day-show episodes:day-talk notices:for-all,for-at,for-de breaking:day-line,line-for-all")]
    [InlineData("{\"regions\":[\"DE\",\"FR\"]}", "newsletters:day,night editions:day-1,night-1 articles:day-plain,day-tagged,loose,loose-shown,night-plain,night-shown,night-tagged authors:ana tags:blue,red podcasts:day-show,loose-show,night-show episodes:day-talk,night-talk notices:for-all,for-de breaking:day-line,line-for-all,night-line")]
    public async Task Lists_counts_and_names_hold_what_the_key_is_for(string entitlements, string expected)
    {
        using var client = await ClientAsync(entitlements);
        var all = await SeenAsync(Anonymous);
        Assert.Equal(expected, Text(await SeenAsync(client)));
        foreach (var (list, slugs) in expected.Split(' ').Select(part => part.Split(':')).Select(parts => (parts[0], parts[1].Split(','))))
        {
            Assert.Equal(slugs.Length, (int)(await client.ReadAsync($"/api/v1/{list}?count=true&limit=1"))["page"]!["total"]!);
            foreach (var slug in all[list])
            {
                var status = slugs.Contains(slug) ? 200 : 404;
                if (list != "breaking") (await client.GetReplyAsync($"/api/v1/{list}/{slug}")).Is(status);
                (await client.GetReplyAsync($"/api/v1/resolve?path=/{list}/{slug}")).Is(status);
            }
        }
    }

    [Fact]
    public async Task Nothing_shown_along_tells_of_what_is_beyond()
    {
        using var client = await ClientAsync("{\"newsletters\":[\"day\"]}");
        var edition = (await client.GetReplyAsync("/api/v1/newsletters/day/editions/latest?include=articles,articles.related,newsletter")).Is(200);
        Assert.Equal(["day-tagged", "day-plain", "loose-shown", "night-shown"], edition.Data["sections"]![0]!["items"]!.AsArray().Select(item => (string)item!["article"]!["slug"]!));
        Assert.DoesNotContain("night-tagged", edition.Text, StringComparison.Ordinal);
        var article = (await client.GetReplyAsync("/api/v1/articles/night-shown?include=editions,related")).Is(200);
        Assert.Equal(["day-1"], Slugs(article.Data["editions"]));
        Assert.Null((string?)article.Data["newsletter"]?["slug"]);
        Assert.Equal(["day-1", "night-1"], Slugs((await Anonymous.GetReplyAsync("/api/v1/articles/night-shown")).Is(200).Data["editions"]).Order(StringComparer.Ordinal));

        // day-tagged, and not night-tagged.
        Assert.Equal(1, (int)(await client.GetReplyAsync("/api/v1/tags/red")).Is(200).Data["articleCount"]!);
        Assert.Equal(2, (int)(await Anonymous.GetReplyAsync("/api/v1/tags/red")).Is(200).Data["articleCount"]!);
        Assert.Equal(["day-tagged"], Slugs((await client.ReadAsync("/api/v1/articles?tag=red"))["data"]));
        foreach (var filter in new[] { "newsletter=night", "edition=night-1", "q=night-tagged" }) Assert.Empty((await client.ReadAsync($"/api/v1/articles?{filter}"))["data"]!.AsArray());
        (await client.GetReplyAsync("/api/v1/newsletters/night/editions")).IsProblem(404, "not_found");
        (await client.GetReplyAsync("/api/v1/podcasts/night-show/episodes")).IsProblem(404, "not_found");
        var missing = (await client.GetReplyAsync("/api/v1/articles/night-tagged")).IsProblem(404, "not_found");
        Assert.Equal((string?)(await client.GetReplyAsync("/api/v1/articles/nonsense")).Json["detail"], (string?)missing.Json["detail"]);
    }

    [Fact]
    public async Task A_file_is_there_for_who_sees_what_shows_it()
    {
        using var client = await ClientAsync("{\"newsletters\":[\"day\"]}");
        foreach (var (newsletter, status) in new[] { ("day", 200), ("night", 404) })
        {
            var media = await Pictures.UploadAsync(Owner);
            await PublishArticleAsync(new { title = "With a picture", newsletter, leadMedia = new { media = media["id"] } });
            (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(200);
            var file = (await client.GetReplyAsync(Pictures.PathOf(media))).Is(status);
            (await client.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(status);
            if (status == 200) Assert.True(file.Headers.CacheControl is { Private: true } && file.Headers.Vary.Contains("Authorization"));
        }
    }

    [Fact]
    public async Task What_was_there_is_not_told_of_either()
    {
        var expired = await PublishArticleAsync(new { slug = "night-expired", title = "x", newsletter = "night" }, new { expiresAt = "2026-03-07T00:00:00Z" });
        var down = await PublishArticleAsync(new { slug = "night-down", title = "x", newsletter = "night" });
        var moved = await PatchAsync("articles", await PublishArticleAsync(new { slug = "night-before", title = "x", newsletter = "night" }), new { slug = "night-after" });
        await Owner.PublishAsync("articles", moved);
        (await Owner.SendTextAsync(HttpMethod.Post, $"/manage/v1/articles/{down["id"]}/takedown", "{\"reason\":\"a\",\"publicReason\":\"b\"}", down.Tag())).Is(200);
        Clock.Advance(TimeSpan.FromDays(2));
        using var client = await ClientAsync("{\"newsletters\":[\"day\"]}");
        foreach (var (slug, status) in new[] { ("night-expired", 410), ("night-down", 410), ("night-before", 301) })
        {
            (await Anonymous.GetReplyAsync("/api/v1/articles/" + slug)).Is(status);
            (await client.GetReplyAsync("/api/v1/articles/" + slug)).IsProblem(404, "not_found");
        }
        (await client.GetReplyAsync($"/api/v1/articles/{expired["id"]}")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Answers_to_keys_with_limits_are_private_and_others_stay_public()
    {
        using var limited = await ClientAsync("{\"newsletters\":[\"day\"]}");
        using var plain = await ClientAsync("{}");
        foreach (var path in new[] { "articles", "articles/day-plain", "breaking", "notices?region=DE", "resolve?path=/articles/day-plain" })
        {
            var headers = (await limited.GetReplyAsync("/api/v1/" + path)).Is(200).Headers;
            Assert.True(headers.CacheControl is { Private: true, Public: false } && headers.Vary.Contains("Authorization"), path);
            foreach (var client in new[] { plain, Anonymous })
            {
                headers = (await client.GetReplyAsync("/api/v1/" + path)).Is(200).Headers;
                Assert.True(headers.CacheControl is { Private: false, Public: true } && !headers.Vary.Contains("Authorization"), path);
            }
        }
    }

    [Fact]
    public async Task Previews_hold_to_the_limits_too()
    {
        foreach (var newsletter in new[] { "day", "night" }) await Owner.CreateAsync("articles", new { slug = newsletter + "-draft", title = "Draft", newsletter });
        using var writer = await Server.ClientAsync(new { name = "Writer", role = "writer", entitlements = new { newsletters = new[] { "day" } } });
        (await writer.GetReplyAsync("/preview/v1/articles/day-draft")).Is(200);
        (await writer.GetReplyAsync("/preview/v1/articles/night-draft")).Is(404);
        Assert.Equal(["day-draft", "day-plain", "day-tagged", "loose-shown", "night-shown"], Slugs((await writer.ReadAsync("/preview/v1/articles?sort=title"))["data"]).Order(StringComparer.Ordinal));
    }

    private Task<HttpClient> ClientAsync(string entitlements) =>
        Server.ClientAsync(new { name = "Partner", scopes = new[] { "content:read" }, entitlements = JsonNode.Parse(entitlements) });

    private static async Task<Dictionary<string, IReadOnlyList<string>>> SeenAsync(HttpClient client)
    {
        var seen = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var list in Lists) seen[list] = [.. Slugs((await client.ReadAsync($"/api/v1/{list}?limit=100"))["data"]).Order(StringComparer.Ordinal)];
        return seen;
    }

    private static string Text(Dictionary<string, IReadOnlyList<string>> seen) => string.Join(' ', seen.Select(list => $"{list.Key}:{string.Join(',', list.Value)}"));

    private static async Task FillAsync(TestServer server)
    {
        var owner = server.Owner;
        foreach (var tag in new[] { "red", "blue" }) await owner.CreateAsync("tags", new { slug = tag, title = tag });
        await owner.CreateAsync("authors", new { slug = "ana", title = "Ana" });
        await owner.CreateAsync("notices", new { slug = "for-all", title = "For all" });
        await owner.CreateAsync("notices", new { slug = "for-de", title = "For Germany", regions = new { include = new[] { "DE" } } });
        await owner.CreateAsync("notices", new { slug = "for-at", title = "For Austria", regions = new { include = new[] { "AT" } } });
        var number = 0;
        foreach (var name in new[] { "night", "day" })
        {
            await owner.CreateAsync("newsletters", new { slug = name, title = name });
            await ArticleAsync($"{name}-plain", name, []);
            await ArticleAsync($"{name}-tagged", name, ["red", "blue"]);
            await owner.CreateAsync("podcasts", new { slug = $"{name}-show", title = name, newsletter = name });
            await owner.CreateAsync("episodes", new { slug = $"{name}-talk", title = name, podcast = $"{name}-show", number = ++number });
            await owner.CreateAsync("breaking", new { slug = $"{name}-line", title = name, newsletter = name, until = "2026-04-01T00:00:00Z" });
        }
        await owner.CreateAsync("breaking", new { slug = "line-for-all", title = "For all", until = "2026-04-01T00:00:00Z" });
        await owner.CreateAsync("podcasts", new { slug = "loose-show", title = "Loose" });
        await ArticleAsync("loose", null, []);
        await ArticleAsync("loose-shown", null, []);
        await ArticleAsync("night-shown", "night", []);
        await EditionAsync("day-1", "day", ["red"], "day-tagged", "day-plain", "loose-shown", "night-shown");
        await EditionAsync("night-1", "night", [], "night-tagged", "night-shown");

        async Task ArticleAsync(string slug, string? newsletter, string[] tags) => await owner.PublishAsync("articles", await owner.CreateAsync("articles", new
        {
            slug,
            title = slug,
            newsletter,
            tags,
            authors = new[] { new { author = "ana" } },
            related = slug == "day-tagged" ? ["night-tagged"] : Array.Empty<string>(),
        }));

        async Task EditionAsync(string slug, string newsletter, string[] tags, params string[] articles) => await owner.PublishAsync("editions", await owner.CreateAsync("editions", new
        {
            slug,
            newsletter,
            number = 1,
            title = slug,
            tags,
            sections = new[] { new { title = "One", items = articles.Select(article => new { article }) } },
        }));
    }
}

public sealed class EntitlementsOnSqlite() : EntitlementTests(Engine.Sqlite);

public sealed class EntitlementsOnPostgreSql() : EntitlementTests(Engine.PostgreSql);

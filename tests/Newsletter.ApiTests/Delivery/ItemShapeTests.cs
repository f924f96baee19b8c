using System.Net;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

public abstract class ItemShapeTests(Engine engine) : DeliveryTests(engine)
{
    private static readonly string[] Common = ["type", "id", "slug", "url", "title", "language", "dir", "revision", "publishedAt", "firstPublishedAt", "updatedAt", "links"];

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["PublicUrl"] = "https://news.example/" };

    [Fact]
    public async Task Every_item_has_the_common_members_and_every_path_answers_HEAD_like_GET()
    {
        var media = await FillAsync();
        string[] items = ["newsletters/week", "newsletters/week/editions/latest", "newsletters/week/editions/1", "newsletters/week/editions/first", "editions/first", "articles/a", "authors/ana", "tags/energy",
            "podcasts/talk", "podcasts/talk/episodes/1", "podcasts/talk/episodes/one", "episodes/one", "notices/all", "breaking/line", $"media/{media["id"]}"];
        foreach (var path in items)
        {
            var item = await OneAsync(path);
            Assert.Equal((path, ""), (path, string.Join(' ', Common.Where(name => !item.ContainsKey(name)))));
            Assert.StartsWith("https://news.example/", (string?)item["url"]);
            if (item["links"] is JsonObject links)
            {
                var self = (string)links["self"]!;
                Assert.StartsWith("https://news.example/api/v1/", self);
                Assert.Equal((string?)item["id"], (string?)(await Anonymous.ReadAsync(self["https://news.example".Length..]))["data"]!["id"]);
                if (links["items"] is { } within) await Anonymous.ReadAsync(((string)within!)["https://news.example".Length..]);
            }
            await SameHeadAsync(path);
        }
        foreach (var path in new[] { "newsletters", "newsletters/week/editions", "editions", "articles", "authors", "tags", "podcasts", "podcasts/talk/episodes", "episodes", "notices", "breaking" })
        {
            var list = await Anonymous.ReadAsync("/api/v1/" + path);
            Assert.Equal(["data", "page", "meta"], list.Select(member => member.Key));
            Assert.Equal(["limit", "next", "prev", "total"], ((JsonObject)list["page"]!).Select(member => member.Key));
            Assert.Equal(["asOf", "sequence"], ((JsonObject)list["meta"]!).Select(member => member.Key));
            Assert.Single(list["data"]!.AsArray(), item => Common.All(((JsonObject)item!).ContainsKey));
            await SameHeadAsync(path);
        }
    }

    [Fact]
    public async Task Addresses_in_bodies_begin_where_PublicUrl_says()
    {
        var media = await FillAsync();
        var id = (await OneAsync("articles/a"))["id"];
        await PublishArticleAsync(new { slug = "b", title = "B", body = new object[] { new { _type = "relatedLink", reference = new { type = "article", id } }, new { _type = "image", media = media["id"] } } });

        var article = await OneAsync("articles/b?body=html,markdown");
        Assert.Contains("href=\"https://news.example/articles/a\"", (string?)article["bodyHtml"]);
        Assert.Contains($"src=\"https://news.example/media/{media["id"]}/original-", (string?)article["bodyHtml"]);
        Assert.Contains("(https://news.example/articles/a)", (string?)article["bodyMarkdown"]);
    }

    [Fact]
    public async Task Media_are_there_while_something_visible_shows_them()
    {
        var media = await UploadAsync(Owner, ("title", "Pixel"), ("alt", "A pixel"));
        await Anonymous.ReadAsync($"/api/v1/media/{media["id"]}", 404);
        var article = await PublishArticleAsync(new { slug = "a", title = "A", leadMedia = new { media = media["id"] } }, new { embargoUntil = Clock.GetUtcNow().AddMinutes(1) });
        await Anonymous.ReadAsync($"/api/v1/media/{media["id"]}", 404);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var rendition = (await OneAsync($"media/{media["id"]}"))["renditions"]![0]!;
        Assert.Equal(("original", "image/png", 1, 1), ((string?)rendition["name"], (string?)rendition["contentType"], (int)rendition["width"]!, (int)rendition["height"]!));
        var file = new Uri((string)rendition["url"]!).AbsolutePath;
        Assert.Equal(HttpStatusCode.OK, (await Anonymous.GetAsync(file)).StatusCode);

        await UnpublishAsync("articles", article);

        await Anonymous.ReadAsync($"/api/v1/media/{media["id"]}", 404);
        Assert.Equal(HttpStatusCode.NotFound, (await Anonymous.GetAsync(file)).StatusCode);
    }

    [Fact]
    public async Task Old_slugs_lead_to_the_present_one_with_the_query()
    {
        await Owner.CreateAsync("newsletters", new { slug = "editions", title = "Week" });
        var article = await PublishArticleAsync(new { slug = "one", title = "A" });
        foreach (var slug in new[] { "two", "größe", "last" }) article = await Owner.PublishAsync("articles", await PatchAsync("articles", article, new { slug }));
        var edition = await PublishAsync(Owner, "editions", new { newsletter = "editions", number = 1, slug = "editions", title = "E", body = new { format = "markdown", content = "x" } });
        edition = await Owner.PublishAsync("editions", await PatchAsync("editions", edition, new { slug = "first" }));
        var newsletter = (JsonObject)(await Owner.ReadAsync("/manage/v1/newsletters/editions"))["data"]!;
        await PatchAsync("newsletters", newsletter, new { slug = "week" });

        await MovesAsync("articles/one?body=html&include=tags", "articles/last?body=html&include=tags");
        await MovesAsync("articles/two", "articles/last");
        await MovesAsync("articles/gr%C3%B6%C3%9Fe", "articles/last");
        await MovesAsync("newsletters/editions", "newsletters/week");
        await MovesAsync("newsletters/editions/editions?limit=3", "newsletters/week/editions?limit=3");
        await MovesAsync("newsletters/editions/editions/editions", "newsletters/week/editions/editions");
        await MovesAsync("newsletters/week/editions/editions", "newsletters/week/editions/first");
        await MovesAsync("editions/editions", "editions/first");
        await MovesAsync("resolve?path=/articles/two", "resolve?path=%2Farticles%2Flast");
        await MovesAsync("resolve?path=/newsletters/editions/editions/editions&language=en", "resolve?path=%2Fnewsletters%2Fweek%2Feditions%2Feditions&language=en");
        var lives = await OneAsync("resolve?path=https://example.org/articles/last?utm=1");
        Assert.Equal(("article", (string?)article["id"]), ((string?)lives["type"], (string?)lives["id"]));
        Assert.EndsWith("/articles/last", (string?)lives["url"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Anonymous.GetAsync("/api/v1/resolve?path=/articles/none")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Anonymous.GetAsync("/api/v1/resolve?path=/")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Anonymous.GetAsync("/api/v1/resolve")).StatusCode);

        async Task MovesAsync(string from, string to)
        {
            using var response = await Anonymous.GetAsync("/api/v1/" + from);
            Assert.Equal((from, HttpStatusCode.MovedPermanently), (from, response.StatusCode));
            Assert.Equal("/api/v1/" + to, response.Headers.Location!.OriginalString);
            Assert.Equal(60, response.Headers.CacheControl!.MaxAge!.Value.TotalSeconds);
        }
    }

    [Fact]
    public async Task Numbers_come_before_slugs_and_the_newsletters_language_before_others()
    {
        await Owner.CreateAsync("newsletters", new { slug = "week", title = "Week" });
        var body = new { format = "markdown", content = "x" };
        await PublishAsync(Owner, "editions", new { newsletter = "week", number = 7, slug = "8", title = "Seven", body });
        var german = await PublishAsync(Owner, "editions", new { newsletter = "week", number = 8, slug = "acht", title = "Acht", language = "de", body });
        await PublishAsync(Owner, "editions", new { newsletter = "week", number = 8, slug = "eight", title = "Eight", translationOf = german["id"], body });
        Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(Owner, "editions", new { newsletter = "week", number = 9, slug = "neun", title = "Neun", language = "de", body });

        Assert.Equal("Eight", (string?)(await OneAsync("newsletters/week/editions/8"))["title"]);
        Assert.Equal("Acht", (string?)(await OneAsync("newsletters/week/editions/8?language=DE"))["title"]);
        Assert.Equal("Eight", (string?)(await OneAsync("newsletters/week/editions/latest"))["title"]);
        Assert.Equal("Neun", (string?)(await OneAsync("newsletters/week/editions/latest?language=de"))["title"]);
        var eight = await OneAsync("editions/eight");
        Assert.Equal(("8", (string?)null), ((string?)eight["previous"]!["slug"], (string?)eight["next"]?["slug"]));
        Assert.Equal(("acht", "de"), ((string?)eight["translations"]![0]!["slug"], (string?)eight["translations"]![0]!["language"]));
    }

    [Fact]
    public async Task Text_of_any_script_is_written_as_it_is_and_measured()
    {
        foreach (var (language, dir, text, words) in new[] { ("ar", "rtl", "هذا نص قصير", 3), ("ja", "ltr", "煤炭の灾难", 5), ("de", "ltr", "Größe & „Maß“ <b>", 3), ("en", "ltr", "A 😀 \"quote\" it's", 3) })
        {
            await PublishArticleAsync(new { slug = "t-" + language, language, title = text, body = new object[] { new { _type = "block", children = new[] { new { _type = "span", text } } } } });
            var raw = await Anonymous.GetStringAsync($"/api/v1/articles/t-{language}");
            Assert.Contains(text.Replace("\"", "\\\"", StringComparison.Ordinal), raw);
            var article = await OneAsync("articles/t-" + language);
            Assert.Equal((language, dir, text), (language, (string?)article["dir"], (string?)article["title"]));
            Assert.InRange((int)article["wordCount"]!, words, words + 1);
            Assert.Equal(1, (int)article["readingTimeMinutes"]!);
        }
    }

    [Fact]
    public async Task Other_forms_than_JSON_are_not_acceptable()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles");
        request.Headers.Add("Accept", "text/html, application/xml");
        using var response = await Anonymous.SendAsync(request);
        Assert.Equal("not_acceptable", (string?)(await TestRequests.ExpectAsync(response, 406))["code"]);
    }

    private async Task SameHeadAsync(string path)
    {
        using var get = await Anonymous.GetAsync("/api/v1/" + path);
        using var head = await Anonymous.SendAsync(new(HttpMethod.Head, "/api/v1/" + path));
        Assert.Equal((path, get.StatusCode), (path, head.StatusCode));
        Assert.Equal(Headers(get), Headers(head));
        Assert.Equal("application/json", get.Content.Headers.ContentType!.ToString());

        static string Headers(HttpResponseMessage response) => string.Join('\n', response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal));
    }

    private async Task<JsonObject> FillAsync()
    {
        var media = await UploadAsync(Owner, ("title", "Pixel"));
        await Owner.CreateAsync("newsletters", new { slug = "week", title = "Week", logo = new { media = media["id"] } });
        await Owner.CreateAsync("authors", new { slug = "ana", title = "Ana" });
        await Owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        await Owner.CreateAsync("podcasts", new { slug = "talk", title = "Talk" });
        await Owner.CreateAsync("episodes", new { slug = "one", title = "One", podcast = "talk", number = 1 });
        await Owner.CreateAsync("notices", new { slug = "all", title = "All" });
        await Owner.CreateAsync("breaking", new { slug = "line", title = "Line", until = Clock.GetUtcNow().AddHours(1) });
        await PublishArticleAsync(new { slug = "a", title = "A" });
        await PublishAsync(Owner, "editions", new { slug = "first", newsletter = "week", number = 1, title = "First", body = new { format = "markdown", content = "x" } });
        return media;
    }
}

public sealed class ItemShapeOnSqlite() : ItemShapeTests(Engine.Sqlite);

public sealed class ItemShapeOnPostgreSql() : ItemShapeTests(Engine.PostgreSql);

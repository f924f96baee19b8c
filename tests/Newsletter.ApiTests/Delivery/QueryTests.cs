using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

public abstract class QueryTests(Engine engine) : DeliveryTests(engine, Template)
{
    private static readonly DatabaseTemplate Template = Filled(FillAsync);

    [Fact]
    public async Task Filters_select()
    {
        foreach (var (query, expected) in new[]
        {
            ("tag=energy", "a,b"),
            ("tag=energy,war", "a,b,c"),
            ("tag=energy&tag=war", "b"),
            ("tag=energy&author=ana", "a"),
            ("tag=old-war", "b,c"),
            ("tag=energy,nonsense", "a,b"),
            ("tag=nonsense", ""),
            ("tag=ana", ""),
            ("author=ben,ana", "a,c"),
            ("newsletter=the-week", "a"),
            ("edition=first", "a,c"),
            ("kind=opinion", "b"),
            ("kind=opinion,news", "a,b,c"),
            ("kind=opinion&kind=news", ""),
            ("language=de", "d"),
            ("language=DE,EN", "a,b,c,d"),
            ("language=de&language=en", ""),
            ("breaking=true", "c"),
            ("breaking=false", "a,b,d"),
            ("publishedAfter=2026-03-06T09:01:00Z", "c,d"),
            ("publishedBefore=2026-03-06T10:01:00%2B01:00", "a"),
            ("updatedAfter=2026-03-06T09:02:30Z", "d"),
            ("q=MINE", "a"),
            ("q=100%25", "b"),
            ("q=1_0", ""),
            ("q=Größe", "d"),
            ("q='; drop table item--", ""),
        })
        {
            var answer = await Anonymous.ReadAsync($"/api/v1/articles?count=true&sort=publishedAt&{query}");
            Assert.Equal((query, expected), (query, string.Join(',', Slugs(answer["data"]))));
            Assert.Equal(Slugs(answer["data"]).Count, (int)answer["page"]!["total"]!);
        }
    }

    [Fact]
    public async Task References_are_filtered_by_id_too()
    {
        var tag = (string)(await OneAsync("tags/energy"))["id"]!;
        var articles = await ListAsync($"articles?tag={tag}&sort=publishedAt");
        Assert.Equal(["a", "b"], Slugs(articles));
        Assert.Equal(["a", "b"], await SlugsAsync($"articles?ids={articles[0]!["id"]},{articles[1]!["id"]},{Guid.CreateVersion7()}&sort=publishedAt"));
        Assert.Equal(["b", "c"], await SlugsAsync($"articles?tag={(await OneAsync("tags/war"))["id"]}&sort=publishedAt"));
    }

    [Theory]
    [InlineData("sort=-publishedAt", "c,b,brief", "c,b")]
    [InlineData("sort=publishedAt", "brief,b,c", "b,c")]
    [InlineData("sort=-publishedAt&kind=news", "c,brief", "c")]
    public async Task What_names_a_tag_is_listed_in_its_time_alone(string query, string seen, string others)
    {
        var now = Clock.GetUtcNow();
        await PublishArticleAsync(new { slug = "brief", title = "Brief", tags = new[] { "war" } }, new { embargoUntil = now.AddHours(1), expiresAt = now.AddHours(2) });
        foreach (var expected in new[] { others, seen, others })
        {
            Assert.Equal(expected, string.Join(',', await SlugsAsync($"articles?tag=war&{query}")));
            var slugs = new List<string>();
            for (var page = $"/api/v1/articles?tag=war&limit=1&{query}"; page is not null;)
            {
                var answer = await Anonymous.ReadAsync(page);
                slugs.AddRange(Slugs(answer["data"]));
                page = (string?)answer["page"]!["next"];
            }
            Assert.Equal(expected, string.Join(',', slugs));
            Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task Lists_are_sorted_and_selected()
    {
        foreach (var (path, expected) in new[]
        {
            ("articles?sort=-publishedAt", "d,c,b,a"),
            ("articles?sort=title", "b,d,a,c"),
            ("articles?sort=-updatedAt", "d,c,b,a"),
            ("articles", "d,c,b,a"),
            ("authors", "ana,ben"),
            ("editions?sort=number", "first,second"),
            ("tags?kind=place", "velmora"),
            ("notices?region=DE&sort=title", "all,europe"),
            ("notices?region=FR&sort=title", "all"),
            ("notices?region=DE&kind=legal&limit=1&count=true", "europe"),
            ("notices?sort=title", "all,europe"),
            ("podcasts/talk/episodes", "two,one"),
            ("episodes?podcast=talk&kind=bonus", "two"),
        })
        {
            Assert.Equal((path, expected), (path, string.Join(',', await SlugsAsync(path))));
        }
    }

    [Fact]
    public async Task What_is_unknown_repeated_or_ill_typed_is_named()
    {
        foreach (var (path, pointer, code) in new[]
        {
            ("articles?nonsense=1", "?nonsense", "unknown_parameter"),
            ("articles?Tag=energy", "?Tag", "unknown_parameter"),
            ("articles?limit=0", "?limit", "bad_parameter"),
            ("articles?limit=101", "?limit", "bad_parameter"),
            ("articles?limit=1e9", "?limit", "bad_parameter"),
            ("articles?limit=%2B5", "?limit", "bad_parameter"),
            ("articles?limit=99999999999999999999", "?limit", "bad_parameter"),
            ("articles?limit=1&limit=2", "?limit", "repeated_parameter"),
            ("articles?offset=3", "?offset", "unknown_parameter"),
            ("articles?sort=slug", "?sort", "unknown_value"),
            ("articles?sort=title,publishedAt", "?sort", "unknown_value"),
            ("articles?kind=poem", "?kind", "unknown_value"),
            ("articles?breaking=yes", "?breaking", "bad_parameter"),
            ("articles?count=1", "?count", "bad_parameter"),
            ("articles?language=english!", "?language", "bad_parameter"),
            ("articles?publishedAfter=yesterday", "?publishedAfter", "bad_parameter"),
            ("articles?publishedAfter=2026-03-06", "?publishedAfter", "bad_parameter"),
            ("articles?publishedAfter=2026-13-40T00:00:00Z", "?publishedAfter", "bad_parameter"),
            ("articles?publishedAfter=2026-03-06T09:00:00", "?publishedAfter", "bad_parameter"),
            ("articles?ids=x", "?ids", "bad_parameter"),
            ("articles?tag=", "?tag", "bad_parameter"),
            ("articles?tag=a,,b", "?tag", "bad_parameter"),
            ("articles?tag=%00", "?tag", "control_character"),
            ("articles?q=", "?q", "bad_parameter"),
            ("articles?include=nonsense", "?include", "unknown_value"),
            ("articles?include=newsletter.podcast.authors", "?include", "unknown_value"),
            ("articles?body=pdf", "?body", "unknown_value"),
            ("articles?fields%5Barticle%5D=internalNote", "?fields[article]", "unknown_value"),
            ("articles?fields%5Bsecret%5D=title", "?fields[secret]", "unknown_parameter"),
            ("articles?fields=title", "?fields", "unknown_parameter"),
            ("articles?region=DE", "?region", "unknown_parameter"),
            ("notices?region=Germany", "?region", "unknown_country"),
            ("authors?body=html", "?body", "unknown_parameter"),
            ("breaking?tag=energy", "?tag", "unknown_parameter"),
            ("articles/a?limit=3", "?limit", "unknown_parameter"),
            ("articles/a?include=nonsense", "?include", "unknown_value"),
        })
        {
            var problem = await Anonymous.ReadAsync("/api/v1/" + path, 400);
            Assert.Equal("invalid_parameter", (string?)problem["code"]);
            var error = problem["errors"]!.AsArray().Single()!;
            Assert.Equal((path, pointer, code), (path, (string)error["pointer"]!, (string)error["code"]!));
            if (code.StartsWith("unknown_", StringComparison.Ordinal) && code != "unknown_country") Assert.NotEmpty(error["allowed"]!.AsArray());
        }
    }

    [Fact]
    public async Task Amplification_is_refused()
    {
        foreach (var path in new[]
        {
            "articles?ids=" + string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())),
            "articles?tag=" + string.Join(',', Enumerable.Range(0, 101)),
            "articles?" + string.Join('&', Enumerable.Repeat("tag=energy", 101)),
            "articles?include=" + string.Join('.', Enumerable.Repeat("related", 20)),
        })
        {
            await Anonymous.ReadAsync("/api/v1/" + path, 400);
        }
    }

    [Fact]
    public async Task Sparse_fields_keep_type_id_and_url_and_go_with_include_and_body()
    {
        var article = (await ListAsync("articles?tag=energy&sort=publishedAt&include=authors,tags&fields%5Barticle%5D=title,authors,tags&fields%5Bauthor%5D=jobTitle&body=text"))[0]!;
        Assert.Equal(["type", "id", "url", "title", "authors", "tags", "bodyText"], Names(article));
        Assert.Equal(["type", "id", "url", "jobTitle"], Names(article["authors"]![0]!["author"]!));
        Assert.Contains("synonyms", Names(article["tags"]![0]!));
        Assert.Equal(["type", "id", "url", "title"], Names(await OneAsync("articles/a?fields%5Barticle%5D=title")));
        Assert.Equal(["type", "id", "url", "sections"], Names(await OneAsync("editions/first?fields%5Bedition%5D=sections")));
    }

    [Fact]
    public async Task Bodies_come_in_the_forms_that_were_asked_for()
    {
        string[] forms = ["body", "bodyHtml", "bodyMarkdown", "bodyText"];
        Assert.Empty(Names((await ListAsync("articles"))[0]!).Intersect(forms));
        Assert.Equal(["body"], Names(await OneAsync("articles/a")).Intersect(forms));
        Assert.Equal(["bodyHtml", "bodyText"], Names(await OneAsync("articles/a?body=text,html")).Intersect(forms));
        Assert.Equal(forms, Names((await ListAsync("articles?body=blocks,html,markdown,text"))[0]!).Intersect(forms));
        Assert.Equal("<p>Text of <strong>a</strong></p>", (string?)(await OneAsync("articles/a?body=html"))["bodyHtml"]);
        var edition = await OneAsync("editions/first?body=html");
        Assert.Equal(("<p>Lead</p>", "<p>Part</p>"), ((string?)edition["bodyHtml"], (string?)edition["sections"]![0]!["bodyHtml"]));
    }

    [Fact]
    public async Task Includes_reach_two_levels_and_the_rest_are_stubs()
    {
        var edition = await OneAsync("editions/first?include=articles,articles.authors,newsletter");
        var article = edition["sections"]![0]!["items"]![0]!["article"]!;
        Assert.Equal("Reporter", (string?)article["authors"]![0]!["author"]!["jobTitle"]);
        Assert.Equal("writer", (string?)article["authors"]![0]!["role"]);
        Assert.Equal(["type", "id", "slug", "title", "url"], Names(article["tags"]![0]!));
        Assert.Equal("UTC", (string?)edition["newsletter"]!["timeZone"]);
        Assert.Equal(["type", "id", "slug", "title", "url"], Names((await OneAsync("editions/first"))["sections"]![0]!["items"]![0]!["article"]!));
    }

    [Fact]
    public async Task Breaking_is_a_list_like_others_with_the_end_of_each()
    {
        var answer = await Anonymous.ReadAsync("/api/v1/breaking?limit=1&count=true");
        Assert.Equal(3, (int)answer["page"]!["total"]!);
        var all = await ListAsync("breaking");
        Assert.Equal(["for-all", "for-week", "c"], Slugs(all));
        Assert.All(all, item => Assert.NotNull(item!["until"]));
        Assert.Equal("for-week", (string?)(await Anonymous.ReadAsync((string)answer["page"]!["next"]!))["data"]![0]!["slug"]);
        // What names no newsletter is for the readers of all.
        Assert.Equal(["for-all", "for-week", "c"], await SlugsAsync("breaking?newsletter=the-week"));
        Assert.Equal(["for-all", "c"], await SlugsAsync("breaking?newsletter=der-tag"));
        Assert.Equal("c", (string?)(await OneAsync("breaking/for-week"))["article"]!["slug"]);
        Clock.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await ListAsync("breaking"));
        await Anonymous.ReadAsync("/api/v1/breaking/for-week", 410);
    }

    private static IReadOnlyList<string> Names(JsonNode item) => [.. ((JsonObject)item).Select(member => member.Key)];

    private static async Task FillAsync(TestServer server)
    {
        var (owner, clock) = (server.Owner, server.Clock!);
        await owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week" });
        await owner.CreateAsync("newsletters", new { slug = "der-tag", title = "Der Tag", language = "de" });
        await owner.CreateAsync("authors", new { slug = "ana", title = "Ana", jobTitle = "Reporter" });
        await owner.CreateAsync("authors", new { slug = "ben", title = "Ben" });
        await owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        await owner.CreateAsync("tags", new { slug = "velmora", title = "Velmora", kind = "place" });
        var war = await owner.CreateAsync("tags", new { slug = "old-war", title = "War" });
        using var renamed = await owner.SendAsync(HttpMethod.Patch, $"/manage/v1/tags/{war["id"]}", (int)war["version"]!, new { slug = "war" }, "application/merge-patch+json");
        await TestRequests.ExpectAsync(renamed, 200);
        await owner.CreateAsync("notices", new { slug = "all", title = "All", regions = new { exclude = new[] { "US" } } });
        await owner.CreateAsync("notices", new { slug = "europe", title = "Europe", kind = "legal", regions = new { include = new[] { "DE", "AT", "FR" }, exclude = new[] { "FR" } } });
        await owner.CreateAsync("podcasts", new { slug = "talk", title = "Talk" });
        await owner.CreateAsync("episodes", new { slug = "one", title = "One", podcast = "talk", number = 1 });
        var articles = new List<JsonObject>();
        foreach (var article in new object[]
        {
            new { slug = "a", title = "Mine", newsletter = "the-week", tags = new[] { "energy" }, authors = new[] { new { author = "ana" } }, body = new { format = "markdown", content = "Text of **a**" } },
            new { slug = "b", title = "100% right", kind = "opinion", tags = new[] { "energy", "war" } },
            new { slug = "c", title = "Strike", tags = new[] { "war" }, authors = new[] { new { author = "ben" } }, breaking = new { until = Start.AddHours(2) } },
            new { slug = "d", title = "Die GRÖSSE und die Größe", kind = "brief", language = "de" },
        })
        {
            articles.Add(await PublishAsync(owner, "articles", article));
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        await owner.CreateAsync("episodes", new { slug = "two", title = "Two", podcast = "talk", number = 2, kind = "bonus" });
        var items = new[] { articles[0], articles[2] }.Select(article => new { article = article["id"] });
        object Body(string text) => new { format = "markdown", content = text };
        await PublishAsync(owner, "editions", new { slug = "first", newsletter = "the-week", number = 1, title = "First", body = Body("Lead"), sections = new[] { new { title = "Part", body = Body("Part"), items } } });
        await PublishAsync(owner, "editions", new { slug = "second", newsletter = "the-week", number = 2, title = "Second", body = Body("Lead") });
        await owner.CreateAsync("breaking", new { slug = "for-week", title = "Line", until = Start.AddHours(2), newsletter = "the-week", article = "c" });
        clock.Advance(TimeSpan.FromMinutes(1));
        await owner.CreateAsync("breaking", new { slug = "for-all", title = "Line", until = Start.AddHours(2) });
    }
}

public sealed class QueryOnSqlite() : QueryTests(Engine.Sqlite);

public sealed class QueryOnPostgreSql() : QueryTests(Engine.PostgreSql);

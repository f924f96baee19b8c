using Newsletter.Application.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Search;

public abstract class SearchListTests(Engine engine) : SearchTests(engine, Template)
{
    private static readonly DatabaseTemplate Template = Filled(FillAsync);

    [Fact]
    public async Task Filters_combine()
    {
        foreach (var (more, expected) in new[]
        {
            ("", "a,b,c,e"),
            ("&type=article", "a,b,c"),
            ("&type=edition", "e"),
            ("&type=article,edition", "a,b,c,e"),
            ("&tag=energy", "a,b"),
            ("&tag=energy&author=ana", "a"),
            ("&author=ana,ben", "a,c"),
            ("&newsletter=the-week", "a,e"),
            ("&newsletter=the-week&type=article", "a"),
            ("&edition=e", "c"),
            ("&kind=opinion", "b"),
            ("&language=de", "c"),
            ("&language=de,en", "a,b,c,e"),
            ("&language=fr", ""),
            ("&publishedAfter=2026-03-06T09:01:30Z", "c,e"),
            ("&publishedBefore=2026-03-06T09:01:30Z", "a,b"),
            ("&region=DE", "a,b,c,e"),
        })
        {
            Assert.Equal((more, expected), (more, string.Join(',', (await FoundAsync("mine", more)).Split(',').Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public async Task What_is_unknown_or_says_nothing_is_named()
    {
        foreach (var (query, pointer, code) in new[]
        {
            ("", "?q", "required"),
            ("?q=", "?q", "bad_parameter"),
            ("?q=%20", "?q", "nothing_to_find"),
            ("?q=-mine", "?q", "nothing_to_find"),
            ("?q=%22%22", "?q", "nothing_to_find"),
            ("?q=!!!", "?q", "nothing_to_find"),
            ("?q=or", "?q", "nothing_to_find"),
            ("?q=a&q=b", "?q", "repeated_parameter"),
            ("?q=%00", "?q", "control_character"),
            ("?q=" + new string('a', 201), "?q", "bad_parameter"),
            ("?q=" + string.Join('+', Enumerable.Repeat("a", 33)), "?q", "too_many_words"),
            ("?q=mine&type=author", "?type", "unknown_value"),
            ("?q=mine&sort=title", "?sort", "unknown_parameter"),
            ("?q=mine&count=true", "?count", "unknown_parameter"),
            ("?q=mine&offset=1", "?offset", "unknown_parameter"),
            ("?q=mine&limit=101", "?limit", "bad_parameter"),
            ("?q=mine&region=Germany", "?region", "unknown_country"),
            ("?q=mine&include=nonsense", "?include", "unknown_value"),
        })
        {
            var problem = await Anonymous.ReadAsync("/api/v1/search" + query, 400);
            var error = problem["errors"]!.AsArray().Single()!;
            Assert.Equal((query, pointer, code), (query, (string)error["pointer"]!, (string)error["code"]!));
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_whatever_is_published_meanwhile()
    {
        for (var at = 0; at < 9; at++) await PublishArticleAsync(new { slug = $"p{at}", title = at % 3 == 0 ? "Pelican" : "Bird", body = Body(string.Concat(Enumerable.Repeat("pelican ", 1 + at))) });
        var all = (await FoundAsync("pelican", "&limit=100")).Split(',');
        Assert.Equal(9, all.Length);
        var (seen, path) = (new List<string>(), Path("pelican", "&limit=4"));
        var pages = new List<string>();
        while (path is not null)
        {
            pages.Add(path);
            var answer = await Anonymous.ReadAsync(path);
            seen.AddRange(Slugs(answer["data"]));
            path = (string?)answer["page"]!["next"];
            await PublishArticleAsync(new { title = $"Pelicans of the hour {seen.Count}", body = Body("pelican") });
        }
        Assert.Equal(all, seen.Where(all.Contains));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        var second = await Anonymous.ReadAsync(pages[1]);
        Assert.NotNull((string?)second["page"]!["prev"]);
        Assert.Null((int?)second["page"]!["total"]);
        var cursor = pages[1].Split("cursor=")[1];
        foreach (var bad in new[] { Path("pelicans", $"&cursor={cursor}"), Path("pelican", $"&type=article&cursor={cursor}"), Path("pelican", $"&cursor={cursor[..^3]}AAA") })
        {
            Assert.Equal("invalid_cursor", (string?)(await Anonymous.ReadAsync(bad, 400))["code"]);
        }
        await Anonymous.ReadAsync($"/api/v1/articles?cursor={cursor}", 400);
    }

    [Fact]
    public async Task It_shows_and_is_cached_like_a_list()
    {
        var reply = (await Anonymous.GetReplyAsync(Path("coal", "&include=authors,tags&fields[article]=title,authors,tags&body=text"))).Is(200);
        var item = reply.Json["data"]![0]!.AsObject();
        Assert.Equal(["type", "id", "url", "title", "authors", "tags", "bodyText", "search"], item.Select(member => member.Key));
        Assert.Equal("Reporter", (string?)item["authors"]![0]!["author"]!["jobTitle"]);
        Assert.DoesNotContain("bodyText", (await Anonymous.ReadAsync(Path("coal")))["data"]![0]!.AsObject().Select(member => member.Key));
        Assert.True((long)reply.Json["meta"]!["sequence"]! > 0);
        var keys = reply.Headers.GetValues("Surrogate-Key").Single().Split(' ');
        foreach (var key in new[] { "articles", "editions", "authors", "tags", SurrogateKeys.Of("article", (Guid)item["id"]!) }) Assert.Contains(key, keys);
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("coal", "&include=authors,tags&fields[article]=title,authors,tags&body=text"));
        request.Headers.TryAddWithoutValidation("If-None-Match", reply.ETag);
        (await Anonymous.AskAsync(request)).Is(304);
        (await Anonymous.AskAsync(new(HttpMethod.Head, Path("coal")))).Is(200);
    }

    [Fact]
    public async Task Hostile_queries_are_queries()
    {
        foreach (var query in new[]
        {
            "'; drop table search_entry; --",
            "\"unclosed",
            "\"\"\"\" mine",
            "mine AND (",
            "NEAR(mine, 3)",
            "title:mine OR {title body}:x",
            "mine* ^mine + -",
            "mine & | ! <-> :* :A",
            "NOT mine",
            "- -- -\"-\" mine",
            "or or mine or or",
            "{0} {1} {} mine % _ \\ \\' E'x'",
            "🙂 mine 👩‍👩‍👧‍👦",
            "_english _name _w2900 keys",
            "﷽ ﬁ ½ mine ① Ⅷ",
            "mİne ıI ΣΑΣ",
            "ผมรักประเทศไทย 한국어 हिन्दी עברית العَرَبِيَّة",
            "e" + new string('\u0301', 199),
            new string('\u0301', 200),
            new string('x', 200),
            new string('"', 200),
            new string('日', 32),
            string.Join(' ', Enumerable.Range(0, 32).Select(at => $"w{at}abc")),
            string.Join(" or ", Enumerable.Repeat("-a b", 20)),
        })
        {
            var reply = await Anonymous.GetReplyAsync(Path(query));
            Assert.True(reply.Status is 200 or 400, $"{query}: {reply.Text}");
        }
        (await Anonymous.GetReplyAsync("/api/v1/search?q=%ED%A0%BD%FF+mine")).Is(200);
        Assert.Equal("a,b,c,e", string.Join(',', (await FoundAsync("mine")).Split(',').Order(StringComparer.Ordinal)));
    }

    private static async Task FillAsync(TestServer server)
    {
        var (owner, clock) = (server.Owner, server.Clock!);
        await owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week" });
        await owner.CreateAsync("authors", new { slug = "ana", title = "Ana", jobTitle = "Reporter" });
        await owner.CreateAsync("authors", new { slug = "ben", title = "Ben" });
        await owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        foreach (var article in new object[]
        {
            new { slug = "a", title = "Mine and coal", newsletter = "the-week", tags = new[] { "energy" }, authors = new[] { new { author = "ana" } }, body = Body("Of coal") },
            new { slug = "b", title = "A mine", kind = "opinion", tags = new[] { "energy" } },
            new { slug = "c", title = "Die Mine", language = "de", authors = new[] { new { author = "ben" } } },
        })
        {
            await PublishAsync(owner, "articles", article);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        var c = (await owner.ReadAsync("/manage/v1/articles/c"))["data"]!["id"];
        await PublishAsync(owner, "editions", new { slug = "e", newsletter = "the-week", number = 1, title = "All of the mine", sections = new[] { new { title = "One", items = new[] { new { article = c } } } } });
    }
}

public sealed class SearchListsOnSqlite() : SearchListTests(Engine.Sqlite);

public sealed class SearchListsOnPostgreSql() : SearchListTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

/// <summary>Whatever readers must not see yet, or no longer, holds a word that must turn up in no answer, header or ETag.</summary>
public abstract class DraftMatrixTests(Engine engine) : DeliveryTests(engine)
{
    private const string Canary = "canaryxq";
    private static readonly string[] Lists = ["newsletters", "newsletters/the-week/editions", "editions", "articles", "authors", "tags", "podcasts", "podcasts/talk/episodes", "episodes", "notices", "breaking"];

    private readonly List<(string Plural, string Id, string Slug)> hidden = [];
    private readonly List<string> hiddenFiles = [];
    private readonly List<string> shown = [];
    private int count;

    private object Later => new { embargoUntil = Clock.GetUtcNow().AddDays(1) };

    [Fact]
    public async Task What_readers_must_not_see_shows_in_no_answer()
    {
        await FillAsync();

        var answers = new List<string>();
        foreach (var list in Lists)
        {
            var includes = await AllIncludesAsync(list);
            answers.Add(await TextAsync($"/api/v1/{list}?limit=100&count=true&include={includes}"));
            answers.Add(await TextAsync($"/api/v1/{list}?limit=100&count=true"));
            foreach (var name in new[] { "tag", "author", "newsletter", "edition", "ids" })
            {
                foreach (var (_, id, _) in hidden) answers.Add(await TextAsync($"/api/v1/{list}?limit=100&count=true&{name}={id}"));
            }
        }
        foreach (var path in shown)
        {
            var includes = await AllIncludesAsync(path);
            answers.Add(await TextAsync($"/api/v1/{path}?include={includes}"));
            answers.Add(await TextAsync($"/api/v1/{path}?body=blocks,html,markdown,text"));
        }
        foreach (var (plural, id, _) in hidden) answers.Add(await TextAsync($"/api/v1/{plural}/{id}"));

        Assert.All(answers, answer => Assert.DoesNotContain(Canary, answer, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_readers_must_not_see_is_answered_like_what_never_was()
    {
        await FillAsync();

        foreach (var (plural, id, slug) in hidden)
        {
            Assert.Equal(await BareAsync($"/api/v1/{plural}/{Guid.CreateVersion7()}"), await BareAsync($"/api/v1/{plural}/{id}"));
            Assert.Equal(await BareAsync($"/api/v1/{plural}/nonsense"), await BareAsync($"/api/v1/{plural}/{slug}"));
        }
        foreach (var file in hiddenFiles) Assert.Equal(404, (int)(await Anonymous.GetAsync(file)).StatusCode);
        foreach (var (filter, plural) in new[] { ("tag", "tags"), ("author", "authors"), ("edition", "editions"), ("newsletter", "newsletters") })
        {
            foreach (var (_, id, slug) in hidden.Where(one => one.Plural == plural))
            {
                var nonsense = await Anonymous.ReadAsync($"/api/v1/articles?count=true&{filter}=nonsense");
                Assert.Equal(nonsense.ToJsonString(), (await Anonymous.ReadAsync($"/api/v1/articles?count=true&{filter}={id}")).ToJsonString());
                Assert.Equal(nonsense.ToJsonString(), (await Anonymous.ReadAsync($"/api/v1/articles?count=true&{filter}={slug}")).ToJsonString());
            }
        }
    }

    [Fact]
    public async Task Counts_lists_and_neighbours_hold_only_what_is_visible()
    {
        await FillAsync();

        Assert.Equal(1, (int)(await OneAsync("tags/energy"))["articleCount"]!);
        Assert.Equal(1, (int)(await Anonymous.ReadAsync("/api/v1/articles?tag=energy&count=true"))["page"]!["total"]!);
        Assert.Equal(0, (int)(await Anonymous.ReadAsync("/api/v1/breaking?count=true"))["page"]!["total"]!);
        var edition = await OneAsync("newsletters/the-week/editions/latest");
        Assert.Equal(2, (int)edition["number"]!);
        Assert.Null(edition["previous"]);
        Assert.Null(edition["next"]);
        Assert.Empty((JsonArray)edition["notices"]!);
        Assert.Empty((JsonArray)edition["translations"]!);
        Assert.Equal(["open"], edition["sections"]![0]!["items"]!.AsArray().Select(item => (string)item!["article"]!["slug"]!));
        var article = await OneAsync("articles/open");
        Assert.Equal(["open-edition"], Slugs(article["editions"]));
        Assert.Equal(["energy"], Slugs(article["tags"]));
        Assert.Empty((JsonArray)article["related"]!);
        Assert.Equal(["ana"], article["authors"]!.AsArray().Select(author => (string)author!["author"]!["slug"]!));
    }

    [Fact]
    public async Task What_is_taken_back_leaves_the_derived_forms_of_bodies_too()
    {
        var other = await PublishArticleAsync(new { slug = "other", title = Canary, body = new { format = "markdown", content = "Text" } });
        await PublishArticleAsync(new { slug = "open", title = "Open", body = Blocks((string)other["id"]!) });
        Assert.Contains(Canary, (string?)(await OneAsync("articles/open?body=html"))["bodyHtml"]);

        await UnpublishAsync("articles", other);

        await AssertLeftAsync();
    }

    [Fact]
    public async Task What_expires_leaves_the_derived_forms_of_bodies_at_that_moment()
    {
        var other = await PublishArticleAsync(new { slug = "other", title = Canary }, new { expiresAt = Clock.GetUtcNow().AddHours(1) });
        await PublishArticleAsync(new { slug = "open", title = "Open", body = Blocks((string)other["id"]!) });
        Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(20));
        using (var answer = await Anonymous.GetAsync("/api/v1/articles/open?body=html"))
        {
            Assert.Contains(Canary, await answer.Content.ReadAsStringAsync());
            Assert.Equal(TimeSpan.FromSeconds(20), answer.Headers.CacheControl!.MaxAge);
        }
        Clock.Advance(TimeSpan.FromSeconds(20));
        await AssertLeftAsync();
    }

    [Fact]
    public async Task What_is_published_anew_for_another_time_leaves_the_derived_forms_of_bodies_then()
    {
        var other = await PublishArticleAsync(new { slug = "other", title = Canary });
        await PublishArticleAsync(new { slug = "open", title = "Open", body = Blocks((string)other["id"]!) });
        other = await Owner.PublishAsync("articles", other, new { expiresAt = Clock.GetUtcNow().AddHours(1) });
        Assert.Contains(Canary, (string?)(await OneAsync("articles/open?body=html"))["bodyHtml"]);
        Clock.Advance(TimeSpan.FromHours(1));
        await AssertLeftAsync();
        await Owner.PublishAsync("articles", other, Later);
        await AssertLeftAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains(Canary, (string?)(await OneAsync("articles/open?body=html"))["bodyHtml"]);
    }

    private async Task AssertLeftAsync()
    {
        var text = (await OneAsync("articles/open?body=blocks,html,markdown,text")).ToJsonString();
        Assert.DoesNotContain(Canary, text);
        Assert.Contains("before", text);
    }

    private async Task FillAsync()
    {
        await Owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week" });
        await Owner.CreateAsync("authors", new { slug = "ana", title = "Ana", internalNote = Canary });
        await Owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        await Owner.CreateAsync("podcasts", new { slug = "talk", title = "Talk" });
        shown.AddRange(["newsletters/the-week", "authors/ana", "tags/energy", "podcasts/talk", "articles/open", "editions/open-edition"]);

        var tag = await HideAsync("tags", new { }, Later);
        var author = await HideAsync("authors", new { jobTitle = Canary, bio = Canary }, Later);
        var notice = await HideAsync("notices", new { body = Text }, Later);
        await HideAsync("newsletters", new { tagline = Canary }, Later);
        foreach (var plural in new[] { "newsletters", "authors", "tags", "podcasts", "notices" }) await HideAsync(plural, new { status = "draft" }, null);
        await HideAsync("episodes", new { podcast = "talk", status = "draft", body = Text }, null);
        await HideAsync("breaking", new { until = Clock.GetUtcNow().AddDays(9), status = "draft" }, null);
        await HideAsync("breaking", new { until = Clock.GetUtcNow().AddDays(9) }, Later);

        var media = await UploadAsync(Owner, ("title", Next()), ("alt", Canary), ("caption", Canary), ("credit", Canary));
        var draft = await HideAsync("articles", new { teaser = Canary, tags = new[] { "energy" }, authors = new[] { new { author = "ana" } }, body = Text }, null);
        var later = await HideAsync("articles", new
        {
            teaser = Canary,
            kicker = Canary,
            tags = new[] { "energy" },
            leadMedia = new { media = media["id"] },
            breaking = new { until = Clock.GetUtcNow().AddDays(9) },
            body = Text,
        }, Later);
        hidden.Add(("media", (string)media["id"]!, (string)media["slug"]!));
        var file = (JsonObject)media["file"]!;
        hiddenFiles.Add($"/media/{media["id"]}/original-{((string)file["sha256"]!)[..16]}.{file["extension"]}");
        var gone = await HideAsync("articles", new { teaser = Canary, tags = new[] { "energy" }, body = Text }, new { });
        var open = await PublishArticleAsync(new
        {
            slug = "open",
            title = "Open",
            internalNote = Canary,
            tags = new object?[] { "energy", tag["id"] },
            authors = new object[] { new { author = author["id"] }, new { author = "ana" } },
            related = new[] { later["id"], gone["id"] },
            body = Blocks((string)later["id"]!, (string)gone["id"]!),
        });
        await UnpublishAsync("articles", gone);
        await HideAsync("articles", new { translationOf = open["id"], language = "de", body = Text }, Later);
        await HideAsync("articles", new { translationOf = open["id"], language = "fr", body = Text }, null);

        foreach (var number in new[] { 1, 3 }) await HideAsync("editions", new { newsletter = "the-week", number, sections = Sections(open), teaser = Canary }, Later);
        await HideAsync("editions", new { newsletter = "the-week", number = 4, body = Text, sections = Sections(open, draft) }, null);
        var edition = await PublishAsync(Owner, "editions", new { slug = "open-edition", title = "Open", newsletter = "the-week", number = 2, notices = new[] { notice["id"] }, sections = Sections(later, open) });
        await HideAsync("editions", new { newsletter = "the-week", number = 2, language = "de", translationOf = edition["id"], body = Text }, Later);

        // Newer drafts of what is published.
        await PatchAsync("articles", open, new { title = Canary, slug = Next(), teaser = Canary, body = Text, internalNote = Canary });
        await PatchAsync("editions", edition, new { title = Canary, slug = Next(), teaser = Canary });
        await PublishArticleAsync(new { slug = "linking", title = "Linking", body = Blocks((string)open["id"]!) });
        shown.Add("articles/linking");
    }

    private static object Text => new { format = "markdown", content = $"The word {Canary}." };

    private static object[] Sections(params JsonObject[] articles) => [new { title = "Part", items = articles.Select(article => new { article = article["id"] }) }];

    private static object Blocks(params string[] ids) => new object[]
    {
        new { _type = "block", children = new[] { new { _type = "span", text = "before", marks = new[] { "m" } } }, markDefs = new[] { new { _type = "internalLink", _key = "m", reference = new { type = "article", id = ids[0] } } } },
    }.Concat(ids.Select(id => (object)new { _type = "relatedLink", reference = new { type = "article", id } }));

    private string Next() => $"{Canary}-{count++}";

    /// <summary>Creates something with the canary in title and slug that readers do not see: not published where there are no terms.</summary>
    private async Task<JsonObject> HideAsync(string plural, object fields, object? terms)
    {
        var content = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(fields)!;
        content["slug"] = Next();
        content["title"] = content["slug"]!.DeepClone();
        var item = await Owner.CreateAsync(plural, content);
        if (terms is not null) item = await Owner.PublishAsync(plural, item, terms);
        hidden.Add((plural, (string)item["id"]!, (string)item["slug"]!));
        return item;
    }

    /// <summary>The status, headers and body.</summary>
    private async Task<string> TextAsync(string path)
    {
        using var response = await Anonymous.GetAsync(path);
        return $"{path}\n{response}\n{await response.Content.ReadAsStringAsync()}";
    }

    /// <summary>The answer without what names the request.</summary>
    private async Task<string> BareAsync(string path)
    {
        using var response = await Anonymous.GetAsync(path);
        var problem = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem.Remove("instance");
        problem.Remove("traceId");
        return $"{(int)response.StatusCode} {problem.ToJsonString()}";
    }
}

public sealed class DraftMatrixOnSqlite() : DraftMatrixTests(Engine.Sqlite);

public sealed class DraftMatrixOnPostgreSql() : DraftMatrixTests(Engine.PostgreSql);

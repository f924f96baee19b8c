using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>Who may see and change which working copies.</summary>
public abstract class ItemAccessTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task A_contributor_works_on_his_own_and_on_nothing_else()
    {
        using var ana = await Server.RoleAsync("contributor");
        using var idris = await Server.RoleAsync("contributor");
        var tag = await Samples.CreateAsync(Owner, "tags");
        var draft = await Owner.CreateAsync("articles", new { title = "A draft of others" });
        var mine = await ana.CreateAsync("articles", new { title = "Mine", tags = new[] { tag["slug"] } });
        Assert.Equal([(string)mine["id"]!], await IdsAsync(ana, "articles"));
        Assert.Empty(await IdsAsync(idris, "articles"));
        Assert.Empty(await IdsAsync(ana, "tags"));
        (await ana.SendTextAsync(HttpMethod.Patch, mine.Address("articles"), "{\"teaser\":\"Short\"}", mine.Tag())).Is(200);
        await HiddenAsync(idris, "articles", mine);
        await HiddenAsync(ana, "articles", draft);
        // What readers do not see cannot be referred to.
        var refused = (await ana.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", new JsonObject { ["title"] = "x", ["related"] = new JsonArray(draft["id"]!.DeepClone()) })).IsProblem(422, "invalid_content");
        Assert.Equal(["/related/0 unknown_reference"], refused.Errors);
        var taken = (await ana.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", new JsonObject { ["title"] = "y", ["slug"] = draft["slug"]!.DeepClone() })).IsProblem(409, "slug_taken");
        Assert.Null((string?)taken.Json["conflictingId"]);

        // It stays the author's when an editor works on it.
        var edited = (await Owner.SendTextAsync(HttpMethod.Patch, mine.Address("articles"), "{\"title\":\"Edited\"}", "\"2\"")).Is(200).Data;
        await Owner.PublishAsync("articles", edited);
        (await ana.GetReplyAsync(mine.Address("articles"))).Is(200);
        Assert.Single(await IdsAsync(Owner, "articles", "&ids=" + mine["id"]));
    }

    [Fact]
    public async Task Who_works_for_some_newsletters_sees_what_belongs_to_them()
    {
        var (day, night) = (await NewsletterAsync("day"), await NewsletterAsync("night"));
        using var editor = await Server.RoleAsync("editor", day.Newsletter);
        foreach (var (plural, own, foreign) in new[]
        {
            ("newsletters", day.Newsletter, night.Newsletter), ("articles", day.Article, night.Article), ("editions", day.Edition, night.Edition),
            ("podcasts", day.Podcast, night.Podcast), ("episodes", day.Episode, night.Episode), ("breaking", day.Line, night.Line),
        })
        {
            var ids = await IdsAsync(editor, plural);
            Assert.Contains((string)own["id"]!, ids);
            Assert.DoesNotContain((string)foreign["id"]!, ids);
            Assert.Contains((string)foreign["id"]!, await IdsAsync(Owner, plural));
            (await editor.GetReplyAsync(own.Address(plural))).Is(200);
            (await editor.SendTextAsync(HttpMethod.Patch, own.Address(plural), "{\"title\":\"Changed\"}", own.Tag())).Is(200);
            await HiddenAsync(editor, plural, foreign);
        }
        // What an edition of theirs shows is seen; it is not theirs to change.
        (await editor.GetReplyAsync(night.Shared.Address("articles"))).Is(404);
        await Owner.CreateAsync("editions", new { newsletter = day.Newsletter["id"], number = 9, title = "Nine", sections = new[] { new { title = "x", items = new[] { new { article = night.Shared["id"] } } } } });
        (await editor.GetReplyAsync(night.Shared.Address("articles"))).Is(200);
        (await editor.SendTextAsync(HttpMethod.Patch, night.Shared.Address("articles"), "{\"title\":\"Changed\"}", night.Shared.Tag())).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task What_is_shared_is_used_by_all_and_changed_by_who_made_it()
    {
        var day = await NewsletterAsync("day");
        using var editor = await Server.RoleAsync("editor", day.Newsletter);
        foreach (var plural in new[] { "authors", "tags", "notices", "media" })
        {
            var shared = plural == "media" ? await Pictures.UploadAsync(Owner) : await Samples.CreateAsync(Owner, plural);
            (await editor.GetReplyAsync(shared.Address(plural))).Is(200);
            (await editor.SendTextAsync(HttpMethod.Patch, shared.Address(plural), "{\"title\":\"Changed\"}", shared.Tag())).IsProblem(403, "forbidden");
            (await editor.SendTextAsync(HttpMethod.Delete, shared.Address(plural), null, shared.Tag())).IsProblem(403, "forbidden");
            var own = plural == "media" ? await Pictures.UploadAsync(editor) : await Samples.CreateAsync(editor, plural);
            (await editor.SendTextAsync(HttpMethod.Patch, own.Address(plural), "{\"title\":\"Changed\"}", own.Tag())).Is(200);
        }
        var line = await Samples.CreateAsync(Owner, "breaking");
        (await editor.GetReplyAsync(line.Address("breaking"))).Is(200);
        (await editor.SendTextAsync(HttpMethod.Delete, line.Address("breaking"), null, line.Tag())).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task Nobody_moves_an_item_into_or_out_of_a_newsletter_beyond_his()
    {
        var (day, night) = (await NewsletterAsync("day"), await NewsletterAsync("night"));
        using var editor = await Server.RoleAsync("editor", day.Newsletter);
        foreach (var plural in new[] { "articles", "podcasts", "breaking" })
        {
            var own = plural switch { "articles" => day.Shared, "podcasts" => day.Podcast, _ => day.Line };
            var into = (await editor.SendNodeAsync(HttpMethod.Patch, own.Address(plural), new JsonObject { ["newsletter"] = night.Newsletter["id"]!.DeepClone() }, own.Tag())).IsProblem(422, "invalid_content");
            Assert.Equal(["/newsletter unknown_reference"], into.Errors);
            (await editor.SendTextAsync(HttpMethod.Patch, own.Address(plural), "{\"newsletter\":null}", own.Tag())).IsProblem(403, "forbidden");
            Assert.Equal((int)own["version"]!, (int)(await Owner.GetReplyAsync(own.Address(plural))).Data["version"]!);
        }
        foreach (var (plural, write) in new[] { ("newsletters", "{\"title\":\"Third\"}"), ("articles", "{\"title\":\"Loose\"}"), ("podcasts", "{\"title\":\"Loose\"}"), ("breaking", "{\"title\":\"For all\",\"until\":\"2030-01-01T00:00:00Z\"}") })
        {
            var before = (await IdsAsync(Owner, plural)).Count;
            (await editor.SendTextAsync(HttpMethod.Post, "/manage/v1/" + plural, write)).IsProblem(403, "forbidden");
            Assert.Equal(before, (await IdsAsync(Owner, plural)).Count);
        }
        Assert.Equal(["/newsletter unknown_reference"], (await editor.SendNodeAsync(HttpMethod.Post, "/manage/v1/editions", new JsonObject
        {
            ["newsletter"] = night.Newsletter["slug"]!.DeepClone(),
            ["number"] = 77,
            ["title"] = "x",
        })).IsProblem(422, "invalid_content").Errors);
        (await editor.SendTextAsync(HttpMethod.Post, night.Newsletter.Address("newsletters") + "/editions/next", "{\"date\":\"2026-12-03\"}")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Referrers_events_schedules_and_the_audit_trail_tell_nothing_of_what_is_hidden()
    {
        var (day, night) = (await NewsletterAsync("day"), await NewsletterAsync("night"));
        var tag = await Samples.CreateAsync(Owner, "tags");
        foreach (var article in new[] { day.Article, night.Article })
        {
            var tagged = (await Owner.SendNodeAsync(HttpMethod.Patch, article.Address("articles"), new JsonObject { ["tags"] = new JsonArray(tag["id"]!.DeepClone()) }, article.Tag())).Is(200).Data;
            (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{\"at\":\"2040-01-01T00:00:00Z\"}", tagged.Tag())).Is(200);
        }
        using var editor = await Server.RoleAsync("editor", day.Newsletter);
        var referrers = (await editor.GetReplyAsync(tag.Address("tags") + "/referencing")).Is(200).Json["data"]!.AsArray();
        Assert.Equal([(string)day.Article["id"]!], referrers.Select(one => (string)one!["id"]!));
        foreach (var (path, id) in new[] { ("/manage/v1/events?limit=500", "item"), ("/manage/v1/schedules?limit=500", "item") })
        {
            var items = (await editor.ReadAsync(path))["data"]!.AsArray().Select(entry => (string)entry![id]!["id"]!).ToHashSet();
            Assert.Contains((string)day.Article["id"]!, items);
            Assert.DoesNotContain((string)night.Article["id"]!, items);
        }
        var audit = (await editor.ReadAsync("/manage/v1/audit?limit=500"))["data"]!.AsArray().Select(entry => (string?)entry!["itemId"]).ToHashSet();
        Assert.Contains((string)day.Article["id"]!, audit);
        Assert.DoesNotContain((string)night.Article["id"]!, audit);
        Assert.Empty((await editor.ReadAsync($"/manage/v1/audit?item={night.Article["id"]}"))["data"]!.AsArray());

        // What keeps an item from being deleted is told as far as it may be seen.
        var own = await Samples.CreateAsync(editor, "tags");
        await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { title = "Hidden title", newsletter = night.Newsletter["id"], tags = new[] { own["id"] } }));
        var held = (await editor.SendTextAsync(HttpMethod.Delete, own.Address("tags"), null, own.Tag())).IsProblem(409, "referenced");
        Assert.Null((string?)held.Json["conflictingId"]);
        Assert.DoesNotContain("Hidden title", held.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_takes_along_the_articles_that_are_the_editors()
    {
        var (day, night) = (await NewsletterAsync("day"), await NewsletterAsync("night"));
        var edition = await Owner.CreateAsync("editions", new
        {
            newsletter = day.Newsletter["id"],
            number = 9,
            title = "Nine",
            sections = new[] { new { title = "x", items = new[] { new { article = day.Article["id"] }, new { article = night.Shared["id"] } } } },
        });
        using var editor = await Server.RoleAsync("editor", day.Newsletter);
        // References that were there already stay.
        edition = (await editor.SendTextAsync(HttpMethod.Patch, edition.Address("editions"), "{\"title\":\"Changed\"}", edition.Tag())).Is(200).Data;
        (await PublishAsync()).IsProblem(422, "not_publishable");
        var shared = await Owner.PublishAsync("articles", night.Shared);
        (await Owner.SendTextAsync(HttpMethod.Patch, shared.Address("articles"), "{\"title\":\"Not yet\"}", shared.Tag())).Is(200);
        (await PublishAsync()).Is(200);
        Assert.Equal("published", (string?)(await Owner.GetReplyAsync(day.Article.Address("articles"))).Data["status"]);
        Assert.True((bool)(await Owner.GetReplyAsync(night.Shared.Address("articles"))).Data["hasUnpublishedChanges"]!);

        Task<Reply> PublishAsync() => editor.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", "{\"includeArticles\":true}", edition.Tag());
    }

    private sealed record Title(JsonObject Newsletter, JsonObject Article, JsonObject Shared, JsonObject Edition, JsonObject Podcast, JsonObject Episode, JsonObject Line);

    /// <summary>A newsletter with one item of each type.</summary>
    private async Task<Title> NewsletterAsync(string name)
    {
        var newsletter = await Owner.CreateAsync("newsletters", new { slug = name, title = name });
        var article = await Owner.CreateAsync("articles", new { title = name, newsletter = name });
        var shared = await Owner.CreateAsync("articles", new { title = "Shared by " + name, newsletter = name });
        var edition = await Owner.CreateAsync("editions", new { newsletter = name, number = 1, title = name, sections = new[] { new { title = "x", items = new[] { new { article = article["id"] } } } } });
        var podcast = await Owner.CreateAsync("podcasts", new { slug = name + "-show", title = name, newsletter = name });
        var episode = await Owner.CreateAsync("episodes", new { title = name, podcast = name + "-show", number = 1 });
        var line = await Owner.CreateAsync("breaking", new { title = name, newsletter = name, until = "2040-01-01T00:00:00Z" });
        return new(newsletter, article, shared, edition, podcast, episode, line);
    }

    /// <summary>Whatever is done with it answers as if it were not there.</summary>
    private static async Task HiddenAsync(HttpClient client, string plural, JsonObject item)
    {
        foreach (var name in new[] { item["id"], item["slug"] })
        {
            var path = $"/manage/v1/{plural}/{name}";
            foreach (var part in new[] { "", "/referencing", "/revisions", "/revisions/1", "/slugs" }.Concat(plural is "articles" or "editions" ? ["/comments", "/lease"] : [])) (await client.GetReplyAsync(path + part)).IsProblem(404, "not_found");
            (await client.SendTextAsync(HttpMethod.Patch, path, "{\"title\":\"x\"}", item.Tag())).IsProblem(404, "not_found");
            (await client.SendTextAsync(HttpMethod.Delete, path, null, item.Tag())).IsProblem(404, "not_found");
            (await client.SendTextAsync(HttpMethod.Post, path + "/validate", null)).IsProblem(404, "not_found");
            (await client.SendTextAsync(HttpMethod.Post, path + "/preview-link", null)).IsProblem(404, "not_found");
        }
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(HttpClient client, string plural, string more = "") =>
        [.. (await client.ReadAsync($"/manage/v1/{plural}?limit=100{more}"))["data"]!.AsArray().Select(item => (string)item!["id"]!)];
}

public sealed class ItemAccessOnSqlite() : ItemAccessTests(Engine.Sqlite);

public sealed class ItemAccessOnPostgreSql() : ItemAccessTests(Engine.PostgreSql);

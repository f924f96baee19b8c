using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Domain;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Schedules;

/// <summary>An edition that waits, with its articles.</summary>
public abstract class EditionScheduleTests(Engine engine) : WaitingTests(engine)
{
    [Fact]
    public async Task Articles_are_published_as_they_were_when_their_edition_was_scheduled()
    {
        var (kept, edited) = (await ArticleAsync(), await ArticleAsync());
        var edition = await ScheduleAsync(await EditionAsync(kept, edited));
        var slug = (string)edited["slug"]!;
        edited = await PatchAsync("articles", edited, $"{{\"title\":\"Changed\",\"slug\":\"{slug}-2\"}}");
        var pinned = (await OneAsync(edition, "pending"))["articles"]!.AsArray();
        Assert.Equal(new[] { kept, edited }.Select(article => ((string?)article["id"], 1)).Order(), pinned.Select(article => ((string?)article!["id"], (int)article["revision"]!)).Order());

        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(edition, "done");
        Assert.Equal("Sample of articles", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{slug}"))["data"]!["title"]);
        edited = await ReadAsync("articles", edited);
        Assert.Equal(("Changed", 1, true), ((string?)edited["title"], (int)edited["publishedRevision"]!, (bool)edited["hasUnpublishedChanges"]!));
        var shown = (await Anonymous.ReadAsync($"/api/v1/editions/{edition["slug"]}?include=articles"))["data"]!["sections"]![0]!["items"]!.AsArray();
        Assert.Equal(["Sample of articles", "Sample of articles"], shown.Select(item => (string?)item!["article"]!["title"]));
    }

    [Fact]
    public async Task What_readers_see_already_stays_and_what_was_taken_back_returns()
    {
        var (later, same, back) = (await ArticleAsync(), await PublishedAsync(), await PublishedAsync());
        var edition = await ScheduleAsync(await EditionAsync(later, same, back));
        later = await Owner.PublishAsync("articles", await PatchAsync("articles", later, "{\"title\":\"Later\"}"));
        back = await PatchAsync("articles", back, "{\"title\":\"Not yet\"}");
        (await Owner.SendTextAsync(HttpMethod.Post, back.Address("articles") + "/unpublish", null, back.Tag())).Is(200);
        var before = await ReadAsync("articles", same);

        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(edition, "done");
        Assert.Equal("Later", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{later["slug"]}"))["data"]!["title"]);
        Assert.Equal("Sample of articles", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{back["slug"]}"))["data"]!["title"]);
        Assert.Equal((int)before["version"]!, (int)(await ReadAsync("articles", same))["version"]!);
    }

    [Fact]
    public async Task A_deleted_article_is_told_and_nothing_is_published()
    {
        var (kept, deleted) = (await ArticleAsync(), await ArticleAsync());
        var edition = await ScheduleAsync(await EditionAsync(kept, deleted));
        (await Owner.SendTextAsync(HttpMethod.Delete, deleted.Address("articles"), null, deleted.Tag())).Is(204);
        Clock.Advance(TimeSpan.FromHours(1));
        var failed = await OneAsync(edition, "failed");
        Assert.Equal("not_publishable", (string?)failed["error"]!["code"]);
        Assert.Contains("/sections/0/items/1/article", (string?)failed["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(("draft", "draft"), ((string?)(await ReadAsync("editions", edition))["status"], (string?)(await ReadAsync("articles", kept))["status"]));
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{kept["slug"]}")).Is(404);
    }

    [Fact]
    public async Task A_slug_that_another_item_is_known_by_now_keeps_all_of_it_back()
    {
        var (first, second) = (await ArticleAsync(), await ArticleAsync());
        var edition = await ScheduleAsync(await EditionAsync(first, second));
        var slug = (string)second["slug"]!;
        await PatchAsync("articles", second, $"{{\"slug\":\"{slug}-2\"}}");
        await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => (write["slug"], write["tags"], write["authors"]) = (slug, new JsonArray(), new JsonArray())));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("slug_taken", (string?)(await OneAsync(edition, "failed"))["error"]!["code"]);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{first["slug"]}")).Is(404);
        (await Anonymous.GetReplyAsync($"/api/v1/editions/{edition["slug"]}")).Is(404);
    }

    [Fact]
    public async Task An_edition_is_taken_back_with_its_articles_at_a_set_time()
    {
        var (one, two) = (await ArticleAsync(), await ArticleAsync());
        var edition = await Owner.PublishAsync("editions", await EditionAsync(one, two), new { includeArticles = true });
        edition = (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/unpublish", $"{{\"at\":\"{Due}\",\"includeArticles\":true}}", edition.Tag())).Is(200).Data;
        Assert.Equal((true, 0), ((bool)(await OneAsync(edition, "pending"))["includeArticles"]!, (await OneAsync(edition, "pending"))["articles"]!.AsArray().Count));
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{one["slug"]}")).Is(200);
        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(edition, "done");
        foreach (var article in new[] { one, two }) Assert.Equal("unpublished", (string?)(await ReadAsync("articles", article))["status"]);
        Assert.Equal("unpublished", (string?)(await ReadAsync("editions", edition))["status"]);
    }

    [Fact]
    public async Task No_history_loses_what_waits_to_be_published()
    {
        var article = await ArticleAsync();
        // Of a minute's revisions only the last would stay.
        article = await PatchAsync("articles", article, "{\"title\":\"Scheduled\"}");
        var edition = await ScheduleAsync(await PatchAsync("editions", await EditionAsync(article), "{\"title\":\"Scheduled\"}"));
        for (var n = 0; n < 75; n++) (article, edition) = (await PatchAsync("articles", article, $"{{\"title\":\"A {n}\"}}"), await PatchAsync("editions", edition, $"{{\"title\":\"E {n}\"}}"));
        foreach (var item in new[] { article, edition })
        {
            var numbers = await RevisionsAsync(item);
            Assert.Contains(2, numbers);
            Assert.DoesNotContain(3, numbers);
        }
        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(edition, "done");
        Assert.Equal("Scheduled", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{article["slug"]}"))["data"]!["title"]);
        Assert.Equal("Scheduled", (string?)(await Anonymous.ReadAsync($"/api/v1/editions/{edition["slug"]}"))["data"]!["title"]);
    }

    private Task<JsonObject> ArticleAsync() => Samples.CreateAsync(Owner, "articles", write => (write["tags"], write["authors"]) = (new JsonArray(), new JsonArray()));

    private async Task<JsonObject> PublishedAsync() => await Owner.PublishAsync("articles", await ArticleAsync());

    private Task<JsonObject> EditionAsync(params JsonObject[] articles) => Samples.CreateAsync(Owner, "editions", write => write["sections"] = Samples.Sections(articles));

    private async Task<JsonObject> ScheduleAsync(JsonObject edition) =>
        (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", $"{{\"at\":\"{Due}\",\"includeArticles\":true}}", edition.Tag())).Is(200).Data;

    private async Task<JsonObject> PatchAsync(string plural, JsonObject item, string patch) =>
        (await Owner.SendTextAsync(HttpMethod.Patch, item.Address(plural), patch, item.Tag())).Is(200).Data;

    private async Task<JsonObject> ReadAsync(string plural, JsonObject item) => (await Owner.GetReplyAsync(item.Address(plural))).Is(200).Data;

    private async Task<IReadOnlyList<int>> RevisionsAsync(JsonObject item)
    {
        var id = new ItemId(Guid.Parse((string)item["id"]!));
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Revisions.Where(revision => revision.ItemId == id).Select(revision => revision.Number).ToListAsync();
    }
}

public sealed class EditionSchedulesOnSqlite() : EditionScheduleTests(Engine.Sqlite);

public sealed class EditionSchedulesOnPostgreSql() : EditionScheduleTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Publishing;

public abstract class PublishTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Fact]
    public async Task A_working_copy_lives_apart_from_what_readers_see()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(404);
        article = await Owner.PublishAsync("articles", article);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Changed\"}", article.Tag())).Is(200).Data;
        Assert.Equal(("published", true), ((string?)article["status"], (bool)article["hasUnpublishedChanges"]!));
        Assert.Equal("Sample of articles", await TitleAsync(article));
        article = await Owner.PublishAsync("articles", article);
        Assert.False((bool)article["hasUnpublishedChanges"]!);
        Assert.Equal("Changed", await TitleAsync(article));
        article = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200).Data;
        Assert.Equal("unpublished", (string?)article["status"]);
        Assert.NotEqual(200, (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Status);
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).IsProblem(409, "illegal_transition");
    }

    [Fact]
    public async Task A_draft_of_a_simple_type_is_published_by_a_patch_or_an_action()
    {
        foreach (var patches in new[] { true, false })
        {
            var tag = await Samples.CreateAsync(Owner, "tags", write => write["status"] = "draft");
            Assert.Equal("draft", (string?)tag["status"]);
            (await Anonymous.GetReplyAsync($"/api/v1/tags/{tag["slug"]}")).Is(404);
            tag = patches ? (await Owner.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), "{\"status\":\"published\"}", tag.Tag())).Is(200).Data : await Owner.PublishAsync("tags", tag);
            Assert.Equal("published", (string?)tag["status"]);
            (await Anonymous.GetReplyAsync($"/api/v1/tags/{tag["slug"]}")).Is(200);
        }
    }

    [Fact]
    public async Task All_that_keeps_an_edition_from_being_published_is_listed()
    {
        var (tag, author) = (await Samples.CreateAsync(Owner, "tags", Draft), await Samples.CreateAsync(Owner, "authors", Draft));
        var newsletter = await Samples.CreateAsync(Owner, "newsletters", Draft);
        var (empty, expired) = (await Samples.CreateAsync(Owner, "media"), await Pictures.UploadAsync(Owner));
        expired = (await Owner.SendTextAsync(HttpMethod.Patch, expired.Address("media"), "{\"rights\":{\"expiresAt\":\"2001-01-01T00:00:00Z\"}}", expired.Tag())).Is(200).Data;
        var article = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray(tag["id"]!.DeepClone()));
        var good = await Samples.CreateAsync(Owner, "articles");
        var edition = await Samples.CreateAsync(Owner, "editions", write =>
        {
            write["newsletter"] = newsletter["id"]!.DeepClone();
            write["authors"] = new JsonArray(new JsonObject { ["author"] = author["id"]!.DeepClone() });
            write["leadMedia"] = new JsonObject { ["media"] = empty["id"]!.DeepClone() };
            write["body"] = new JsonArray(
                new JsonObject { ["_type"] = "image", ["media"] = expired["id"]!.DeepClone() },
                JsonNode.Parse("{\"_type\":\"video\",\"provider\":\"youtube\",\"providerId\":\"abc\",\"title\":\"V\",\"mandatory\":true,\"availability\":{\"status\":\"unavailable\"}}"));
            write["sections"] = new JsonArray(new JsonObject { ["title"] = "Empty" },
                new JsonObject { ["title"] = "Full", ["items"] = new JsonArray(new JsonObject { ["article"] = article["id"]!.DeepClone() }, new JsonObject { ["article"] = good["id"]!.DeepClone() }) });
        });
        var sequence = await Server.SequenceAsync();

        var refused = (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", "{\"includeArticles\":true}", edition.Tag())).IsProblem(422, "not_publishable");

        Assert.Equal(
        [
            "/authors/0/author reference_not_published", "/body/0/media rights_expired", "/body/1/availability recording_unavailable", "/leadMedia/media media_without_file",
            "/newsletter reference_not_published", "/sections/0 empty_section", "/tags/0 reference_not_published",
        ], refused.Errors.Order(StringComparer.Ordinal));
        var inner = ((JsonArray)refused.Json["errors"]!).Single(error => (string?)error!["pointer"] == "/tags/0")!;
        Assert.Equal((string?)article["id"], (string?)inner["item"]);
        Assert.Equal(sequence, await Server.SequenceAsync());
        Assert.Equal("draft", (string?)(await Owner.GetReplyAsync(good.Address("articles"))).Data["status"]);
        var validated = (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/validate", "{\"includeArticles\":true}")).Is(200).Data;
        Assert.Equal((false, 7), ((bool)validated["publishable"]!, ((JsonArray)validated["blockers"]!).Count));
        Assert.Contains("/sections/1/items/0/article reference_not_published", (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", null, edition.Tag())).IsProblem(422, "not_publishable").Errors);

        static void Draft(JsonObject write) => write["status"] = "draft";
    }

    [Fact]
    public async Task An_edition_without_anything_is_not_published()
    {
        var edition = await Samples.CreateAsync(Owner, "editions", write => (write["body"], write["sections"]) = (new JsonArray(), new JsonArray()));
        Assert.Equal([" empty_edition"], (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", null, edition.Tag())).IsProblem(422, "not_publishable").Errors);
    }

    [Fact]
    public async Task Thirty_publications_of_one_edition_are_one_and_no_reader_sees_half_of_it()
    {
        var articles = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Samples.CreateAsync(Owner, "articles")));
        var edition = await Samples.CreateAsync(Owner, "editions", write => write["sections"] = new JsonArray(new JsonObject
        {
            ["title"] = "All",
            ["items"] = new JsonArray([.. articles.Select(article => new JsonObject { ["article"] = article["id"]!.DeepClone() })]),
        }));
        using var done = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var reply = await Anonymous.GetReplyAsync($"/api/v1/editions/{edition["id"]}");
                if (reply.Status == 200) Assert.Equal(6, ((JsonArray)reply.Data["sections"]![0]!["items"]!).Count);
                else Assert.Equal(404, reply.Status);
            }
        }, TestContext.Current.CancellationToken);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", "{\"includeArticles\":true}", edition.Tag())));
        await done.CancelAsync();
        await reader;
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.True(reply.Status is 409 or 412, reply.Text));
    }

    [Fact]
    public async Task Editions_that_share_articles_are_published_at_once_and_the_log_has_no_gap()
    {
        var articles = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Samples.CreateAsync(Owner, "articles")));
        var editions = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Samples.CreateAsync(Owner, "editions", write => write["sections"] = new JsonArray(new JsonObject
        {
            ["title"] = "Shared",
            ["items"] = new JsonArray([.. (n % 2 == 0 ? articles : articles.Reverse()).Select(article => new JsonObject { ["article"] = article["id"]!.DeepClone() })]),
        }))));
        var replies = await Task.WhenAll(editions.Select(edition => Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", "{\"includeArticles\":true}", edition.Tag())));
        Assert.All(replies, reply => reply.Is(200));

        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
        var numbers = await db.Log.Select(entry => entry.Sequence).OrderBy(n => n).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task An_old_slug_leads_to_the_new_one_after_publication()
    {
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        var (old, present) = ((string)article["slug"]!, Unique("renamed"));
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), $"{{\"slug\":\"{present}\"}}", article.Tag())).Is(200).Data;
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{old}")).Is(200);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{present}")).Is(404);
        article = await Owner.PublishAsync("articles", article);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{present}")).Is(200);
        var moved = (await Anonymous.GetReplyAsync($"/api/v1/articles/{old}")).Is(301);
        Assert.EndsWith($"/api/v1/articles/{present}", moved.Headers.Location!.ToString(), StringComparison.Ordinal);

        // The old slug is given away deliberately, or not at all.
        var write = await Samples.WriteAsync(Owner, "articles");
        write["slug"] = old;
        Assert.Equal((string?)article["id"], (string?)(await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/articles", write.ToJsonString())).IsProblem(409, "slug_taken").Json["conflictingId"]);
        Assert.Equal(old, (string?)(await Owner.GetReplyAsync(article.Address("articles") + "/slugs")).Is(200).Json["data"]![0]!["slug"]);
        (await Owner.SendTextAsync(HttpMethod.Delete, article.Address("articles") + "/slugs/" + present, null, article.Tag())).IsProblem(404, "not_found");
        (await Owner.SendTextAsync(HttpMethod.Delete, article.Address("articles") + "/slugs/" + old, null, article.Tag())).Is(204);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{old}")).IsProblem(404, "not_found");
        var other = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["slug"] = old));
        Assert.Equal((string?)other["id"], (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{old}")).Is(200).Data["id"]);
    }

    private async Task<string?> TitleAsync(JsonObject article) => (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200).Data["title"];
}

public sealed class PublishOnSqlite(SharedServer shared) : PublishTests(Engine.Sqlite, shared);

public sealed class PublishOnPostgreSql(SharedServer shared) : PublishTests(Engine.PostgreSql, shared);

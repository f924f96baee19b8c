using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Review;

public abstract class ReviewTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Fact]
    public async Task An_article_goes_through_review_and_readers_see_none_of_it()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/submit", $"{{\"comment\":\"{new string('x', 4001)}\"}}", article.Tag())).IsProblem(422, "invalid_content");
        article = await StepAsync(article, "submit", "{\"comment\":\"Please look.\"}");
        Assert.Equal("inReview", (string?)article["status"]);
        article = await StepAsync(article, "reject", "{\"comment\":\"Sources?\"}");
        Assert.Equal("draft", (string?)article["status"]);
        article = await StepAsync(await StepAsync(article, "submit"), "approve");
        Assert.Equal("approved", (string?)article["status"]);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(404);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Changed after approval\"}", article.Tag())).Is(200).Data;
        Assert.Equal("draft", (string?)article["status"]);
        var comments = (JsonArray)(await Owner.GetReplyAsync(article.Address("articles") + "/comments")).Is(200).Json["data"]!;
        Assert.Equal(["Please look.", "Sources?"], comments.Select(comment => (string?)comment!["text"]));
    }

    [Fact]
    public async Task A_published_article_stays_visible_while_its_next_version_is_in_review()
    {
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Next\"}", article.Tag())).Is(200).Data;
        article = await StepAsync(article, "submit");
        Assert.Equal(("inReview", true), ((string?)article["status"], (bool)article["hasUnpublishedChanges"]!));
        Assert.Equal("Sample of articles", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200).Data["title"]);
        article = await Owner.PublishAsync("articles", await StepAsync(article, "approve"));
        Assert.Equal("Next", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200).Data["title"]);
    }

    [Fact]
    public async Task An_illegal_step_names_the_legal_ones()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var refused = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/approve", null, article.Tag())).IsProblem(409, "illegal_transition");
        var allowed = refused.Json["errors"]![0]!["allowed"]!.AsArray().Select(action => (string?)action).ToList();
        Assert.Contains("submit", allowed);
        Assert.DoesNotContain("approve", allowed);
    }

    [Fact]
    public async Task What_is_taken_down_is_gone_with_its_public_reason_and_kept_inside()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var article = await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = picture["id"]!.DeepClone() });
        var slug = (string)article["slug"]!;
        article = await Owner.PublishAsync("articles", article);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(picture))).Is(200);

        article = await StepAsync(article, "takedown", "{\"reason\":\"Court order 17\",\"publicReason\":\"Removed for legal reasons.\"}");
        Assert.Equal("takenDown", (string?)article["status"]);
        foreach (var name in new[] { slug, (string)article["id"]! })
        {
            var gone = (await Anonymous.GetReplyAsync($"/api/v1/articles/{name}")).IsProblem(410, "taken_down");
            Assert.Equal("Removed for legal reasons.", (string?)gone.Json["detail"]);
            Assert.DoesNotContain("Court", gone.Text, StringComparison.Ordinal);
        }
        (await Anonymous.GetReplyAsync(Pictures.PathOf(picture))).Is(404);
        (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"x\"}", article.Tag())).IsProblem(409, "taken_down");
        (await Owner.SendTextAsync(HttpMethod.Delete, article.Address("articles"), null, article.Tag())).IsProblem(409, "taken_down");

        using var writer = Server.Client(await Server.KeyAsync(["content:write"]));
        (await writer.GetReplyAsync(article.Address("articles"))).IsProblem(404, "not_found");
        article = await StepAsync(article, "reinstate");
        Assert.Equal("unpublished", (string?)article["status"]);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{slug}")).Is(404);
        await Owner.PublishAsync("articles", article);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{slug}")).Is(200);
    }

    [Fact]
    public async Task Taking_down_what_readers_never_saw_tells_them_nothing()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        await StepAsync(article, "takedown", "{\"reason\":\"r\",\"publicReason\":\"p\"}");
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Every_save_is_kept_and_an_old_one_can_come_back()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var path = article.Address("articles");
        article = await Owner.PublishAsync("articles", article);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, path, "{\"title\":\"Second\",\"teaser\":\"New\"}", article.Tag())).Is(200).Data;
        var revisions = (JsonArray)(await Owner.GetReplyAsync(path + "/revisions")).Is(200).Json["data"]!;
        Assert.Equal([2, 1], revisions.Select(revision => (int)revision!["number"]!));
        Assert.Equal("bootstrap", (string?)revisions[0]!["savedByName"]);
        Assert.NotNull(revisions[1]!["publishedAt"]);
        Assert.Null(revisions[0]!["publishedAt"]);

        var changes = (JsonArray)(await Owner.GetReplyAsync(path + "/revisions/1/diff/2")).Is(200).Json["data"]!;
        Assert.Contains(changes, change => (string?)change!["pointer"] == "/title" && (string?)change["after"] == "Second");
        var restored = (await Owner.SendTextAsync(HttpMethod.Post, path + "/revisions/1/restore", null, article.Tag())).Is(200).Data;
        Assert.Equal(("Sample of articles", 3), ((string?)restored["title"], (int)restored["revision"]!));
        Assert.Equal("Sample of articles", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200).Data["title"]);
        Assert.Equal("Restored revision 1", (string?)(await Owner.GetReplyAsync(path + "/revisions/3")).Is(200).Data["revision"]!["reason"]);
        (await Owner.GetReplyAsync(path + "/revisions/9")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Every_change_stands_in_the_audit_trail_and_cannot_be_taken_out()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        article = await Owner.PublishAsync("articles", article);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Edited\"}", article.Tag())).Is(200).Data;
        article = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200).Data;
        (await Owner.SendTextAsync(HttpMethod.Delete, article.Address("articles"), null, article.Tag())).Is(204);
        var audit = (await Owner.GetReplyAsync($"/manage/v1/audit?item={article["id"]}")).Is(200).Json;
        Assert.Equal(["deleted", "unpublished", "edited", "published", "created"], audit["data"]!.AsArray().Select(entry => (string?)entry!["action"]));
        Assert.Equal((string?)audit["data"]![1]!["afterHash"], (string?)audit["data"]![0]!["beforeHash"]);
        var first = (await Owner.GetReplyAsync($"/manage/v1/audit?item={article["id"]}&limit=2")).Is(200).Json;
        var second = (await Owner.GetReplyAsync((string)first["page"]!["next"]!)).Is(200).Json;
        Assert.Equal(["edited", "published"], second["data"]!.AsArray().Select(entry => (string?)entry!["action"]));

        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
        await Assert.ThrowsAnyAsync<DbException>(() => db.Audit.Take(1).ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<DbException>(() => db.Audit.ExecuteUpdateAsync(row => row.SetProperty(entry => entry.Action, "nothing"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST", "/revisions/1/restore")]
    [InlineData("POST", "/reinstate")]
    [InlineData("POST", "/unschedule")]
    [InlineData("PUT", "/lease")]
    public async Task An_action_without_terms_refuses_a_body(string method, string action)
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        if (action == "/reinstate") article = await StepAsync(article, "takedown", "{\"reason\":\"r\",\"publicReason\":\"p\"}");
        var path = article.Address("articles");
        Assert.Equal(["/title unknown_field"], (await Owner.SendTextAsync(new(method), path + action, "{\"title\":\"x\"}", article.Tag())).IsProblem(422, "invalid_content").Errors);
        (await Owner.SendTextAsync(new(method), path + action, "{", article.Tag())).IsProblem(400, "invalid_json");
        (await Owner.SendTextAsync(new(method), path + action, "title", article.Tag(), contentType: "text/plain")).IsProblem(415, "unsupported_media_type");
        Assert.Equal((int)article["version"]!, (int)(await Owner.GetReplyAsync(path)).Is(200).Data["version"]!);
        if (action != "/unschedule") (await Owner.SendTextAsync(new(method), path + action, "{}", article.Tag())).Is(200);
    }

    [Fact]
    public async Task An_editor_is_warned_of_another_and_not_blocked()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var lease = article.Address("articles") + "/lease";
        using var writer = Server.Client(await Server.KeyAsync(["content:write"]));
        Assert.Null((await Owner.GetReplyAsync(lease)).Is(200).Data["holder"]);
        (await Owner.SendTextAsync(HttpMethod.Put, lease, null)).Is(200);
        var taken = (await writer.SendTextAsync(HttpMethod.Put, lease, null)).Is(200).Data;
        Assert.Equal(("test", "bootstrap"), ((string?)taken["holder"], (string?)taken["other"]));
        (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Still\"}", article.Tag())).Is(200);
        (await writer.SendTextAsync(HttpMethod.Delete, lease, null)).Is(204);
        Assert.Null((await Owner.GetReplyAsync(lease)).Is(200).Data["holder"]);
    }

    [Fact]
    public async Task An_assignee_is_named_and_found()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var who = Unique("ana");
        article = (await Owner.SendTextAsync(HttpMethod.Put, article.Address("articles") + "/assignee", $"{{\"assignee\":\"{who}\"}}", article.Tag())).Is(200).Data;
        Assert.Equal(who, (string?)article["assignee"]);
        Assert.Single((JsonArray)(await Owner.GetReplyAsync($"/manage/v1/articles?assignee={who}")).Is(200).Json["data"]!);
    }

    private async Task<JsonObject> StepAsync(JsonObject article, string step, string? body = null) =>
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/" + step, body, article.Tag())).Is(200).Data;
}

public sealed class ReviewOnSqlite(SharedServer shared) : ReviewTests(Engine.Sqlite, shared);

public sealed class ReviewOnPostgreSql(SharedServer shared) : ReviewTests(Engine.PostgreSql, shared);

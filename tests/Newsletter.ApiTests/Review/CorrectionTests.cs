using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Review;

public abstract class CorrectionTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Theory]
    [InlineData("articles")]
    [InlineData("editions")]
    public async Task A_correction_is_seen_by_readers_in_every_form(string plural)
    {
        var item = await Owner.PublishAsync(plural, await Samples.CreateAsync(Owner, plural), plural == "editions" ? new { includeArticles = true } : null);
        var path = $"/api/v1/{plural}/{item["id"]}?body=blocks,html,markdown,text";
        var before = (await Anonymous.GetReplyAsync(path)).Is(200).Data;
        var position = await PositionAsync();
        item = await CorrectAsync(plural, item, "clarification", "It was 2019 & <b>not</b> *2018*.\nSorry.");
        var after = (await Anonymous.GetReplyAsync(path)).Is(200).Data;

        var correction = Assert.Single(after["corrections"]!.AsArray())!;
        Assert.Equal(("clarification", "It was 2019 & <b>not</b> *2018*.\nSorry."), ((string?)correction["kind"], (string?)correction["text"]));
        var at = (DateTimeOffset)correction["at"]!;
        Assert.InRange(DateTimeOffset.UtcNow - at, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(5));
        Assert.Equal($"{before["bodyHtml"]}<aside class=\"correction\" data-kind=\"clarification\"><time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{at.UtcDateTime:yyyy-MM-dd}</time><p>It was 2019 &amp; &lt;b&gt;not&lt;/b&gt; *2018*.<br/>Sorry.</p></aside>", (string?)after["bodyHtml"]);
        Assert.Equal($"{before["bodyMarkdown"]}\n\n> {at.UtcDateTime:yyyy-MM-dd}\n>\n> It was 2019 \\& \\<b>not\\</b> \\*2018\\*.\\\n> Sorry.", (string?)after["bodyMarkdown"]);
        Assert.Equal($"{before["bodyText"]}\n\n{at.UtcDateTime:yyyy-MM-dd}\nIt was 2019 & <b>not</b> *2018*.\nSorry.", (string?)after["bodyText"]);
        foreach (var name in new[] { "wordCount", "readingTimeMinutes", "publishedAt", "body" }) Assert.Equal(before[name]!.ToJsonString(), after[name]!.ToJsonString());
        Assert.True((DateTimeOffset)after["updatedAt"]! > (DateTimeOffset)before["updatedAt"]!);

        Assert.Equal((2, 2, "published"), ((int)item["revision"]!, (int)item["publishedRevision"]!, (string?)item["status"]));
        Assert.NotNull((await Owner.GetReplyAsync(item.Address(plural) + "/revisions/2")).Is(200).Data["revision"]!["publishedAt"]);
        Assert.Equal([("upsert", Id(item), 2)], await LogAsync(position));
    }

    [Fact]
    public async Task What_else_was_edited_waits_on_with_the_correction_in_it()
    {
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        var (path, slug) = (article.Address("articles"), (string?)article["slug"]);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, path, $"{{\"title\":\"Next\",\"slug\":\"{slug}-next\",\"tags\":[]}}", article.Tag())).Is(200).Data;
        foreach (var step in new[] { "submit", "approve" }) article = (await Owner.SendTextAsync(HttpMethod.Post, $"{path}/{step}", null, article.Tag())).Is(200).Data;
        article = await CorrectAsync("articles", article, "retraction", "Withdrawn.");
        Assert.Equal(("approved", "Next", 4, 3, true), ((string?)article["status"], (string?)article["title"], (int)article["revision"]!, (int)article["publishedRevision"]!, (bool)article["hasUnpublishedChanges"]!));
        Assert.Single(article["corrections"]!.AsArray());
        article = await CorrectAsync("articles", article, "update", "And more.");

        var seen = (await Anonymous.GetReplyAsync($"/api/v1/articles/{slug}")).Is(200).Data;
        Assert.Equal(("Sample of articles", slug, 5), ((string?)seen["title"], (string?)seen["slug"], (int)seen["revision"]!));
        Assert.Equal(["retraction", "update"], seen["corrections"]!.AsArray().Select(correction => (string?)correction!["kind"]));
        Assert.Single(seen["tags"]!.AsArray());
        var revisions = (JsonArray)(await Owner.GetReplyAsync(path + "/revisions")).Is(200).Json["data"]!;
        Assert.Equal(["6 Next", "5 Sample of articles", "4 Next", "3 Sample of articles", "2 Next", "1 Sample of articles"], revisions.Select(revision => $"{revision!["number"]} {revision["title"]}"));
        Assert.Equal([5, 3, 1], revisions.Where(revision => revision!["publishedAt"] is not null).Select(revision => (int)revision!["number"]!));
        var changes = (await Owner.GetReplyAsync(path + "/revisions/3/diff/5")).Is(200).Json["data"]!.AsArray();
        Assert.Equal(["/corrections/1"], changes.Select(change => (string?)change!["pointer"]));

        await Owner.PublishAsync("articles", article);
        seen = (await Anonymous.GetReplyAsync($"/api/v1/articles/{slug}-next")).Is(200).Data;
        Assert.Equal(("Next", 2), ((string?)seen["title"], seen["corrections"]!.AsArray().Count));
    }

    [Fact]
    public async Task Corrections_are_only_ever_added()
    {
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        article = await CorrectAsync("articles", article, "correction", "One.");
        foreach (var patch in new[] { "{\"corrections\":[]}", "{\"corrections\":null}" })
            Assert.Contains("/corrections read_only", (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), patch, article.Tag())).IsProblem(422, "invalid_content").Errors);
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Edited\"}", article.Tag())).Is(200).Data;
        article = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/revisions/1/restore", null, article.Tag())).Is(200).Data;
        article = await Owner.PublishAsync("articles", article);
        article = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200).Data;
        article = await Owner.PublishAsync("articles", article);
        Assert.Single((await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200).Data["corrections"]!.AsArray());
    }

    [Fact]
    public async Task Only_what_readers_see_is_corrected_and_by_whom_may_publish()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var path = article.Address("articles") + "/corrections";
        const string Body = "{\"kind\":\"correction\",\"text\":\"One.\"}";
        var refused = (await Owner.SendTextAsync(HttpMethod.Post, path, Body, article.Tag())).IsProblem(409, "illegal_transition");
        Assert.Equal(["submit", "schedule", "publish", "takedown"], refused.Json["errors"]![0]!["allowed"]!.AsArray().Select(action => (string?)action));
        article = await Owner.PublishAsync("articles", article);
        (await Owner.SendTextAsync(HttpMethod.Post, path, Body)).IsProblem(428, "if_match_required");
        (await Owner.SendTextAsync(HttpMethod.Post, path, Body, "\"1\"")).IsProblem(412, "stale");
        foreach (var (body, error) in new[]
        {
            ("{\"kind\":\"erratum\",\"text\":\"x\"}", "/kind unknown_value"), ("{\"text\":\"x\"}", "/kind required"), ("{\"kind\":\"update\",\"text\":\" \"}", "/text too_long"),
            ($"{{\"kind\":\"update\",\"text\":\"{new string('x', 4001)}\"}}", "/text too_long"), ("{\"kind\":\"update\",\"text\":\"x\",\"at\":\"2020-01-01T00:00:00Z\"}", "/at unknown_field"),
        })
        {
            Assert.Equal([error], (await Owner.SendTextAsync(HttpMethod.Post, path, body, article.Tag())).IsProblem(422, "invalid_content").Errors);
        }
        await using var scope = Server.Services.CreateAsyncScope();
        using var writer = Server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("writer", Scopes.Roles["writer"], null, TestContext.Current.CancellationToken));
        (await writer.SendTextAsync(HttpMethod.Post, path, Body, article.Tag())).IsProblem(403, "forbidden");
        Assert.Empty((await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200).Data["corrections"]!.AsArray());
    }

    private async Task<JsonObject> CorrectAsync(string plural, JsonObject item, string kind, string text) =>
        (await Owner.SendNodeAsync(HttpMethod.Post, item.Address(plural) + "/corrections", new JsonObject { ["kind"] = kind, ["text"] = text }, item.Tag())).Is(200).Data;

    private static Guid Id(JsonObject item) => Guid.Parse((string)item["id"]!);

    private async Task<long> PositionAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEditorialDb>().LogPosition.Select(position => position.Sequence).SingleAsync();
    }

    private async Task<IReadOnlyList<(string, Guid, int)>> LogAsync(long after)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Log.Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).ToListAsync();
        return entries.ConvertAll(entry => (entry.Operation, entry.ItemId, entry.Revision));
    }
}

public sealed class CorrectionsOnSqlite(SharedServer shared) : CorrectionTests(Engine.Sqlite, shared);

public sealed class CorrectionsOnPostgreSql(SharedServer shared) : CorrectionTests(Engine.PostgreSql, shared);

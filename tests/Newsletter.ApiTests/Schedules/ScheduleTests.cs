using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Schedules;

public abstract class ScheduleTests(Engine engine) : WaitingTests(engine)
{
    [Fact]
    public async Task What_is_scheduled_is_published_when_its_time_has_come_and_not_before()
    {
        var article = await ArticleAsync();
        // Audit is sorted by time.
        Clock.Advance(TimeSpan.FromSeconds(1));
        article = await ScheduleAsync(article, new() { ["at"] = "2026-03-01T14:00:00", ["timeZone"] = "Europe/Berlin" });
        Assert.Equal("scheduled", (string?)article["status"]);
        var schedule = await OneAsync(article, "pending");
        Assert.Equal((Due, "2026-03-01T14:00:00", "Europe/Berlin", "publish"), (Instant(schedule["dueAt"]), (string?)schedule["localTime"], (string?)schedule["timeZone"], (string?)schedule["action"]));
        Clock.Advance(TimeSpan.FromMinutes(58));
        await Task.Delay(300);
        Assert.Equal(404, await SeenAsync(article));
        Clock.Advance(TimeSpan.FromMinutes(2));
        schedule = await OneAsync(article, "done");
        Assert.NotNull(schedule["finishedAt"]);
        Assert.Equal(200, await SeenAsync(article));
        Assert.Equal("published", await StatusAsync(article));
        var audit = (JsonArray)(await Owner.ReadAsync($"/manage/v1/audit?item={article["id"]}"))["data"]!;
        Assert.Equal(["published schedule", "scheduled bootstrap", "created bootstrap"], audit.Select(entry => $"{entry!["action"]} {((string?)entry["principalName"] == "schedule" ? "schedule" : "bootstrap")}"));
    }

    [Fact]
    public async Task The_revision_that_was_scheduled_is_published_and_a_later_edit_waits()
    {
        var article = await ScheduleAsync(await ArticleAsync(), new() { ["at"] = Due });
        var slug = (string?)article["slug"];
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), $"{{\"title\":\"Changed\",\"slug\":\"{slug}-2\",\"tags\":[]}}", article.Tag())).Is(200).Data;
        Assert.Equal("scheduled", (string?)article["status"]);
        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(article, "done");
        var shown = (await Anonymous.ReadAsync($"/api/v1/articles/{slug}"))["data"]!;
        Assert.Equal(("Sample of articles", slug, 1), ((string?)shown["title"], (string?)shown["slug"], (int)shown["revision"]!));
        var told = Assert.Single((JsonArray)(await Owner.ReadAsync($"/manage/v1/events?item={article["id"]}&type=article.published"))["data"]!)!["item"]!;
        Assert.Equal(("Sample of articles", slug, 1), ((string?)told["title"], (string?)told["slug"], (int)told["revision"]!));
        var working = (await Owner.GetReplyAsync(article.Address("articles"))).Data;
        Assert.Equal(("Changed", true, 1, "published"), ((string?)working["title"], (bool)working["hasUnpublishedChanges"]!, (int)working["publishedRevision"]!, (string?)working["status"]));
        await Owner.PublishAsync("articles", working);
        Assert.Equal("Changed", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{slug}-2"))["data"]!["title"]);
    }

    [Fact]
    public async Task A_correction_since_then_is_in_what_was_scheduled()
    {
        var article = await Owner.PublishAsync("articles", await ArticleAsync());
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Scheduled\"}", article.Tag())).Is(200).Data;
        article = await ScheduleAsync(article, new() { ["at"] = Due });
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Later\"}", article.Tag())).Is(200).Data;
        article = (await ActAsync(article, "corrections", new() { ["kind"] = "correction", ["text"] = "One." })).Is(200).Data;
        Assert.Equal(("scheduled", 2), ((string?)article["status"], (int)(await OneAsync(article, "pending"))["revision"]!));
        Assert.Equal("Sample of articles", (string?)(await Anonymous.ReadAsync($"/api/v1/articles/{article["slug"]}"))["data"]!["title"]);
        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(article, "done");
        var shown = (await Anonymous.ReadAsync($"/api/v1/articles/{article["slug"]}?body=html"))["data"]!;
        Assert.Equal(("Scheduled", "One."), ((string?)shown["title"], (string?)Assert.Single(shown["corrections"]!.AsArray())!["text"]));
        Assert.Contains("<p>One.</p></aside>", (string?)shown["bodyHtml"], StringComparison.Ordinal);
        Assert.Equal("Later", (string?)(await Owner.GetReplyAsync(article.Address("articles"))).Data["title"]);
    }

    [Fact]
    public async Task What_was_approved_and_waits_is_still_approved_after_a_correction()
    {
        var article = await Owner.PublishAsync("articles", await ArticleAsync());
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Scheduled\"}", article.Tag())).Is(200).Data;
        foreach (var step in new[] { "submit", "approve" }) article = (await ActAsync(article, step, null)).Is(200).Data;
        article = await ScheduleAsync(article, new() { ["at"] = Due, ["embargoUntil"] = "2026-03-02T00:00:00Z" });
        article = (await ActAsync(article, "corrections", new() { ["kind"] = "correction", ["text"] = "One." })).Is(200).Data;
        Assert.Equal((int)article["revision"]!, (int)(await OneAsync(article, "pending"))["revision"]!);
        article = (await ActAsync(article, "unschedule", null)).Is(200).Data;
        Assert.Equal("approved", (string?)article["status"]);
    }

    [Fact]
    public async Task What_came_due_while_the_program_was_down_is_caught_up_unless_it_is_too_late()
    {
        var article = await ScheduleAsync(await ArticleAsync(), new() { ["at"] = Due });
        var late = await ScheduleAsync(await ArticleAsync(), new() { ["at"] = Due, ["maxLateness"] = 60 });
        await using var other = await RestartAsync(TimeSpan.FromHours(2));
        await OneAsync(article, "done", other);
        var failed = await OneAsync(late, "failed", other);
        Assert.Equal("too_late", (string?)failed["error"]!["code"]);
        Assert.Equal((200, 404), ((await other.Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Status, (await other.Anonymous.GetReplyAsync($"/api/v1/articles/{late["slug"]}")).Status));
        Assert.Equal("draft", (string?)(await other.Owner.GetReplyAsync(late.Address("articles"))).Data["status"]);
    }

    [Fact]
    public async Task Unscheduling_calls_off_and_takes_the_status_back()
    {
        var article = await ScheduleAsync(await ArticleAsync(), new() { ["at"] = Due });
        article = (await ActAsync(article, "unschedule", null)).Is(200).Data;
        Assert.Equal("draft", (string?)article["status"]);
        await OneAsync(article, "cancelled");
        (await ActAsync(article, "unschedule", null)).IsProblem(409, "illegal_transition");
        Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(300);
        Assert.Equal(404, await SeenAsync(article));
    }

    [Fact]
    public async Task A_new_time_replaces_the_old_one_and_publishing_now_calls_it_off()
    {
        var article = await ScheduleAsync(await ArticleAsync(), new() { ["at"] = Due });
        article = await ScheduleAsync(article, new() { ["at"] = "2026-03-01T15:00:00Z" });
        Clock.Advance(TimeSpan.FromMinutes(90));
        await Task.Delay(300);
        Assert.Equal(404, await SeenAsync(article));
        Assert.Equal(["cancelled", "pending"], (await ListAsync(article)).Select(schedule => (string?)schedule!["state"]));
        article = await Owner.PublishAsync("articles", article);
        Assert.Equal(["cancelled", "cancelled"], (await ListAsync(article)).Select(schedule => (string?)schedule!["state"]));
    }

    [Fact]
    public async Task What_is_published_can_be_taken_back_at_a_set_time()
    {
        var article = await ArticleAsync();
        (await ActAsync(article, "unpublish", new() { ["at"] = Due })).IsProblem(409, "illegal_transition");
        article = await Owner.PublishAsync("articles", article);
        article = (await ActAsync(article, "unpublish", new() { ["at"] = Due })).Is(200).Data;
        Assert.Equal("published", (string?)article["status"]);
        Clock.Advance(TimeSpan.FromHours(1));
        await OneAsync(article, "done");
        Assert.NotEqual(200, await SeenAsync(article));
        Assert.Equal("unpublished", await StatusAsync(article));
    }

    [Fact]
    public async Task Blockers_are_told_when_scheduling_and_met_again_when_due()
    {
        var tag = await Samples.CreateAsync(Owner, "tags", write => write["status"] = "draft");
        var article = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray(tag["id"]!.DeepClone()));
        (await ActAsync(article, "publish", new() { ["at"] = Due })).IsProblem(422, "not_publishable");
        Assert.Equal("draft", await StatusAsync(article));
        tag = await Owner.PublishAsync("tags", tag);
        article = await ScheduleAsync(article, new() { ["at"] = Due });
        (await Owner.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/unpublish", null, tag.Tag())).Is(200);
        Clock.Advance(TimeSpan.FromHours(1));
        var failed = await OneAsync(article, "failed");
        Assert.Equal("not_publishable", (string?)failed["error"]!["code"]);
        var told = Assert.Single((JsonArray)(await Owner.ReadAsync("/manage/v1/events?type=schedule.failed"))["data"]!)!;
        Assert.Equal(((string?)article["id"], (string?)failed["id"], "not_publishable", "schedule"), ((string?)told["item"]!["id"], (string?)told["data"]!["schedule"], (string?)told["data"]!["code"], (string?)told["actor"]!["name"]));
        Assert.Equal((string?)failed["error"]!["message"], (string?)told["data"]!["message"]);
        Assert.Contains("is not published", (string?)failed["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(("draft", 404), (await StatusAsync(article), await SeenAsync(article)));
    }

    [Fact]
    public async Task What_was_taken_down_is_not_brought_back_by_an_edition_that_waited()
    {
        var article = await Owner.PublishAsync("articles", await ArticleAsync());
        var edition = await Samples.CreateAsync(Owner, "editions", write => write["sections"] = Samples.Sections(article));
        edition = (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", $"{{\"at\":\"{Due}\",\"includeArticles\":true}}", edition.Tag())).Is(200).Data;
        (await ActAsync(article, "takedown", new() { ["reason"] = "A court", ["publicReason"] = "By order" })).Is(200);
        Clock.Advance(TimeSpan.FromHours(1));
        var error = (await OneAsync(edition, "failed"))["error"]!;
        Assert.Equal("not_publishable", (string?)error["code"]);
        Assert.DoesNotContain((string)article["title"]!, (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("takenDown", await StatusAsync(article));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", null, "in_the_past")]
    [InlineData("2026-03-01T12:30:00", "Europe/Berlin", "in_the_past")]
    [InlineData("2026-03-29T02:30:00", "Europe/Berlin", "skipped_local_time")]
    [InlineData("2026-10-25T02:30:00", "Europe/Berlin", "ambiguous_local_time")]
    [InlineData("2026-03-29T09:00:00", null, "bad_instant")]
    public async Task A_time_that_cannot_be_kept_is_refused(string at, string? zone, string code)
    {
        var article = await ArticleAsync();
        var reply = await ActAsync(article, "publish", new() { ["at"] = at, ["timeZone"] = zone });
        Assert.Equal([$"/at {code}"], reply.IsProblem(422, "invalid_content").Errors);
    }

    [Fact]
    public async Task Schedules_are_listed_page_by_page_and_as_a_calendar()
    {
        var title = "Sehr lang, mit Komma; und Umlauten: " + new string('\u00e4', 60);
        for (var hour = 3; hour > 0; hour--) await ScheduleAsync(await Samples.CreateAsync(Owner, "articles", Lonely(title)), new() { ["at"] = $"2026-03-02T0{hour}:00:00Z" });
        var seen = new List<string?>();
        for (string? path = "/manage/v1/schedules?state=pending&limit=2"; path is not null;)
        {
            var page = (await Owner.GetReplyAsync(path)).Is(200);
            seen.AddRange(page.Json["data"]!.AsArray().Select(schedule => Instant(schedule!["dueAt"])));
            path = (string?)page.Json["page"]!["next"];
            Assert.Equal(path is null ? null : $"<{path}>; rel=\"next\"", page.Headers.TryGetValues("Link", out var links) ? links.Single() : null);
        }
        Assert.Equal(["2026-03-02T01:00:00Z", "2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z"], seen);
        (await Owner.GetReplyAsync("/manage/v1/schedules?state=soon")).IsProblem(400, "invalid_parameter");

        var request = new HttpRequestMessage(HttpMethod.Get, "/manage/v1/schedules");
        request.Headers.TryAddWithoutValidation("Accept", "text/calendar");
        var calendar = (await Owner.AskAsync(request)).Is(200);
        Assert.Equal("text/calendar", calendar.ContentHeaders.ContentType?.MediaType);
        Assert.All(calendar.Text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        var unfolded = calendar.Text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("DTSTART:20260302T010000Z", unfolded, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Publish: " + title.Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal), unfolded, StringComparison.Ordinal);
    }

    private async Task<TestServer> RestartAsync(TimeSpan down)
    {
        await Server.DisposeAsync();
        Clock.Advance(down);
        return await TestServer.StartAsync(Database, Clock);
    }

    private Task<JsonObject> ArticleAsync() => Samples.CreateAsync(Owner, "articles", Lonely("Sample of articles"));

    private static Action<JsonObject> Lonely(string title) => write => (write["title"], write["tags"], write["authors"]) = (title, new JsonArray(), new JsonArray());

    private Task<Reply> ActAsync(JsonObject article, string action, JsonObject? terms) =>
        Owner.SendNodeAsync(HttpMethod.Post, $"{article.Address("articles")}/{action}", terms, article.Tag());

    private async Task<JsonObject> ScheduleAsync(JsonObject article, JsonObject terms) => (await ActAsync(article, "publish", terms)).Is(200).Data;

    private async Task<int> SeenAsync(JsonObject article) => (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Status;

    private async Task<string?> StatusAsync(JsonObject article) => (string?)(await Owner.GetReplyAsync(article.Address("articles"))).Data["status"];

    private static string Instant(JsonNode? at) => ((DateTimeOffset)at!).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class SchedulesOnSqlite() : ScheduleTests(Engine.Sqlite);

public sealed class SchedulesOnPostgreSql() : ScheduleTests(Engine.PostgreSql);

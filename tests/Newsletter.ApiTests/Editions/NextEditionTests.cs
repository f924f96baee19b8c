using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Editions;

public abstract class NextEditionTests(Engine engine) : ApiTests(engine)
{
    /// <summary>A Monday; in Auckland it is Tuesday already.</summary>
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_has_the_next_number_and_the_next_days_of_the_cadence()
    {
        var newsletter = await NewsletterAsync("FREQ=WEEKLY;BYDAY=FR");
        var first = await NextAsync(newsletter);
        Assert.Equal(("the-week-1", 1, "2026-11-27", "The Week 1", "draft", "en"), Facts(first));
        Assert.Equal(("the-week-2", 2, "2026-12-04", "The Week 2", "draft", "de"), Facts(await NextAsync(newsletter, "{\"language\":\"de\"}")));
        Assert.Equal(("the-week-3", 3, "2026-12-24", "The Week 3", "draft", "en"), Facts(await NextAsync(newsletter, "{\"date\":\"2026-12-24\"}")));
        Assert.Equal(("the-week-4", 4, "2026-12-25", "The Week 4", "draft", "en"), Facts(await NextAsync(newsletter)));
        Assert.Empty(first["sections"]!.AsArray());
        Assert.Equal("ana", (string?)(await Owner.GetReplyAsync($"/manage/v1/authors/{first["authors"]![0]!["author"]}")).Data["slug"]);
        var read = (await Owner.GetReplyAsync(first.Address("editions"))).Is(200);
        Assert.Equal(("2026-11-27", "\"1\""), ((string?)read.Data["date"], read.ETag));
    }

    [Theory]
    [InlineData("Pacific/Auckland", "2026-11-25")]
    [InlineData("America/New_York", "2026-11-24")]
    public async Task Today_is_where_the_newsletter_is(string zone, string next) =>
        Assert.Equal(next, (string?)(await NextAsync(await NewsletterAsync("FREQ=DAILY", zone)))["date"]);

    [Fact]
    public async Task It_copies_what_stands_in_every_edition()
    {
        var newsletter = await NewsletterAsync("FREQ=MONTHLY;BYDAY=1MO");
        var article = await Samples.CreateAsync(Owner, "articles");
        var template = await Owner.CreateAsync("editions", new
        {
            slug = "the-week-template",
            newsletter = "the-week",
            number = 9999,
            title = "No. {number}, {date}",
            teaser = "As always",
            authors = new[] { new { author = "ana", role = "host" } },
            seo = new { title = "For machines" },
            internalNote = "Not copied",
            body = new { format = "markdown", content = "Not copied" },
            sections = new object[] { new { key = "weather", title = "Weather", body = new { format = "markdown", content = "Rain." } }, new { title = "One", items = new[] { new { article = article["id"], teaser = "Ours" } } } },
        });
        await SetTemplateAsync(newsletter, template);
        var next = await NextAsync(newsletter);
        Assert.Equal(("the-week-1", 1, "2026-12-07", "No. 1, 2026-12-07", "draft", "en"), Facts(next));
        Assert.Equal(("As always", "host", "For machines"), ((string?)next["teaser"], (string?)next["authors"]![0]!["role"], (string?)next["seo"]!["title"]));
        Assert.True(JsonNode.DeepEquals(template["sections"], next["sections"]), next["sections"]!.ToJsonString());
        Assert.Equal((null, 0), ((string?)next["internalNote"], next["body"]!.AsArray().Count));
        // A copy of an edition that readers know is the one after it.
        next = await Owner.PublishAsync("editions", next, new { includeArticles = true });
        Assert.Equal((2, "No. 1, 2026-12-07"), ((int)(await NextAsync(newsletter, "{\"template\":\"the-week-1\"}"))["number"]!, (string?)next["title"]));
    }

    [Fact]
    public async Task The_number_of_a_template_is_passed_over()
    {
        var newsletter = await NewsletterAsync("FREQ=DAILY");
        await SetTemplateAsync(newsletter, await Owner.CreateAsync("editions", new { slug = "the-week-1", newsletter = "the-week", number = 2, title = "T", date = "2026-12-31" }));
        var numbers = new[] { await NextAsync(newsletter), await NextAsync(newsletter) }.Select(edition => ((int)edition["number"]!, (string?)edition["slug"], (string?)edition["date"]));
        Assert.Equal([(1, "the-week-1-2", "2026-11-24"), (3, "the-week-3", "2026-11-25")], numbers);
    }

    [Fact]
    public async Task A_template_is_never_delivered_and_holds_nothing_up()
    {
        var newsletter = await NewsletterAsync("FREQ=DAILY");
        var template = await Owner.CreateAsync("editions", new { slug = "hidden", newsletter = "the-week", number = 7, title = "Hidden" });
        newsletter = await SetTemplateAsync(newsletter, template);
        Assert.Equal("published", (string?)newsletter["status"]);
        var shown = (await Anonymous.GetReplyAsync("/api/v1/newsletters/the-week")).Is(200).Text;
        Assert.DoesNotContain("template", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((string)template["id"]!, shown, StringComparison.Ordinal);
        Assert.Empty((JsonArray)(await Anonymous.ReadAsync("/api/v1/editions"))["data"]!);
        var validation = (await Owner.SendTextAsync(HttpMethod.Post, newsletter.Address("newsletters") + "/validate", null)).Is(200).Data;
        Assert.Empty(validation["blockers"]!.AsArray());
        (await Owner.SendTextAsync(HttpMethod.Delete, template.Address("editions"), null, template.Tag())).Is(204);
        Assert.Equal(["/template unknown_reference"], (await AskAsync(newsletter, null)).IsProblem(422, "invalid_content").Errors);
    }

    [Theory]
    [InlineData(null, null, "/date no_cadence")]
    [InlineData("FREQ=DAILY;UNTIL=20261123", null, "/date cadence_ended")]
    [InlineData("FREQ=WEEKLY;COUNT=1", "{\"date\":\"2026-11-24\"}", "/date cadence_ended")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", null, "/date cadence_without_days")]
    public async Task A_date_that_the_cadence_does_not_give_must_be_named(string? rule, string? first, string error)
    {
        var newsletter = await NewsletterAsync(rule);
        if (first is not null) await NextAsync(newsletter, first);
        Assert.Equal([error], (await AskAsync(newsletter, null)).IsProblem(422, "invalid_content").Errors);
        Assert.Equal("2027-01-01", (string?)(await NextAsync(newsletter, "{\"date\":\"2027-01-01\"}"))["date"]);
    }

    [Theory]
    [InlineData("{\"date\":\"27.11.2026\"}", "/date wrong_type")]
    [InlineData("{\"date\":\"2026-02-30\"}", "/date wrong_type")]
    [InlineData("{\"date\":\"1066-10-14\"}", "/date out_of_range")]
    [InlineData("{\"language\":\"x\"}", "/language bad_language")]
    [InlineData("{\"template\":\"nowhere\"}", "/template unknown_reference")]
    [InlineData("{\"template\":\"another-1\"}", "/template wrong_newsletter")]
    [InlineData("{\"number\":7}", "/number unknown_field")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(string body, string error)
    {
        var newsletter = await NewsletterAsync("FREQ=DAILY");
        await Owner.CreateAsync("newsletters", new { slug = "another", title = "Another" });
        await Owner.CreateAsync("editions", new { slug = "another-1", newsletter = "another", number = 1, title = "One" });
        Assert.Equal([error], (await AskAsync(newsletter, body)).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(1, (int)(await NextAsync(newsletter))["number"]!);
        Assert.Equal(["/template wrong_newsletter"], (await Owner.SendTextAsync(HttpMethod.Patch, newsletter.Address("newsletters"), "{\"template\":\"another-1\"}", newsletter.Tag())).IsProblem(422, "invalid_content").Errors);
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/newsletters/nowhere/editions/next", null)).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Whoever_asks_at_the_same_time_gets_another_number()
    {
        var newsletter = await NewsletterAsync("FREQ=DAILY");
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => n % 4 == 3
            ? Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/editions", new JsonObject { ["slug"] = $"mine-{n}", ["newsletter"] = "the-week", ["number"] = 100 * n, ["title"] = "Mine" })
            : AskAsync(newsletter, null, $"key-{n}")));
        Assert.All(replies, reply => reply.Is(201));
        Assert.Equal(20, replies.Select(reply => (int)reply.Data["number"]!).Distinct().Count());
        Assert.Equal(20, replies.Select(reply => (string?)reply.Data["slug"]).Distinct().Count());
        var again = (await AskAsync(newsletter, null, "key-0")).Is(201);
        Assert.Equal((string?)replies[0].Data["id"], (string?)again.Data["id"]);
        Assert.Equal($"/manage/v1/editions/{again.Data["id"]}", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task What_was_taken_down_keeps_its_number()
    {
        var newsletter = await NewsletterAsync("FREQ=DAILY");
        var first = await NextAsync(newsletter);
        (await Owner.SendTextAsync(HttpMethod.Post, first.Address("editions") + "/takedown", "{\"reason\":\"r\",\"publicReason\":\"p\"}", first.Tag())).Is(200);
        Assert.Equal(("the-week-2", 2, "2026-11-25", "The Week 2", "draft", "en"), Facts(await NextAsync(newsletter)));
    }

    private static (string?, int, string?, string?, string?, string?) Facts(JsonObject edition) =>
        ((string?)edition["slug"], (int)edition["number"]!, (string?)edition["date"], (string?)edition["title"], (string?)edition["status"], (string?)edition["language"]);

    private async Task<JsonObject> NewsletterAsync(string? rule, string zone = "Europe/Berlin")
    {
        await Owner.CreateAsync("authors", new { slug = "ana", title = "Ana" });
        var authors = new[] { new { author = "ana", role = "editor" } };
        return await Owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week", timeZone = zone, authors, cadence = rule is null ? null : new { rrule = rule } });
    }

    private async Task<JsonObject> SetTemplateAsync(JsonObject newsletter, JsonObject template) =>
        (await Owner.SendNodeAsync(HttpMethod.Patch, newsletter.Address("newsletters"), new JsonObject { ["template"] = template["id"]!.DeepClone() }, newsletter.Tag())).Is(200).Data;

    private Task<Reply> AskAsync(JsonObject newsletter, string? body, string? key = null) =>
        Owner.SendTextAsync(HttpMethod.Post, newsletter.Address("newsletters") + "/editions/next", body, idempotencyKey: key);

    private async Task<JsonObject> NextAsync(JsonObject newsletter, string? body = null) => (await AskAsync(newsletter, body)).Is(201).Data;
}

public sealed class NextEditionsOnSqlite() : NextEditionTests(Engine.Sqlite);

public sealed class NextEditionsOnPostgreSql() : NextEditionTests(Engine.PostgreSql);

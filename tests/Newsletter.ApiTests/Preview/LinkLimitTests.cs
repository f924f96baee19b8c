using System.Text.Json.Nodes;
using Newsletter.ApiTests.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Preview;

/// <summary>A preview link shows no more than its maker might see.</summary>
public abstract class LinkLimitTests(Engine engine) : ApiTests(engine)
{
    private const string Canary = "Canary in the night";
    private const string Query = "&include=related,editions&body=blocks,html,markdown,text";

    [Fact]
    public async Task A_link_of_who_works_for_one_newsletter_says_nothing_of_another()
    {
        var day = await Owner.CreateAsync("newsletters", new { title = "Day" });
        var night = await Owner.CreateAsync("newsletters", new { title = "Night" });
        var hidden = await Owner.CreateAsync("articles", new { title = Canary, newsletter = night["id"] });
        var article = await ArticleAsync(Owner, hidden, day);
        await Owner.CreateAsync("editions", new { title = Canary, newsletter = night["id"], number = 1, sections = new[] { new { title = "x", items = new[] { new { article = article["id"] } } } } });

        // Related, an edition, two blocks, three forms.
        Assert.Equal(7, Count(await ShownAsync(Owner, article)));
        using var editor = await Server.RoleAsync("editor", day);
        using var writer = await Server.RoleAsync("writer", day);
        foreach (var client in new[] { editor, writer })
        {
            var shown = await ShownAsync(client, article);
            Assert.Equal(0, Count(shown));
            Assert.Contains("Beside it", shown, StringComparison.Ordinal);
            // Who looks himself sees no more.
            Assert.Equal(0, Count((await client.GetReplyAsync($"/preview/v1/articles/{article["id"]}?{Query[1..]}")).Is(200).Json.ToJsonString()));
        }
    }

    [Fact]
    public async Task A_link_of_a_contributor_shows_working_copies_of_his_own_alone()
    {
        using var contributor = await Server.RoleAsync("contributor");
        var seen = await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { title = "Seen by all" }));
        var other = await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { title = "Before" }));
        var article = await ArticleAsync(contributor, other, null, seen);
        (await Owner.SendTextAsync(HttpMethod.Patch, other.Address("articles"), $"{{\"title\":\"{Canary}\"}}", other.Tag())).Is(200);
        await Owner.CreateAsync("editions", new { title = Canary, newsletter = (await Owner.CreateAsync("newsletters", new { title = "Day" }))["id"], number = 1, sections = new[] { new { title = "x", items = new[] { new { article = article["id"] } } } } });

        Assert.True(Count(await ShownAsync(Owner, article)) > 0);
        var shown = await ShownAsync(contributor, article);
        Assert.Equal(0, Count(shown));
        Assert.Contains("Seen by all", shown, StringComparison.Ordinal);
        Assert.Contains("Mine", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limits_are_those_of_the_time_when_it_was_made_and_cannot_be_taken_off()
    {
        var day = await Owner.CreateAsync("newsletters", new { title = "Day" });
        var hidden = await Owner.CreateAsync("articles", new { title = Canary, newsletter = (await Owner.CreateAsync("newsletters", new { title = "Night" }))["id"] });
        var article = await ArticleAsync(Owner, hidden, day);
        var (text, key) = await Keys.MakeAsync(Owner, new { name = "Editor", role = "editor", entitlements = new { newsletters = new[] { day["id"] } } });
        using var editor = Server.Client(text);
        var url = await LinkAsync(editor, article);
        (await Owner.SendTextAsync(HttpMethod.Patch, Keys.Address(key), "{\"entitlements\":null}", "\"1\"", contentType: "application/merge-patch+json")).Is(200);
        Assert.Equal(0, Count((await Anonymous.GetReplyAsync(url + Query)).Is(200).Json.ToJsonString()));
        // The bytes of the limits are the last of the ticket.
        (await Anonymous.GetReplyAsync(url[..^24])).IsProblem(403, "invalid_preview_link");
        Assert.True(Count(await ShownAsync(editor, article)) > 0);
    }

    [Fact]
    public async Task As_many_limits_as_a_key_can_have_fit_into_a_link()
    {
        var newsletters = new List<JsonNode>();
        var tags = new List<string>();
        for (var n = 0; n < 100; n++)
        {
            newsletters.Add(await Owner.CreateAsync("newsletters", new { title = $"Newsletter {n}" }));
            tags.Add((string)(await Owner.CreateAsync("tags", new { title = $"Tag {n}" }))["id"]!);
        }
        using var editor = await Server.ClientAsync(new { name = "Editor", role = "editor", entitlements = new { newsletters = newsletters.Select(one => one["id"]), tags } });
        var article = await Owner.CreateAsync("articles", new { title = "Mine", newsletter = newsletters[99]["id"], tags = new[] { tags[99] } });
        (await Anonymous.GetReplyAsync(await LinkAsync(editor, article))).Is(200);
    }

    private static int Count(string text) => text.Split(Canary).Length - 1;

    private async Task<string> ShownAsync(HttpClient maker, JsonObject article) => (await Anonymous.GetReplyAsync(await LinkAsync(maker, article) + Query)).Is(200).Json.ToJsonString();

    private static async Task<string> LinkAsync(HttpClient maker, JsonObject article) => (string)(await maker.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/preview-link", null)).Is(201).Data["url"]!;

    /// <summary>An article that names another one in every way there is.</summary>
    private static Task<JsonObject> ArticleAsync(HttpClient maker, JsonObject named, JsonObject? newsletter, params JsonObject[] others) => maker.CreateAsync("articles", new
    {
        title = "Mine",
        newsletter = newsletter?["id"],
        related = others.Append(named).Select(one => one["id"]),
        body = new object[]
        {
            new { _type = "block", _key = "a", style = "normal", markDefs = new[] { new { _type = "internalLink", _key = "l", reference = new { type = "article", id = named["id"] } } }, children = new[] { new { _type = "span", _key = "s", text = "Beside it", marks = new[] { "l" } } } },
            new { _type = "relatedLink", _key = "b", reference = new { type = "article", id = named["id"] } },
        },
    });
}

public sealed class LinkLimitsOnSqlite() : LinkLimitTests(Engine.Sqlite);

public sealed class LinkLimitsOnPostgreSql() : LinkLimitTests(Engine.PostgreSql);

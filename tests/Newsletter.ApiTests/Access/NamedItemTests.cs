using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>No form of a body names items beyond the limits of a key.</summary>
public abstract class NamedItemTests(Engine engine) : ApiTests(engine)
{
    private const string Canary = "Canary in the night";
    private const string Slug = "canary-slug";
    private const string Query = "?body=blocks,html,markdown,text";

    [Fact]
    public async Task A_limited_key_reads_neither_title_nor_address_of_what_it_is_kept_from()
    {
        foreach (var newsletter in new[] { "day", "night" }) await Owner.CreateAsync("newsletters", new { slug = newsletter, title = newsletter });
        var hidden = await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { slug = Slug, title = Canary, newsletter = "night" }));
        var seen = await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new { slug = "seen-one", title = "A seen one", newsletter = "day" }));
        var both = await PublishAsync("both", hidden, seen);
        var seenOnly = await PublishAsync("seen-only", seen);
        using var day = await Server.ClientAsync(new { name = "Day", scopes = new[] { "content:read" }, entitlements = new { newsletters = new[] { "day" } } });
        using var all = await Server.ClientAsync(new { name = "All", scopes = new[] { "content:read" }, entitlements = new { newsletters = new[] { "day", "night" } } });

        foreach (var path in new[] { "/api/v1/articles/both" + Query, "/api/v1/articles" + Query.Replace("?", "?ids=" + both["id"] + "&", StringComparison.Ordinal) })
        {
            foreach (var client in new[] { Anonymous, all })
            {
                var text = (await client.ReadAsync(path)).ToJsonString();
                // A link and a related item: in blocks, HTML, Markdown, text.
                Assert.True(Count(text, Canary) >= 4 && Count(text, Slug) >= 4, text);
            }
            var limited = (await day.ReadAsync(path)).ToJsonString();
            Assert.Equal((0, 0), (Count(limited, Canary), Count(limited, Slug)));
            // The words around it stay, and what blocks may show.
            Assert.Equal(8, Count(limited, "Beside it"));
            Assert.Contains("A seen one", limited, StringComparison.Ordinal);
        }
        var same = (await day.ReadAsync("/api/v1/articles/seen-only" + Query))["data"]!;
        var open = (await Anonymous.ReadAsync("/api/v1/articles/seen-only" + Query))["data"]!;
        foreach (var form in new[] { "body", "bodyHtml", "bodyMarkdown", "bodyText" }) Assert.Equal(open[form]!.ToJsonString(), same[form]!.ToJsonString());
        Assert.Contains("A seen one", (string)same["bodyText"]!, StringComparison.Ordinal);
        Assert.NotNull(seenOnly);
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private async Task<JsonObject> PublishAsync(string slug, params JsonObject[] named) => await Owner.PublishAsync("articles", await Owner.CreateAsync("articles", new
    {
        slug,
        title = slug,
        newsletter = "day",
        body = named.SelectMany((item, at) => new object[]
        {
            new { _type = "block", _key = $"a{at}", style = "normal", markDefs = new[] { new { _type = "internalLink", _key = $"l{at}", reference = new { type = "article", id = item["id"] } } }, children = new[] { new { _type = "span", _key = $"s{at}", text = "Beside it", marks = new[] { $"l{at}" } } } },
            new { _type = "relatedLink", _key = $"b{at}", reference = new { type = "article", id = item["id"] } },
        }),
    }));
}

public sealed class NamedItemsOnSqlite() : NamedItemTests(Engine.Sqlite);

public sealed class NamedItemsOnPostgreSql() : NamedItemTests(Engine.PostgreSql);

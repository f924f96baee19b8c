using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Editions;

public abstract class PublishEditionTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task An_edition_is_published_with_its_articles_and_read_by_anybody()
    {
        await Owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week" });
        await Owner.CreateAsync("authors", new { slug = "ana", title = "Ana" });
        await Owner.CreateAsync("tags", new { slug = "energy", title = "Energy" });
        await Owner.CreateAsync("articles", new
        {
            slug = "mine",
            title = "Mine",
            newsletter = "the-week",
            tags = new[] { "energy" },
            authors = new[] { new { author = "ana", role = "writer" } },
            body = new { format = "markdown", content = "Hello **there**" },
        });
        var edition = await Owner.CreateAsync("editions", new
        {
            newsletter = "the-week",
            number = 48,
            title = "Forty-eight",
            sections = new[] { new { title = "Trouble At Home", items = new[] { new { article = "mine", teaser = "Ours" } } } },
        });

        var published = await Owner.PublishAsync("editions", edition, new { includeArticles = true });

        Assert.Equal("published", (string?)published["status"]);
        Assert.Equal(2, (int)published["version"]!);
        var read = await Anonymous.ReadAsync("/api/v1/newsletters/the-week/editions/48?include=articles,articles.authors&body=blocks,html");
        var item = read["data"]!["sections"]![0]!["items"]![0]!;
        Assert.Equal("Ours", (string?)item["teaser"]);
        Assert.Equal("Mine", (string?)item["article"]!["title"]);
        Assert.Equal("Ana", (string?)item["article"]!["authors"]![0]!["author"]!["title"]);
        var article = await Anonymous.ReadAsync("/api/v1/articles/mine?body=html");
        Assert.Equal("<p>Hello <strong>there</strong></p>", (string?)article["data"]!["bodyHtml"]);
        Assert.Equal(edition["id"]!.ToString(), (string?)article["data"]!["editions"]![0]!["id"]);
        Assert.Single((JsonArray)(await Anonymous.ReadAsync("/api/v1/articles?tag=energy&author=ana&edition=" + edition["id"]))["data"]!);
    }
}

public sealed class PublishEditionOnSqlite() : PublishEditionTests(Engine.Sqlite);

public sealed class PublishEditionOnPostgreSql() : PublishEditionTests(Engine.PostgreSql);

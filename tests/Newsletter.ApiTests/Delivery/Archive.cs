using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Delivery;

/// <summary>250 articles, 110 editions and all around them; many were published at the same moment or have the same title.</summary>
internal static class Archive
{
    public const int Articles = 250;
    public const int Editions = 110;

    public static DatabaseTemplate Template { get; } = DeliveryTests.Filled(FillAsync);

    private static async Task FillAsync(TestServer server)
    {
        var owner = server.Owner;
        await owner.CreateAsync("newsletters", new { slug = "the-week", title = "The Week" });
        for (var n = 0; n < 120; n++)
        {
            await owner.CreateAsync("tags", new { slug = $"tag-{n}", title = $"Tag {n % 7}", parent = n > 0 ? "tag-0" : null });
            await owner.CreateAsync("authors", new { slug = $"author-{n}", title = $"Author {n % 7}" });
        }
        var published = new List<JsonObject>();
        for (var n = 0; n < Articles; n++)
        {
            // Ten at a time have the same dates.
            if (n % 10 == 0) server.Clock!.Advance(TimeSpan.FromMinutes(1));
            var article = await owner.CreateAsync("articles", new
            {
                slug = $"article-{n}",
                title = $"Title {n % 9}",
                newsletter = "the-week",
                tags = new[] { $"tag-{n % 120}", "tag-1", "tag-2" }.Distinct(),
                authors = new[] { new { author = $"author-{n % 120}" } },
                related = published.TakeLast(2).Select(one => one["id"]),
                body = new { format = "markdown", content = $"Body {n}" },
            });
            published.Add(await owner.PublishAsync("articles", article));
        }
        for (var n = 1; n <= Editions; n++)
        {
            if (n % 10 == 0) server.Clock!.Advance(TimeSpan.FromMinutes(1));
            var items = published.Skip(n).Take(5).Select(article => new { article = article["id"] });
            await owner.PublishAsync("editions", await owner.CreateAsync("editions", new { newsletter = "the-week", number = n, title = $"Edition {n % 9}", tags = new[] { $"tag-{n}" }, sections = new[] { new { title = "Part", items } } }));
        }
    }
}

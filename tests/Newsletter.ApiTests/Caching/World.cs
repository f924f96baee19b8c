using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Caching;

/// <summary>Some of everything that refers to each other, and random changes of it.</summary>
internal sealed class World(HttpClient owner, FakeTimeProvider clock, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<(string Plural, string Id)> items = [];
    private int made;

    public HashSet<string> Done { get; } = [];

    public IReadOnlyList<string> Paths { get; private set; } = [];

    public static async Task<World> MakeAsync(HttpClient owner, FakeTimeProvider clock, int seed)
    {
        var world = new World(owner, clock, seed);
        await world.CreateAsync("newsletters", new { slug = "week", title = "Week" });
        for (var at = 0; at < 3; at++)
        {
            await world.CreateAsync("authors", new { slug = $"author-{at}", title = $"Author {at}" });
            await world.CreateAsync("tags", new { slug = $"tag-{at}", title = $"Tag {at}", parent = at == 0 ? null : "tag-0" });
        }
        await world.CreateAsync("notices", new { slug = "legal", title = "Legal", kind = "legal", body = world.Text(null) });
        for (var at = 0; at < 5; at++) await world.PublishAsync("articles", await world.CreateAsync("articles", world.Article(at)));
        for (var at = 0; at < 3; at++) await world.PublishAsync("editions", await world.CreateAsync("editions", world.Edition(at + 1)));
        world.Paths =
        [
            .. new[] { "articles", "articles?include=authors,tags,editions", "articles?tag=tag-1", "articles?author=author-1&body=html", "articles?edition=edition-1", "articles?newsletter=week", "articles?tag=renamed-1",
                "editions?include=articles", "newsletters/week/editions", "newsletters/week/editions/latest?include=articles.authors", "newsletters/week/editions/2", "tags", "authors", "newsletters?include=notices", "notices", "breaking",
                "search?q=text", "articles?sort=title&limit=2", "newsletters/week" },
            .. Enumerable.Range(0, 5).Select(at => $"articles/article-{at}?body=html,text&include=related,editions"),
            .. Enumerable.Range(1, 3).Select(at => $"editions/edition-{at}?include=articles,previous,next"),
            .. Enumerable.Range(0, 3).SelectMany(at => new[] { $"tags/tag-{at}", $"authors/author-{at}" }),
        ];
        world.Paths = [.. world.Paths.Select(path => "/api/v1/" + path)];
        return world;
    }

    /// <returns>What was done.</returns>
    public async Task<string> ChangeAsync()
    {
        var (plural, id) = items[random.Next(items.Count)];
        var read = await owner.GetReplyAsync($"/manage/v1/{plural}/{id}");
        var (item, tag) = (read.Is(200).Data, read.ETag!);
        var what = random.Next(8) switch
        {
            0 => await SendAsync(HttpMethod.Patch, plural, id, tag, "", new { title = $"Renamed {++made}" }),
            1 => await SendAsync(HttpMethod.Patch, plural, id, tag, "", new { slug = $"renamed-{random.Next(3)}" }),
            2 when plural is "articles" => await SendAsync(HttpMethod.Patch, plural, id, tag, "", Article(random.Next(5), false)),
            3 when plural is "articles" or "editions" => await SendAsync(HttpMethod.Post, plural, id, tag, "/unpublish", new { }),
            4 when plural is "articles" or "editions" => await SendAsync(HttpMethod.Post, plural, id, tag, "/publish", new { embargoUntil = random.Next(3) == 0 ? clock.GetUtcNow().AddSeconds(40) : (DateTimeOffset?)null }),
            5 when plural is "editions" => await SendAsync(HttpMethod.Patch, plural, id, tag, "", new { sections = Sections() }),
            6 => Later(),
            7 when plural is "articles" => await SendAsync(HttpMethod.Post, plural, id, tag, "/publish", new { expiresAt = clock.GetUtcNow().AddSeconds(60) }),
            _ => await PublishNewAsync(),
        };
        // Articles and editions wait for publication; half of the time it follows.
        if (what.StartsWith("PATCH", StringComparison.Ordinal) && plural is "articles" or "editions" && random.Next(2) == 0)
        {
            what += " and " + await SendAsync(HttpMethod.Post, plural, id, (await owner.GetReplyAsync($"/manage/v1/{plural}/{id}")).ETag!, "/publish", new { });
        }
        Done.Add(what.Split(' ')[0] + plural);
        return $"{what} ({(string?)item["slug"]})";
    }

    private string Later()
    {
        clock.Advance(TimeSpan.FromSeconds(30));
        return "LATER";
    }

    private async Task<string> PublishNewAsync()
    {
        var article = await CreateAsync("articles", Article(100 + ++made));
        return "NEW and " + await SendAsync(HttpMethod.Post, "articles", (string)article["id"]!, "\"1\"", "/publish", new { });
    }

    private async Task<string> SendAsync(HttpMethod method, string plural, string id, string tag, string action, object body)
    {
        var reply = await owner.SendNodeAsync(method, $"/manage/v1/{plural}/{id}{action}", System.Text.Json.JsonSerializer.SerializeToNode(body)!, tag);
        return $"{method}{action} {reply.Status}";
    }

    private async Task<JsonObject> CreateAsync(string plural, object content)
    {
        var item = await owner.CreateAsync(plural, content);
        items.Add((plural, (string)item["id"]!));
        return item;
    }

    private Task<JsonObject> PublishAsync(string plural, JsonObject item) => owner.PublishAsync(plural, item);

    private Dictionary<string, object?> Article(int at, bool withSlug = true)
    {
        var article = new Dictionary<string, object?>
        {
            ["title"] = $"Article {at} {++made}",
            ["newsletter"] = random.Next(2) == 0 ? "week" : null,
            ["authors"] = new[] { new { author = items.First(item => item.Plural == "authors").Id, role = "writer" } },
            ["tags"] = items.Where(item => item.Plural == "tags").Where(_ => random.Next(2) == 0).Select(item => item.Id).ToArray(),
            ["related"] = items.Where(item => item.Plural == "articles").Where(_ => random.Next(3) == 0).Select(item => item.Id).ToArray(),
            ["body"] = Text(items.Where(item => item.Plural == "articles").Select(item => item.Id).FirstOrDefault()),
        };
        if (withSlug) article["slug"] = $"article-{at}";
        return article;
    }

    private object Edition(int number) => new { slug = $"edition-{number}", newsletter = items[0].Id, number, title = $"Edition {number}", sections = Sections() };

    private object[] Sections() => [new { title = "All", items = items.Where(item => item.Plural == "articles").Where(_ => random.Next(2) == 0).Select(item => new { article = item.Id }).ToArray() }];

    private object[] Text(string? linked) =>
    [
        new
        {
            _type = "block", _key = "a", style = "normal",
            children = new[] { new { _type = "span", _key = "s", text = $"Some text {random.Next(100)}", marks = linked is null ? Array.Empty<string>() : ["l"] } },
            markDefs = linked is null ? Array.Empty<object>() : [new { _type = "internalLink", _key = "l", reference = new { type = "article", id = linked } }],
        },
    ];
}

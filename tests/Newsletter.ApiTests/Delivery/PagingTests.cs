using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

public abstract class PagingTests(Engine engine) : DeliveryTests(engine, Archive.Template)
{
    [Theory]
    [InlineData("articles", "publishedAt", Archive.Articles)]
    [InlineData("articles", "updatedAt", Archive.Articles)]
    [InlineData("articles", "title", Archive.Articles)]
    [InlineData("editions", "number", Archive.Editions)]
    [InlineData("newsletters/the-week/editions", "number", Archive.Editions)]
    [InlineData("tags", "title", 120)]
    public async Task Pages_hold_everything_once_in_both_directions_and_both_orders(string list, string sort, int count)
    {
        var up = await WalkAsync($"/api/v1/{list}?limit=17&sort={sort}", "next");
        Assert.Equal(count, up.Items.Distinct().Count());
        Assert.Equal(count, up.Items.Count);
        var down = await WalkAsync($"/api/v1/{list}?limit=17&sort=-{sort}", "next");
        Assert.Equal(up.Items.Reverse(), down.Items);

        var back = await WalkAsync(up.Last, "prev");
        Assert.Equal(up.Pages.Reverse(), back.Pages);
    }

    [Fact]
    public async Task What_is_published_and_withdrawn_meanwhile_moves_nothing_else()
    {
        var seen = new List<string>();
        string? next = "/api/v1/articles?limit=20&include=authors,tags";
        for (var n = 0; next is not null; n++)
        {
            var page = await Anonymous.ReadAsync(next);
            seen.AddRange(page["data"]!.AsArray().Select(item => (string)item!["slug"]!));
            next = (string?)page["page"]!["next"];
            Clock.Advance(TimeSpan.FromHours(1));
            await PublishArticleAsync(new { slug = $"late-{n}", title = "Late" });
            // What was seen last goes, so the place itself is no longer there.
            if (next is not null) await UnpublishAsync("articles", (JsonObject)(await Owner.ReadAsync($"/manage/v1/articles/{seen[^1]}"))["data"]!);
        }

        Assert.Equal(Archive.Articles, seen.Count);
        Assert.Equal(Archive.Articles, seen.Distinct().Count());
        Assert.DoesNotContain(seen, slug => slug.StartsWith("late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_stand_in_the_page_and_in_the_header()
    {
        using var response = await Anonymous.GetAsync("/api/v1/articles?limit=2&tag=tag-1&fields%5Barticle%5D=slug&count=true");
        var page = (await TestRequests.ExpectAsync(response, 200))["page"]!;

        Assert.Equal($"<{page["next"]}>; rel=\"next\"", response.Headers.GetValues("Link").Single());
        Assert.Equal(Archive.Articles, (int)page["total"]!);
        Assert.Equal(2, (int)page["limit"]!);
        Assert.Null(page["prev"]);
        var second = await Anonymous.ReadAsync((string)page["next"]!);
        Assert.Equal(Archive.Articles, (int)second["page"]!["total"]!);
        Assert.Equal(["type", "id", "slug", "url"], ((JsonObject)second["data"]![0]!).Select(member => member.Key));
    }

    [Fact]
    public async Task A_cursor_goes_with_its_list_and_filters_alone()
    {
        var page = (await Anonymous.ReadAsync("/api/v1/articles?tag=tag-1&limit=3"))["page"]!;
        var cursor = ((string)page["next"]!).Split("cursor=")[1];

        await Anonymous.ReadAsync($"/api/v1/articles?limit=50&include=authors&count=true&body=text&tag=tag-1&cursor={cursor}");
        foreach (var other in new[] { "articles?", "articles?tag=tag-2&", "articles?tag=tag-1&language=en&", "articles?tag=tag-1&sort=title&", "articles?tag=tag-1&tag=tag-2&", "editions?tag=tag-1&", "breaking?" })
        {
            await RefusedAsync($"{other}cursor={cursor}");
        }
        for (var at = 0; at < cursor.Length; at++) await RefusedAsync($"articles?tag=tag-1&cursor={cursor[..at]}{(cursor[at] == 'A' ? 'B' : 'A')}{cursor[(at + 1)..]}");
        foreach (var garbage in new[] { "x", "AAAA", cursor[..^1], cursor + "A", cursor + "=", "%20" + cursor, new string('A', 1000), "%F0%9F%98%80", "../..", "0" }) await RefusedAsync($"articles?tag=tag-1&cursor={garbage}");

        async Task RefusedAsync(string path)
        {
            var problem = await Anonymous.ReadAsync("/api/v1/" + path, 400);
            Assert.Equal("invalid_cursor", (string?)problem["code"]);
            Assert.Equal("?cursor", (string?)problem["errors"]![0]!["pointer"]);
        }
    }

    [Fact]
    public async Task Long_titles_of_any_script_leave_room_for_the_cursor()
    {
        foreach (var _ in Enumerable.Range(0, 3)) await PublishArticleAsync(new { language = "zh", title = new string('煤', 300) });
        foreach (var _ in Enumerable.Range(0, 3)) await PublishArticleAsync(new { language = "zh", title = string.Concat(Enumerable.Repeat("\"\\😀\"", 60)) });

        Assert.Equal(6, (await WalkAsync("/api/v1/articles?language=zh&sort=title&limit=1", "next")).Items.Count);
    }

    private async Task<(IReadOnlyList<string> Items, IReadOnlyList<string> Pages, string Last)> WalkAsync(string start, string relation)
    {
        var (items, pages, last) = (new List<string>(), new List<string>(), start);
        for (string? path = start; path is not null;)
        {
            var page = await Anonymous.ReadAsync(path);
            var ids = page["data"]!.AsArray().Select(item => (string)item!["id"]!).ToList();
            items.AddRange(ids);
            pages.Add(string.Join(' ', ids));
            last = path;
            path = (string?)page["page"]![relation];
        }
        return (items, pages, last);
    }
}

public sealed class PagingOnSqlite() : PagingTests(Engine.Sqlite);

public sealed class PagingOnPostgreSql() : PagingTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class ListTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Theory]
    [InlineData("-updatedAt")]
    [InlineData("updatedAt")]
    [InlineData("-createdAt")]
    [InlineData("createdAt")]
    public async Task Pages_lead_through_the_whole_list_and_back(string sort)
    {
        var word = Unique("paged");
        for (var n = 0; n < 7; n++) await Owner.CreateAsync("tags", new { title = $"{word} {n}", slug = Unique("p") });
        var forward = new List<List<string>>();
        string? next = $"/manage/v1/tags?q={word}&sort={sort}&limit=3&count=true", last = null;
        while (next is not null)
        {
            var page = (await Owner.GetReplyAsync(last = next)).Is(200).Json;
            Assert.Equal((7, 3), ((int)page["page"]!["total"]!, (int)page["page"]!["limit"]!));
            forward.Add(Titles(page));
            next = (string?)page["page"]!["next"];
        }
        var ascending = Enumerable.Range(0, 7).Select(n => $"{word} {n}").ToList();
        Assert.Equal(sort[0] == '-' ? Enumerable.Reverse(ascending) : ascending, forward.SelectMany(page => page));

        var backward = new List<List<string>>();
        for (var path = last; path is not null;)
        {
            var reply = (await Owner.GetReplyAsync(path)).Is(200);
            var page = reply.Json;
            backward.Insert(0, Titles(page));
            path = (string?)page["page"]!["prev"];
            var links = new[] { ("next", (string?)page["page"]!["next"]), ("prev", path) }.Where(link => link.Item2 is not null).Select(link => $"<{link.Item2}>; rel=\"{link.Item1}\"");
            Assert.Equal(string.Join(", ", links), string.Join(", ", reply.Headers.GetValues("Link")));
        }
        Assert.Equal(forward, backward);
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var word = Unique("filtered");
        var (tag, author, newsletter) = (await Samples.CreateAsync(Owner, "tags"), await Samples.CreateAsync(Owner, "authors"), await Samples.CreateAsync(Owner, "newsletters"));
        var one = await Owner.CreateAsync("articles", new { title = word + " ÄRA", slug = Unique("a"), kind = "opinion", language = "de", newsletter = newsletter["slug"], tags = new[] { tag["slug"] }, authors = new[] { new { author = author["slug"] } } });
        var two = await Owner.CreateAsync("articles", new { title = word + " two", slug = Unique("a"), kind = "news", language = "pt-br" });
        two = await Owner.PublishAsync("articles", two);
        foreach (var filter in new[] { "status=draft", "kind=opinion", "language=de", "language=DE", $"tag={tag["slug"]}", $"tag={tag["id"]}", $"author={author["slug"]}", $"newsletter={newsletter["id"]}", $"ids={one["id"]}", $"tag={tag["slug"]},none", "q=" + Uri.EscapeDataString(word + " ära") })
            Assert.Equal([(string)one["title"]!], await ListAsync(word, filter));
        foreach (var filter in new[] { "status=published", "kind=news,live", "language=pt-BR", $"ids={two["id"]}", $"updatedAfter={Uri.EscapeDataString((string)one["updatedAt"]!)}&kind=news" })
            Assert.Equal([(string)two["title"]!], await ListAsync(word, filter));
        foreach (var filter in new[] { "", "status=draft,published", "kind=news,opinion", $"ids={one["id"]},{two["id"]}" }) Assert.Equal(2, (await ListAsync(word, filter)).Count);
        foreach (var filter in new[] { $"tag={tag["slug"]}&tag=none", "kind=live", "status=unpublished", "updatedAfter=2199-01-01T00:00:00Z", $"ids={tag["id"]}" }) Assert.Empty(await ListAsync(word, filter));
    }

    [Theory]
    [InlineData("q=%25")]
    [InlineData("q=_")]
    [InlineData("q=%27")]
    [InlineData("q=%22%3B--")]
    [InlineData("q=%5C")]
    [InlineData("tag=%27%20OR%201%3D1--")]
    public async Task What_looks_like_a_pattern_or_SQL_is_a_word_like_others(string filter)
    {
        await Samples.CreateAsync(Owner, "articles");
        Assert.Empty((JsonArray)(await Owner.GetReplyAsync("/manage/v1/articles?" + filter)).Is(200).Json["data"]!);
    }

    [Theory]
    [InlineData("nonsense=1", "?nonsense unknown_parameter")]
    [InlineData("Limit=1", "?Limit unknown_parameter")]
    [InlineData("limit=0", "?limit bad_parameter")]
    [InlineData("limit=101", "?limit bad_parameter")]
    [InlineData("limit=1e2", "?limit bad_parameter")]
    [InlineData("limit=1&limit=2", "?limit repeated_parameter")]
    [InlineData("limit=", "?limit bad_parameter")]
    [InlineData("sort=title", "?sort unknown_value")]
    [InlineData("sort=publishedSlug", "?sort unknown_value")]
    [InlineData("count=yes", "?count bad_parameter")]
    [InlineData("status=live", "?status unknown_value")]
    [InlineData("kind=nonsense", "?kind unknown_value")]
    [InlineData("language=klingon-x", "?language bad_language")]
    [InlineData("updatedAfter=yesterday", "?updatedAfter bad_parameter")]
    [InlineData("ids=1", "?ids bad_parameter")]
    [InlineData("q=%00", "?q control_character")]
    [InlineData("tag=%00", "?tag control_character")]
    [InlineData("cursor=abc", "?cursor invalid_cursor")]
    [InlineData("offset=5", "?offset unknown_parameter")]
    public async Task A_parameter_that_does_not_fit_is_named(string query, string error)
    {
        var reply = await Owner.GetReplyAsync("/manage/v1/articles?" + query);
        Assert.Equal([error], reply.IsProblem(400, error.StartsWith("?cursor", StringComparison.Ordinal) ? "invalid_cursor" : "invalid_parameter").Errors);
    }

    [Fact]
    public async Task A_type_without_kinds_has_no_such_filter() =>
        Assert.Equal(["?kind unknown_parameter"], (await Owner.GetReplyAsync("/manage/v1/authors?kind=news")).IsProblem(400, "invalid_parameter").Errors);

    [Fact]
    public async Task A_cursor_belongs_to_its_list()
    {
        var word = Unique("bound");
        for (var n = 0; n < 3; n++) await Owner.CreateAsync("tags", new { title = word, slug = Unique("b") });
        var next = (string)(await Owner.GetReplyAsync($"/manage/v1/tags?q={word}&limit=1")).Json["page"]!["next"]!;
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];
        (await Owner.GetReplyAsync($"/manage/v1/tags?q={word}&limit=2&cursor={cursor}")).Is(200);
        (await Owner.GetReplyAsync($"/manage/v1/tags?limit=1&cursor={cursor}")).IsProblem(400, "invalid_cursor");
        (await Owner.GetReplyAsync($"/manage/v1/authors?q={word}&limit=1&cursor={cursor}")).IsProblem(400, "invalid_cursor");
        (await Owner.GetReplyAsync($"/manage/v1/tags?q={word}&limit=1&cursor={cursor[..^2]}AA")).IsProblem(400, "invalid_cursor");
    }

    private async Task<List<string>> ListAsync(string word, string filter)
    {
        var query = filter.StartsWith("q=", StringComparison.Ordinal) ? filter : $"q={word}&{filter}";
        return Titles((await Owner.GetReplyAsync($"/manage/v1/articles?{query.TrimEnd('&')}")).Is(200).Json);
    }

    private static List<string> Titles(JsonObject page) => [.. ((JsonArray)page["data"]!).Select(item => (string)item!["title"]!)];
}

public sealed class ListOnSqlite(SharedServer shared) : ListTests(Engine.Sqlite, shared);

public sealed class ListOnPostgreSql(SharedServer shared) : ListTests(Engine.PostgreSql, shared);

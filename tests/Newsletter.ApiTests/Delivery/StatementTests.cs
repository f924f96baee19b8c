using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

/// <summary>However much an answer holds, it takes the same number of statements.</summary>
public abstract class StatementTests(Engine engine) : DeliveryTests(engine, Archive.Template)
{
    /// <summary>The log before and after, filters by reference (present and old slugs), the count, the page, what is found on reading (4), references (3).</summary>
    private const int Cap = 13;

    private readonly CountedStatements statements = new();

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Cache:Enabled"] = "false" };

    [Theory]
    [InlineData("articles", 9)]
    [InlineData("editions", 9)]
    [InlineData("newsletters/the-week/editions", 10)]
    [InlineData("tags", 7)]
    [InlineData("authors", 6)]
    public async Task A_list_takes_the_same_number_of_statements_whatever_its_length(string list, int most)
    {
        var includes = await AllIncludesAsync(list);
        foreach (var query in new[] { "", $"&include={includes}", "&count=true" }.Concat(list is "tags" or "authors" ? [] : [$"&include={includes}&body=blocks,html,markdown,text"]))
        {
            var counts = new List<int>();
            foreach (var limit in new[] { 1, 20, 100 }) counts.Add(await CountAsync($"{list}?limit={limit}{query}"));
            Assert.True(counts.Max() <= most, $"{list} {query}: {string.Join(' ', counts)}");
            // A single item may have nothing to follow further; more items never take more.
            Assert.Equal(counts[1], counts[2]);
        }
    }

    [Theory]
    [InlineData("articles/article-7")]
    [InlineData("editions/edition-7")]
    [InlineData("newsletters/the-week/editions/latest")]
    [InlineData("newsletters/the-week")]
    [InlineData("tags/tag-1")]
    [InlineData("authors/author-1")]
    public async Task One_item_takes_few_statements(string path)
    {
        var includes = await AllIncludesAsync(path);
        Assert.InRange(await CountAsync($"{path}?include={includes}"), 1, Cap);
    }

    [Fact]
    public async Task Filters_take_few_statements_however_many_values_they_have()
    {
        var tags = string.Join(',', Enumerable.Range(0, 60).Select(n => $"tag-{n}"));
        Assert.Equal(await CountAsync("articles?tag=tag-1&author=author-1"), await CountAsync($"articles?tag={tags}&tag=tag-1&author=author-1&limit=100"));
        Assert.InRange(await CountAsync($"articles?tag={tags}&tag=nonsense&author=author-1,nonsense&edition=edition-3&newsletter=the-week&count=true&limit=100"), 1, Cap);
    }

    [Theory]
    [InlineData("articles?limit=100&count=true&newsletter=the-week&tag=tag-1")]
    [InlineData("editions?limit=100&include=articles")]
    [InlineData("articles/article-7")]
    [InlineData("tags/tag-1")]
    [InlineData("breaking")]
    public async Task Limits_of_a_key_take_no_statement_more(string path)
    {
        var entitlements = new { newsletters = new[] { "the-week" }, tags = new[] { "tag-1", "tag-2" }, regions = new[] { "DE" } };
        using var partner = await Server.ClientAsync(new { name = "Partner", role = "partner", entitlements });
        Assert.Equal(await CountAsync(path), await CountAsync(path, partner));
    }

    /// <summary>Who does not follow the log has nothing to remember.</summary>
    protected override void Configure(IServiceCollection services)
    {
        statements.AddTo(services);
        foreach (var follower in services.Where(service => service.ImplementationType?.Name == "LogFollower").ToList()) services.Remove(follower);
    }

    private async Task<int> CountAsync(string path, HttpClient? client = null)
    {
        var before = statements.Count;
        await (client ?? Anonymous).ReadAsync("/api/v1/" + path);
        return statements.Count - before;
    }
}

public sealed class StatementsOnSqlite() : StatementTests(Engine.Sqlite);

public sealed class StatementsOnPostgreSql() : StatementTests(Engine.PostgreSql);

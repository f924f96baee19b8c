using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>No page of a large archive is found by reading a table from end to end, nor by sorting.</summary>
public abstract class ListPlanTests(Engine engine) : DatabaseTests(engine, engine is Engine.Sqlite ? LargeArchive.OnSqlite : LargeArchive.OnPostgreSql)
{
    [Theory]
    [InlineData("")]
    [InlineData("sort=publishedAt")]
    [InlineData("sort=title")]
    [InlineData("sort=-title&limit=100")]
    [InlineData("sort=updatedAt")]
    [InlineData("sort=-updatedAt")]
    [InlineData("tag=tag-2")]
    [InlineData("tag=tag-2&sort=publishedAt&limit=50")]
    [InlineData("author=author-3&language=en")]
    public async Task A_page_is_read_in_the_order_of_an_index(string query)
    {
        var statements = new ExplainedStatements();
        await using var server = await TestServer.StartAsync(Database, configure: statements.AddTo);
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (IReadOnlyList<string>)[pair[1]]);
        // The first page, the second, and the one before that: each is another statement.
        foreach (var relation in new[] { "", "next", "prev" })
        {
            await using var scope = server.Services.CreateAsyncScope();
            statements.Clear();
            var answer = await scope.ServiceProvider.GetRequiredService<ListDocuments>().ExecuteAsync(DeliveryResource.Articles, null, "/api/v1/articles", parameters, TestContext.Current.CancellationToken);
            Assert.False(answer.Failed, query);
            Assert.True(statements.Count > 0);
            Assert.Equal((relation, "", ""), (relation, string.Join('\n', statements.Scans), string.Join('\n', statements.Sorts)));
            var link = answer.Value.Links[relation == "next" ? "prev" : "next"];
            parameters["cursor"] = [link.Split("cursor=")[1].Split('&')[0]];
        }
    }

    [Fact]
    public async Task An_item_is_found_by_an_index()
    {
        var statements = new ExplainedStatements();
        await using var server = await TestServer.StartAsync(Database, configure: statements.AddTo);
        await using var scope = server.Services.CreateAsyncScope();
        statements.Clear();
        var found = await scope.ServiceProvider.GetRequiredService<ReadDocument>().ExecuteAsync(DeliveryResource.Articles, "article-77777", null, new Dictionary<string, IReadOnlyList<string>>(), TestContext.Current.CancellationToken);
        Assert.False(found.Failed);
        Assert.Equal(("", ""), (string.Join('\n', statements.Scans), string.Join('\n', statements.Sorts)));
    }
}

public sealed class ListPlansOnSqlite() : ListPlanTests(Engine.Sqlite);

public sealed class ListPlansOnPostgreSql() : ListPlanTests(Engine.PostgreSql);

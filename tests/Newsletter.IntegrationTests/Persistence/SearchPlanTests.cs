using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Delivery.Search;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>No question to a large archive reads one of its tables from end to end.</summary>
public abstract class SearchPlanTests(Engine engine) : DatabaseTests(engine, engine is Engine.Sqlite ? LargeArchive.OnSqlite : LargeArchive.OnPostgreSql)
{
    private static readonly string[] Questions =
    [
        "q=half", "q=third", "q=rare17", "q=half third", "q=\"half third\"", "q=rare17 -half", "q=rare17 or rare18", "q=hal", "q=rar", "q=raer17", "q=writer", "q=half&tag=tag-2",
        "q=half&author=author-2&type=article", "q=half&language=en", "q=third&publishedBefore=2015-06-01T00:00:00Z", "q=half&limit=100",
    ];

    /// <summary>A word that is not there, and one that says nothing.</summary>
    private static readonly string[] Vain = ["q=nothing", "q=the", "q=the&tag=tag-2"];

    [Fact]
    public async Task Search_reads_no_large_table_from_end_to_end()
    {
        var statements = new ExplainedStatements();
        await using var server = await TestServer.StartAsync(Database, configure: statements.AddTo);
        foreach (var question in Questions.Concat(Vain))
        {
            await using var scope = server.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
            await using var snapshot = await db.BeginSnapshotAsync(TestContext.Current.CancellationToken);
            statements.Clear();
            var parameters = question.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (IReadOnlyList<string>)[pair[1]]);
            var answer = await scope.ServiceProvider.GetRequiredService<SearchDocuments>().ExecuteAsync("/api/v1/search", parameters, TestContext.Current.CancellationToken);
            Assert.False(answer.Failed, question);
            Assert.Equal((question, ""), (question, string.Join('\n', await ScansAsync(db, statements))));
            using var json = JsonDocument.Parse(answer.Value.Json);
            Assert.Equal((question, Vain.Contains(question)), (question, json.RootElement.GetProperty("data").GetArrayLength() == 0));
        }
    }

    /// <summary>The statements since the last look that read one of the large tables from end to end.</summary>
    private async Task<IReadOnlyList<string>> ScansAsync(DeliveryDbContext db, ExplainedStatements statements)
    {
        if (Database.Engine is Engine.Sqlite) return [.. statements.Scans];
        // Counted by the server in this transaction, within functions too.
        return await db.Database.SqlQuery<string>($"""
            select relname || ': ' || seq_scan || ' scans' as "Value" from pg_stat_xact_user_tables
            where schemaname = 'delivery' and relname in ('search_entry', 'published_document', 'published_reference') and seq_scan > 0
            """).ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class SearchPlansOnSqlite() : SearchPlanTests(Engine.Sqlite);

public sealed class SearchPlansOnPostgreSql() : SearchPlanTests(Engine.PostgreSql);

using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.ApiTests.Schedules;

public abstract class OutageTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private readonly Engine engine = engine;

    [Theory]
    [InlineData(2, "done")]
    [InlineData(99, "failed")]
    public async Task An_outage_is_waited_out_but_not_for_ever(int outages, string state)
    {
        var clock = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var outage = new Outage(engine);
        await using var server = await TestServer.StartAsync(Database, clock, configure: outage.AddTo);
        var article = await Samples.CreateAsync(server.Owner, "articles", write => (write["tags"], write["authors"]) = (new JsonArray(), new JsonArray()));
        (await server.Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{\"at\":\"2026-03-01T13:00:00Z\"}", article.Tag())).Is(200);
        outage.Left = outages;
        clock.Advance(TimeSpan.FromHours(1));
        JsonNode schedule;
        var attempt = 0;
        do
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
            schedule = (await server.Owner.ReadAsync("/manage/v1/schedules"))["data"]![0]!;
        }
        while ((string?)schedule["state"] == "pending" && ++attempt < 100);
        Assert.Equal((state, Math.Min(outages, 5)), ((string?)schedule["state"], (int)schedule["attempts"]!));
        Assert.Equal(state == "done" ? null : "unavailable", (string?)schedule["error"]?["code"]);
    }

    /// <summary>Fails publications as an engine does that is going down.</summary>
    private sealed class Outage(Engine engine) : DbCommandInterceptor, IDbContextOptionsConfiguration<EditorialDbContext>
    {
        public int Left { get; set; }

        public void AddTo(IServiceCollection services) => services.AddSingleton<IDbContextOptionsConfiguration<EditorialDbContext>>(this);

        public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(this);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            // Readers' rows are written by then.
            if (Left == 0 || !(command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal) && command.CommandText.Contains("item_revision", StringComparison.Ordinal))) return new(result);
            Left--;
            throw engine is Engine.Sqlite ? new SqliteException("The database is locked.", 5) : new PostgresException("Going down.", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);
        }
    }
}

public sealed class OutagesOnSqlite() : OutageTests(Engine.Sqlite);

public sealed class OutagesOnPostgreSql() : OutageTests(Engine.PostgreSql);

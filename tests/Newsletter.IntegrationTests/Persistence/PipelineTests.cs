using System.Data.Common;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Infrastructure.Persistence.PostgreSql;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>Statements that are sent together share a connection and nothing else. SQLite has no wire to share.</summary>
public sealed class PipelineTests() : DatabaseTests(Engine.PostgreSql)
{
    private PostgreSqlEngine? _engine;

    private IStatementPipeline Pipeline => _engine!.Pipeline!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _engine = new(Database.ConnectionString, null, false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _engine!.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_gets_its_own_rows()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => AskAsync("select $1::int + g from generate_series(1, $2::int) g order by g", n, n % 5)));
        for (var n = 0; n < answers.Length; n++) Assert.Equal(Enumerable.Range(1, n % 5).Select(g => n + g), answers[n]);
    }

    [Fact]
    public async Task One_that_fails_takes_no_other_along()
    {
        var answers = Enumerable.Range(0, 100).Select(n => AskAsync("select 100 / $1::int", n % 10)).ToList();
        for (var n = 0; n < answers.Count; n++)
        {
            if (n % 10 == 0) Assert.Equal(PostgresErrorCodes.DivisionByZero, (await Assert.ThrowsAsync<PostgresException>(() => answers[n])).SqlState);
            else Assert.Equal([100 / (n % 10)], await answers[n]);
        }
    }

    [Fact]
    public async Task A_reader_of_rows_that_fails_takes_no_other_along()
    {
        var answers = Enumerable.Range(0, 50).Select(n => Pipeline.ReadAsync("select $1::int", [n], row => n % 7 == 3 ? throw new InvalidOperationException("broken") : row.GetInt32(0), TestContext.Current.CancellationToken)).ToList();
        for (var n = 0; n < answers.Count; n++)
        {
            if (n % 7 == 3) await Assert.ThrowsAsync<InvalidOperationException>(() => answers[n]);
            else Assert.Equal([n], await answers[n]);
        }
    }

    [Fact]
    public async Task Connections_that_end_fail_nobody()
    {
        await using var server = new NpgsqlConnection(Database.ConnectionString);
        await server.OpenAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 20; round++)
        {
            var answers = Enumerable.Range(0, 20).Select(n => AskAsync("select $1::int", n)).ToList();
            Assert.Equal(Enumerable.Range(0, 20), (await Task.WhenAll(answers)).Select(rows => Assert.Single(rows)));
            await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", server);
            await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Who_goes_away_is_not_waited_for_and_the_server_neither()
    {
        using var gone = new CancellationTokenSource();
        var slow = Pipeline.ReadAsync("select pg_sleep(60)::text", [], row => row.GetString(0), gone.Token);
        var others = Enumerable.Range(0, 40).Select(n => AskAsync("select $1::int", n)).ToList();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.Equal(Enumerable.Range(0, 40), (await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Select(rows => Assert.Single(rows)));
        await using var server = new NpgsqlConnection(Database.ConnectionString);
        await server.OpenAsync(TestContext.Current.CancellationToken);
        await using var sleeping = new NpgsqlCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'", server);
        for (var tries = 0; (long)(await sleeping.ExecuteScalarAsync(TestContext.Current.CancellationToken))! > 0; tries++)
        {
            Assert.True(tries < 200, "It still sleeps.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Slow_statements_hold_nobody_up_who_comes_after_them()
    {
        var slow = Enumerable.Range(0, 3).Select(_ => Pipeline.ReadAsync("select pg_sleep(6)::text", [], row => row.GetString(0), TestContext.Current.CancellationToken)).ToList();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => AskAsync("select $1::int", n))).WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.Contains(slow, one => !one.IsCompleted);
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task Parameters_are_numbered_whatever_they_are_called()
    {
        var text = Pipeline.Adapt("select @id::int + @id1::int * @id10::int - @id::int", ["id", "id1", "id10"]);
        Assert.Equal("select $1::int + $2::int * $3::int - $1::int", text);
        Assert.Equal([6], await AskAsync(text, 5, 2, 3));
    }

    private Task<List<int>> AskAsync(string text, params object?[] values) => Pipeline.ReadAsync(text, values, Number, TestContext.Current.CancellationToken);

    private static int Number(DbDataReader row) => row.GetInt32(0);
}

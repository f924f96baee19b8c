using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

public sealed class StartTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("1234567890123456789012345678901")]
    [InlineData("with a blank in it, but long enough for that")]
    public async Task A_poor_bootstrap_key_stops_the_start_and_names_the_setting(string key)
    {
        using var log = new LogLines();
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, MigratedDatabase.Template);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestServer.StartAsync(database, settings: new Dictionary<string, string?> { ["Bootstrap:Key"] = key },
            configure: services => services.AddSingleton<ILoggerProvider>(log)));
        var line = Assert.Single(log.All, line => line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Contains("Bootstrap:Key", line, StringComparison.Ordinal);
        Assert.DoesNotContain(key, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_migrated_does_not_keep_the_next_one_waiting()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, MigratedDatabase.Template);
        await using (var connection = new SqliteConnection(database.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            // What EF Core writes before it migrates, and nothing yet of what is noted afterwards.
            command.CommandText = "DELETE FROM \"migration\" WHERE \"MigrationId\" LIKE '%_done'; CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var server = await TestServer.StartAsync(database).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}

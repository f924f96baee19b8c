using System.Data.Common;
using Microsoft.Data.Sqlite;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.IntegrationTests.Fixture;

public abstract class TestDatabaseTests(Engine engine) : DatabaseTests(engine)
{
    private static readonly DatabaseTemplate Noted = new(database => ExecuteAsync(database, "CREATE TABLE note (id int); INSERT INTO note VALUES (7)"));

    [Fact]
    public async Task Two_databases_know_nothing_of_each_other()
    {
        await using var other = await TestDatabase.CreateAsync(Database.Engine);
        await ExecuteAsync(Database, "CREATE TABLE note (id int)");
        await ExecuteAsync(other, "CREATE TABLE note (id int)");
        Assert.NotEqual(Database.StorageFolder, other.StorageFolder);
    }

    [Fact]
    public async Task A_copy_begins_with_what_its_template_holds_and_changes_alone()
    {
        await using var first = await TestDatabase.CreateAsync(Database.Engine, Noted);
        await ExecuteAsync(first, "DELETE FROM note");
        await using var second = await TestDatabase.CreateAsync(Database.Engine, Noted);
        Assert.Equal(7, Convert.ToInt32(await ExecuteAsync(second, "SELECT id FROM note"), null));
    }

    [Fact]
    public async Task Disposal_leaves_nothing_behind()
    {
        var gone = await TestDatabase.CreateAsync(Database.Engine);
        await ExecuteAsync(gone, "CREATE TABLE note (id int)");
        await gone.DisposeAsync();
        Assert.False(Directory.Exists(gone.StorageFolder));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(gone, "SELECT 1"));
    }

    [Fact]
    public void The_application_is_pointed_at_the_database_and_the_folder() =>
        Assert.Equal(
            [("ConnectionStrings__Newsletter", Database.ConnectionString), ("Database__Provider", Database.Engine.ToString()), ("Storage__Root", Database.StorageFolder)],
            Database.EnvironmentVariables.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (setting.Key, setting.Value!)));

    private static async Task<object?> ExecuteAsync(TestDatabase database, string sql)
    {
        await using DbConnection connection = database.Engine == Engine.Sqlite
            ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}

public sealed class TestDatabaseOnSqlite() : TestDatabaseTests(Engine.Sqlite);

public sealed class TestDatabaseOnPostgreSql() : TestDatabaseTests(Engine.PostgreSql);

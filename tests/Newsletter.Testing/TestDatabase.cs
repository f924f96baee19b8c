using Microsoft.Data.Sqlite;

namespace Newsletter.Testing;

/// <summary>One database on one of the engines and a folder for local state, both gone after disposal.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string SqliteFile = "newsletter.db";
    private readonly PostgresServer? _server;

    private TestDatabase(Engine engine, string connectionString, string storage, PostgresServer? server)
    {
        (Engine, ConnectionString, StorageFolder) = (engine, connectionString, storage);
        _server = server;
    }

    public Engine Engine { get; }
    public string Provider => Engine.ToString();
    public string ConnectionString { get; }
    public string StorageFolder { get; }

    /// <summary>What the application needs to run on this database, as configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = Provider,
        ["ConnectionStrings:Newsletter"] = ConnectionString,
        ["Storage:Root"] = StorageFolder,
    };

    /// <summary>The same as <see cref="Settings"/>, for a process of its own.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables =>
        Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);

    /// <param name="engine">Where PostgreSQL is asked for and there is none, the calling test is skipped, or fails in CI.</param>
    /// <param name="template">What the database begins with; empty when it is null.</param>
    public static async Task<TestDatabase> CreateAsync(Engine engine, DatabaseTemplate? template = null) =>
        template is null ? await CopyAsync(engine, null) : await CopyAsync(engine, await template.OnAsync(engine));

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            Disconnect();
        else
            await _server.DropDatabaseAsync(ConnectionString);
        Directory.Delete(StorageFolder, recursive: true);
    }

    internal void Disconnect()
    {
        if (_server is not null)
        {
            PostgresServer.Disconnect(ConnectionString);
            return;
        }
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static async Task<TestDatabase> CopyAsync(Engine engine, TestDatabase? source)
    {
        if (engine == Engine.PostgreSql)
        {
            var server = await PostgresServer.RequireAsync();
            return new TestDatabase(engine, await server.CreateDatabaseAsync(source?.ConnectionString), NewFolder(), server);
        }
        var storage = NewFolder();
        var file = Path.Combine(storage, SqliteFile);
        if (source is not null && File.Exists(Path.Combine(source.StorageFolder, SqliteFile)))
            File.Copy(Path.Combine(source.StorageFolder, SqliteFile), file);
        return new TestDatabase(engine, new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString, storage, null);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("newsletter-test-").FullName;
}

using System.Collections.Concurrent;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Newsletter.Testing;

/// <summary>
/// The PostgreSQL server of this test process, looked for once: <c>NEWSLETTER_TEST_POSTGRES</c> (a connection string to a maintenance
/// database), else a container where an engine answers, else none with a reason.
/// </summary>
public sealed class PostgresServer
{
    public const string Variable = "NEWSLETTER_TEST_POSTGRES";
    private const string Image = "postgres:15";

    private static readonly Lazy<Task<PostgresServer>> Found = new(SearchAsync);

    private readonly ConcurrentDictionary<string, bool> _databases = new();
    private readonly string? _maintenance;
    private readonly string? _missing;
    private readonly IContainer? _container;

    private PostgresServer(string? maintenance, string? missing, IContainer? container = null)
    {
        (_maintenance, _missing, _container) = (maintenance, missing, container);
        // Runs when the process ends in order; tests have no later moment that all of them share.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(CleanUpAsync).GetAwaiter().GetResult();
    }

    /// <summary>The server; where there is none, the calling test is skipped with the reason, or fails in CI.</summary>
    public static async Task<PostgresServer> RequireAsync()
    {
        var server = await Found.Value;
        if (server._missing is { } reason)
            Requirement.IsMissing(reason);
        return server;
    }

    /// <summary>A fresh database with a name of its own.</summary>
    /// <param name="template">The connection string of a database to copy; nothing may be connected to it.</param>
    /// <returns>Its connection string, with a pool of at most 20.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"newsletter_test_{Guid.NewGuid():N}";
        var source = template is null ? "" : $" TEMPLATE \"{NameIn(template)}\"";
        await ExecuteAsync($"CREATE DATABASE \"{name}\"{source}");
        _databases.TryAdd(name, true);
        return new NpgsqlConnectionStringBuilder(_maintenance) { Database = name, Pooling = true, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
    }

    /// <summary>Closes the pooled connections to a database, so that it can be copied.</summary>
    public static void Disconnect(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>Drops the database, and whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        Disconnect(connectionString);
        var name = NameIn(connectionString);
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        _databases.TryRemove(name, out _);
    }

    private static string NameIn(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Database ?? throw new ArgumentException("The connection string names no database.", nameof(connectionString));

    private static async Task<PostgresServer> SearchAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new PostgresServer(given, null);
        try
        {
            return await StartContainerAsync();
        }
        catch (DockerUnavailableException exception)
        {
            return Missing(exception);
        }
        catch (Exception)
        {
            // The reaper's image may be what is out of reach; without it a container outlives only a process that is killed.
            TestcontainersSettings.ResourceReaperEnabled = false;
        }
        try
        {
            return await StartContainerAsync();
        }
        catch (Exception exception)
        {
            return Missing(exception);
        }
    }

    private static async Task<PostgresServer> StartContainerAsync()
    {
        // The builder adds fsync=off and its like: for tests alone.
        var container = new PostgreSqlBuilder(Image).WithCommand("-c", "max_connections=300").WithLogger(NullLogger.Instance).Build();
        await container.StartAsync();
        return new PostgresServer(container.GetConnectionString(), null, container);
    }

    private static PostgresServer Missing(Exception exception)
    {
        var cause = exception.Message.Split('\n')[0].Trim();
        return new PostgresServer(null, $"There is no PostgreSQL. tests/run starts one, {Variable} names one, or a container of {Image} is used, but: {cause}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_maintenance) { MaxPoolSize = 5 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task CleanUpAsync()
    {
        if (_container is not null)
        {
            await _container.DisposeAsync();
            return;
        }
        try
        {
            foreach (var name in _databases.Keys)
                await ExecuteAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
        catch (NpgsqlException)
        {
            // The server went first, and the databases with it.
        }
    }
}

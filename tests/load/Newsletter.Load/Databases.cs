using Npgsql;

namespace Newsletter.Load;

/// <summary>Makes and drops databases on the server of NEWSLETTER_TEST_POSTGRES.</summary>
internal static class Databases
{
    private static string Server => Environment.GetEnvironmentVariable("NEWSLETTER_TEST_POSTGRES") ?? throw new InvalidOperationException("NEWSLETTER_TEST_POSTGRES names no server.");

    public static string Connection(string name) => new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;

    public static async Task ExecuteAsync(string action, string name)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(action == "create" ? $"create database \"{name}\"" : $"drop database if exists \"{name}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task AnalyzeAsync(string name)
    {
        await using var connection = new NpgsqlConnection(Connection(name));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("vacuum analyze", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

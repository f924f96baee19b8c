namespace Newsletter.Infrastructure.Persistence;

public enum DatabaseProvider { Sqlite, PostgreSql }

/// <summary>Where the data lives.</summary>
public sealed class DatabaseSettings
{
    /// <summary>Sqlite (default: embedded, one process) or PostgreSql (15 or later).</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Whether PostgreSQL is migrated when the program starts; otherwise the migrate command does it.</summary>
    public bool MigrateAtStart { get; set; }
}

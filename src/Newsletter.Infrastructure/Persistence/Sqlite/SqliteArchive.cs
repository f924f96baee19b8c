using Microsoft.Data.Sqlite;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite's own way of copying a database that is in use, page by page.</summary>
internal sealed class SqliteArchive(string connectionString, string? file) : IDatabaseArchive
{
    public string Engine => nameof(DatabaseProvider.Sqlite);

    public string FileName => "newsletter.db";

    public async Task<string?> WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var source = new SqliteConnection(connectionString);
        await source.OpenAsync(cancellationToken);
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await target.OpenAsync(cancellationToken);
        source.BackupDatabase(target);
        // One file and nothing beside it.
        await using var journal = target.CreateCommand();
        journal.CommandText = "PRAGMA journal_mode=DELETE";
        await journal.ExecuteNonQueryAsync(cancellationToken);
        return null;
    }

    public Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (file is null) return Task.FromResult<string?>("ConnectionStrings:Newsletter names no file.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".partial";
        File.Copy(path, partial, overwrite: true);
        // An empty database may have been looked at.
        using (var connection = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(connection);
        foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(file + beside);
        File.Move(partial, file, overwrite: true);
        return Task.FromResult<string?>(null);
    }
}

using System.Text.Json;

namespace Newsletter.Infrastructure.Backups;

/// <summary>What a backup holds. It is written last: where it is, the backup is whole.</summary>
public sealed record BackupManifest
{
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Of the program that wrote it.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Engine { get; init; }

    /// <summary>The file of the database, beside this one.</summary>
    public required string Database { get; init; }

    /// <summary>The publication log's number that it reaches at least.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many files of media there are.</summary>
    public required long Files { get; init; }

    public required long Bytes { get; init; }

    public static async Task<BackupManifest?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Options, cancellationToken);
    }

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        await File.WriteAllTextAsync(path + ".partial", JsonSerializer.Serialize(this, Options), cancellationToken);
        File.Move(path + ".partial", path, overwrite: true);
    }
}

using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Infrastructure.Media;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Backups;

/// <summary>Puts a backup where there is no database yet: the files first, so that whoever finds a database finds a whole one and a broken attempt can be made again.</summary>
public sealed class Restore(Database database, IDatabaseEngine engine, IMediaStore store, StagingFolder staging)
{
    private const string AnyType = "application/octet-stream";

    public async Task<Result<BackupManifest>> ExecuteAsync(string folder, CancellationToken cancellationToken)
    {
        if (await BackupManifest.ReadAsync(folder, cancellationToken) is not { } manifest) return Refused($"There is no whole backup in {folder}.");
        var archive = engine.Archive;
        if (manifest.Engine != archive.Engine) return Refused($"This is a backup of {manifest.Engine}; Database:Provider is {archive.Engine}. export and import move content between the two.");
        if (!await database.IsUnusedAsync(cancellationToken)) return Refused("There is a database already. Restore into an empty one, or an empty Storage:Root.");
        await CopyMediaAsync(Path.Combine(folder, BackUp.MediaFolder), cancellationToken);
        if (await archive.ReadAsync(Path.Combine(folder, archive.FileName), cancellationToken) is { } reason) return Refused(reason);
        await database.MigrateAsync(cancellationToken);
        return manifest;
    }

    private static Error Refused(string reason) => new(ErrorKind.Conflict, "not_restored", reason);

    private async Task CopyMediaAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) return;
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var stored in store.ListAsync("", cancellationToken)) there[stored.Key] = stored.Bytes;
        Directory.CreateDirectory(staging.Path);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var key = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (MediaKeys.Sha256Of(key) is not null && there.GetValueOrDefault(key, -1) != file.Length) await PutAsync(file, key, cancellationToken);
        }
    }

    /// <summary>The store takes files over, and the backup is to stay.</summary>
    private async Task PutAsync(FileInfo file, string key, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(staging.Path, Path.GetRandomFileName());
        try
        {
            file.CopyTo(copy);
            await using var staged = await store.StageAsync(copy, key, AnyType, cancellationToken);
            await staged.KeepAsync(cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }
}

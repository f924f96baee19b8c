using System.Reflection;
using Newsletter.Application.Audit;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Backups;

/// <summary>
/// Copies the database and then the files that it may name, beside a server that goes on: a file too many does no harm. Files that an earlier
/// backup put into the folder stay; renditions are left out, since they are made again.
/// </summary>
public sealed class BackUp(Database database, IDatabaseEngine engine, IMediaStore store, AuditTrail audit, TimeProvider time)
{
    public const string MediaFolder = "media";

    /// <param name="folder">What an earlier backup left there stays whole until this one is.</param>
    public async Task<Result<BackupManifest>> ExecuteAsync(string folder, CancellationToken cancellationToken)
    {
        await audit.NoteAccessAsync("backedUp", cancellationToken);
        Directory.CreateDirectory(folder);
        var (archive, at, sequence) = (engine.Archive, time.GetUtcNow(), await database.SequenceAsync(cancellationToken));
        var path = Path.Combine(folder, archive.FileName);
        var partial = path + ".partial";
        try
        {
            File.Delete(partial);
            if (await archive.WriteAsync(partial, cancellationToken) is { } reason) return new Error(ErrorKind.Conflict, "not_backed_up", reason);
            var (files, bytes) = await CopyMediaAsync(Path.Combine(folder, MediaFolder), cancellationToken);
            File.Move(partial, path, overwrite: true);
            var manifest = new BackupManifest
            {
                Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
                At = at,
                Engine = archive.Engine,
                Database = archive.FileName,
                Sequence = sequence,
                Files = files,
                Bytes = bytes,
            };
            await manifest.WriteAsync(folder, cancellationToken);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<(long Files, long Bytes)> CopyMediaAsync(string folder, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0L, 0L);
        await foreach (var stored in store.ListAsync("", cancellationToken))
        {
            if (MediaKeys.Sha256Of(stored.Key) is null || stored.Key.StartsWith(MediaKeys.Renditions, StringComparison.Ordinal)) continue;
            if (!await CopyAsync(stored, Path.Combine(folder, stored.Key), cancellationToken)) continue;
            (files, bytes) = (files + 1, bytes + stored.Bytes);
        }
        return (files, bytes);
    }

    /// <returns>False when it has gone since it was listed.</returns>
    private async Task<bool> CopyAsync(StoredObject stored, string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path) is { Exists: true } there && there.Length == stored.Bytes) return true;
        await using var content = await store.OpenAsync(stored.Key, cancellationToken);
        if (content is null) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var copy = new FileStream(path + ".partial", FileMode.Create, FileAccess.Write, FileShare.None)) await content.CopyToAsync(copy, cancellationToken);
        File.Move(path + ".partial", path, overwrite: true);
        return true;
    }
}

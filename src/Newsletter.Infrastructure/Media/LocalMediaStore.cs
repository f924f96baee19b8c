using System.Runtime.CompilerServices;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media;

/// <summary>Keeps files in a folder. Keys are paths within it.</summary>
/// <param name="root">On the same disk as the staging folder: what is kept is moved from there.</param>
internal sealed class LocalMediaStore(string root) : IMediaStore
{
    private const string Partial = ".partial-";

    public Task<StagedObject> StageAsync(string path, string key, string contentType, CancellationToken cancellationToken) => Task.FromResult<StagedObject>(new Staged(path, PathOf(key)));

    public async Task PutAsync(string key, string contentType, byte[] bytes, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path)) return;
        var partial = Path.Combine(root, Partial + Path.GetRandomFileName());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await File.WriteAllBytesAsync(partial, bytes, cancellationToken);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan) : null);
    }

    public Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return Task.FromResult(File.Exists(path) ? new LocalFile(path, isCopy: false) : null);
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var folder = Path.Combine(root, Path.GetDirectoryName(prefix) ?? "");
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (!file.Name.StartsWith(Partial, StringComparison.Ordinal) && key.StartsWith(prefix, StringComparison.Ordinal)) yield return new(key, file.Length, file.LastWriteTimeUtc);
        }
    }

    public Task SweepStagedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root)) return Task.CompletedTask;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles(Partial + "*").Where(file => file.LastWriteTimeUtc < before)) file.Delete();
        return Task.CompletedTask;
    }

    private string PathOf(string key) => Path.Combine(root, key);

    private sealed class Staged(string path, string target) : StagedObject
    {
        public override Task KeepAsync(CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Over the same bytes too: whoever sweeps the store sees that they are wanted.
            File.Move(path, target, overwrite: true);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            File.Delete(path);
            return ValueTask.CompletedTask;
        }
    }
}

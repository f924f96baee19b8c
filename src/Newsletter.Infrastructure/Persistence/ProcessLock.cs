namespace Newsletter.Infrastructure.Persistence;

/// <summary>Keeps other processes from writing to an embedded database: a file beside it that is held open. Released on disposal, or with the process.</summary>
public sealed class ProcessLock(IDatabaseEngine engine) : IDisposable
{
    private FileStream? held;

    public bool IsHeld => held is not null;

    /// <returns>Why it cannot be had; null when it is held now, or the engine needs none.</returns>
    public string? Take()
    {
        if (held is not null || engine.LockFile is not { } path) return null;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return $"Another process works with this database; it holds {path}. An embedded database serves one process.";
        }
    }

    public void Dispose() => held?.Dispose();
}

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Copies a database into one file, as it was at one instant and while others write to it, and back.</summary>
public interface IDatabaseArchive
{
    /// <summary>The engine whose files these are, as Database:Provider names it.</summary>
    string Engine { get; }

    string FileName { get; }

    /// <returns>Why it cannot be done here; null when it is.</returns>
    Task<string?> WriteAsync(string path, CancellationToken cancellationToken);

    /// <summary>To be called only where there is no database yet, or an empty one.</summary>
    /// <returns>Why it cannot be done here; null when it is.</returns>
    Task<string?> ReadAsync(string path, CancellationToken cancellationToken);
}

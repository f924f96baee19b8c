namespace Newsletter.Application.Media;

/// <summary>
/// Keeps bytes under keys that this program makes (<see cref="MediaKeys"/>). What is under a key never changes. A store that does not answer
/// throws <see cref="MediaStoreException"/>.
/// </summary>
public interface IMediaStore
{
    /// <summary>Takes a local file over, so that it can be given its key at once; nobody can read it before.</summary>
    Task<StagedObject> StageAsync(string path, string key, string contentType, CancellationToken cancellationToken);

    /// <summary>Keeps bytes that can be made again. What is under the key already stays.</summary>
    Task PutAsync(string key, string contentType, byte[] bytes, CancellationToken cancellationToken);

    /// <summary>Opens what is kept for reading at any place; null when it is not there.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>What is kept as a file of this machine, until that is disposed of; null when it is not there.</summary>
    Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All that is kept under keys that begin like this, in no order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes what came before then and never got its key: its process was killed meanwhile, or its client went away.</summary>
    Task SweepStagedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Gives clients addresses in the store itself; null where it has none to give.</summary>
    IMediaLinks? Links => null;
}

/// <summary>Makes addresses that open one thing in the store to whoever has them, for a while.</summary>
public interface IMediaLinks
{
    /// <summary>Whether readers are sent there instead of being sent the bytes.</summary>
    bool ForReaders { get; }

    /// <param name="asAttachment">Whether browsers are to save it instead of showing it.</param>
    Task<Uri> DownloadAsync(string key, string contentType, bool asAttachment, TimeSpan lifetime);

    /// <summary>Where one file of exactly this size can be put.</summary>
    Task<UploadAddress> UploadAsync(string key, string contentType, long bytes, TimeSpan lifetime);
}

/// <summary>Where a file is put, with these headers.</summary>
public sealed record UploadAddress(Uri Url, IReadOnlyDictionary<string, string> Headers);

/// <summary>Something in the store.</summary>
public sealed record StoredObject(string Key, long Bytes, DateTimeOffset StoredAt);

/// <summary>A file of this machine.</summary>
/// <param name="isCopy">Whether it is gone when it is disposed of.</param>
public sealed class LocalFile(string path, bool isCopy) : IDisposable
{
    public string Path => path;

    public void Dispose()
    {
        if (isCopy) File.Delete(path);
    }
}

/// <summary>A file in the store that has no key yet; disposing of it unkept removes it.</summary>
public abstract class StagedObject : IAsyncDisposable
{
    /// <summary>Gives the file its key, anew if there is the same already. To be called before the row that names it is committed: a file too many does no harm, one too few does.</summary>
    public abstract Task KeepAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>So many pictures wait to be worked on that another would come too late.</summary>
public sealed class MediaBusyException() : Exception("Too many pictures are being worked on.");

/// <summary>The store does not answer.</summary>
public sealed class MediaStoreException(string message, Exception? inner = null) : Exception(message, inner);

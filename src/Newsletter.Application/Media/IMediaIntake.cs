using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Takes files in: finds out what they are, and refuses what is not whole, too large or of no kind that is kept here.</summary>
public interface IMediaIntake
{
    /// <summary>The largest file that is taken.</summary>
    long MaxBytes { get; }

    /// <summary>Reads the stream to its end. Nothing stays behind unless the file is kept.</summary>
    Task<Result<StagedFile>> TakeAsync(Stream content, string? fileName, CancellationToken cancellationToken);
}

/// <summary>A file that is checked and not yet kept; disposing of it unkept removes it.</summary>
public sealed class StagedFile(MediaFile file, StagedObject stored) : IAsyncDisposable
{
    public MediaFile File => file;

    /// <summary>What a picture says of its makers.</summary>
    public FoundCredits? Credits { get; init; }

    /// <inheritdoc cref="StagedObject.KeepAsync"/>
    public Task KeepAsync(CancellationToken cancellationToken) => stored.KeepAsync(cancellationToken);

    public ValueTask DisposeAsync() => stored.DisposeAsync();
}

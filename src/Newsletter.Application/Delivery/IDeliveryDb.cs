namespace Newsletter.Application.Delivery;

/// <summary>The published side of the database: all that delivery can name.</summary>
public interface IDeliveryDb
{
    IQueryable<PublishedDocument> Documents { get; }
    IQueryable<PublishedReference> References { get; }
    IQueryable<RetiredSlug> RetiredSlugs { get; }
    IQueryable<TakenDownDocument> TakenDown { get; }
    IQueryable<LogPosition> LogPosition { get; }

    /// <summary>Until disposal all reads see one state, so that an edition is never shown with half of its articles.</summary>
    Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken);
}

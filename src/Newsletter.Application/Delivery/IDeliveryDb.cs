using Newsletter.Application.Delivery.Search;

namespace Newsletter.Application.Delivery;

/// <summary>The published side of the database: all that delivery can name.</summary>
public interface IDeliveryDb
{
    IQueryable<PublishedDocument> Documents { get; }
    IQueryable<PublishedReference> References { get; }
    IQueryable<RetiredSlug> RetiredSlugs { get; }
    IQueryable<TakenDownDocument> TakenDown { get; }
    IQueryable<LogEntry> Log { get; }
    IQueryable<LogPosition> LogPosition { get; }

    /// <summary>For statements that are asked again and again.</summary>
    IStatements Statements { get; }

    /// <summary>The languages of what the word index holds.</summary>
    IQueryable<string> SearchLanguages { get; }

    /// <summary>The authors and tags that have what is asked for in their names, seen or not.</summary>
    IQueryable<Guid> SearchNames(SearchQuestion question);

    /// <summary>The newest documents that have what is asked for, with their ranks.</summary>
    /// <param name="among">Those that may be found.</param>
    IQueryable<SearchRow> Search(SearchQuestion question, SearchedDocuments among);

    /// <summary>Until disposal all reads see one state, so that an edition is never shown with half of its articles.</summary>
    Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken);
}

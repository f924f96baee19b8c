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

    /// <summary>What the word index has for a question, newest first, seen or not.</summary>
    IQueryable<SearchMatch> Matches(SearchQuestion question);

    /// <summary>The same documents with their ranks.</summary>
    /// <param name="matches">What the question matches.</param>
    IQueryable<SearchHit> Ranked(SearchQuestion question, IReadOnlyList<SearchMatch> matches);

    /// <summary>Until disposal all reads see one state, so that an edition is never shown with half of its articles.</summary>
    Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken);
}

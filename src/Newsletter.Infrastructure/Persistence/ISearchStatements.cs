using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>How an engine asks its word index. The index is written by <see cref="Application.Publishing.ISearchIndex"/>.</summary>
public interface ISearchStatements
{
    /// <summary>The languages of all that is indexed, each once.</summary>
    IQueryable<string> Languages(DbContext db);

    /// <summary>The newest documents that have what is asked for.</summary>
    IQueryable<SearchMatch> Match(DbContext db, SearchQuestion question);

    /// <summary>How well documents fit that have what is asked for.</summary>
    IQueryable<SearchHit> Rank(DbContext db, SearchQuestion question, IReadOnlyList<SearchMatch> matches);
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>How an engine asks its word index. The index is written by <see cref="Application.Publishing.ISearchIndex"/>.</summary>
public interface ISearchStatements
{
    /// <summary>How far back to look, one after the other.</summary>
    IReadOnlyList<SearchReach> Reaches { get; }

    /// <summary>The languages of all that is indexed, each once.</summary>
    IQueryable<string> Languages(DbContext db);

    /// <summary>What a question finds.</summary>
    IQueryable<SearchHit> Find(DbContext db, SearchQuestion question);
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>How an engine asks its word index. The index is written by <see cref="Application.Publishing.ISearchIndex"/>.</summary>
public interface ISearchStatements
{
    /// <summary>The languages of all that is indexed, each once.</summary>
    IQueryable<string> Languages(DbContext db);

    /// <summary>Goes from language to language along the index; asking for all of them would read it from end to end.</summary>
    static string LanguagesOf(string table) => $"""
        with recursive known("Value") as (
          select min("Language") from {table}
          union all
          select (select min(e."Language") from {table} e where e."Language" > known."Value") from known where known."Value" is not null)
        select "Value" from known where "Value" is not null
        """;

    /// <summary>The authors and tags that have what is asked for in their names.</summary>
    IQueryable<Guid> Names(DbContext db, SearchQuestion question);

    /// <summary>The newest documents that have what is asked for, with how well they fit: one statement, and at least one row.</summary>
    /// <param name="among">Those that may be found.</param>
    IQueryable<SearchRow> Find(DbContext db, SearchQuestion question, SearchedDocuments among);
}

/// <summary>What a word counts by where it stands, alike on both engines. One of the text that is looked for as a beginning too counts twice, and still less than a name.</summary>
internal static class SearchWeights
{
    public const double Title = 1.0;
    public const double Lead = 0.4;
    public const double Names = 0.3;
    public const double Text = 0.1;
}

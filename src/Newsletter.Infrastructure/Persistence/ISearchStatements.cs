using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>A statement with {0}, {1} ... in the places of its values.</summary>
public sealed record Statement(string Sql, object[] Values);

/// <summary>How an engine asks its word index. The index is written by <see cref="Application.Publishing.ISearchIndex"/>.</summary>
public interface ISearchStatements
{
    /// <summary>How far back to look, one after the other.</summary>
    IReadOnlyList<SearchReach> Reaches { get; }

    /// <summary>Selects the Language of all that is indexed, each once, as Value.</summary>
    string Languages { get; }

    /// <summary>Selects Id, Number and Rank of what a question finds.</summary>
    Statement Find(SearchQuestion question);
}

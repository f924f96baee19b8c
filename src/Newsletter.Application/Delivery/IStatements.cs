using System.Data.Common;

namespace Newsletter.Application.Delivery;

/// <summary>A statement that was translated once and runs on any connection.</summary>
public interface IStatement
{
    /// <summary>What it is to be given.</summary>
    IReadOnlyList<string> Parameters { get; }
}

/// <summary>Runs statements without mapping their rows, for those that are asked so often that it would cost more than they do.</summary>
public interface IStatements
{
    /// <summary>The statement of a compiled query. Its parameters are named after the query's, with a number behind where one stands in several types.</summary>
    IStatement Of<T>(IAsyncEnumerable<T> compiled);

    /// <summary>How parameters hold an instant.</summary>
    object Stored(DateTimeOffset instant);

    DateTimeOffset Instant(DbDataReader row, int column);

    /// <param name="values">By the names of its parameters.</param>
    Task<List<T>> ReadAsync<T>(IStatement statement, IReadOnlyDictionary<string, object?> values, Func<DbDataReader, T> read, CancellationToken cancellationToken);
}

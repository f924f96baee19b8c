using System.Data.Common;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Reads for many requests together, outside of any transaction.</summary>
public interface IStatementPipeline
{
    /// <summary>Makes a statement such as it is to be given to <see cref="ReadAsync"/>, once.</summary>
    /// <param name="parameters">The names of its parameters, in the order of the values.</param>
    string Adapt(string text, IReadOnlyList<string> parameters);

    Task<List<T>> ReadAsync<T>(string text, IReadOnlyList<object?> values, Func<DbDataReader, T> read, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>The SQL of queries that stand within statements written by hand. What is asked for again and again is translated once.</summary>
internal sealed partial class InnerSql
{
    private const int MaxShapes = 100;

    /// <summary>A time that nobody asks for: where it stands in a kept query, there stands the present one.</summary>
    private static readonly DateTimeOffset Mark = new(1111, 11, 11, 1, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, Translated> kept = new(StringComparer.Ordinal);

    private sealed record Translated(string Text, IReadOnlyDictionary<string, object> Values);

    /// <param name="give">Takes a value and says what stands for it in the statement.</param>
    public string Of(SearchedDocuments documents, Func<object, string> give)
    {
        var (text, values) = documents.Shape is { } shape ? Keep(shape, documents) : Translate(documents, documents.Now);
        return Name().Replace(text, name => values.TryGetValue(name.Value, out var value) ? give(Now(value)) : name.Value);

        // As the engine stores it.
        object Now(object value) => value switch
        {
            DateTimeOffset instant when instant == Mark => documents.Now,
            long ticks when ticks == Mark.UtcTicks => documents.Now.UtcTicks,
            _ => value,
        };
    }

    private Translated Keep(string shape, SearchedDocuments documents)
    {
        if (kept.TryGetValue(shape, out var known)) return known;
        return kept.Count >= MaxShapes ? Translate(documents, Mark) : kept.GetOrAdd(shape, _ => Translate(documents, Mark));
    }

    private static Translated Translate(SearchedDocuments documents, DateTimeOffset now)
    {
        using var command = documents.At(now).Select(document => document.Id).CreateDbCommand();
        var values = command.Parameters.Cast<DbParameter>().ToDictionary(parameter => "@" + parameter.ParameterName.TrimStart('@'), parameter => parameter.Value!);
        return new(command.CommandText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), values);
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Name();
}

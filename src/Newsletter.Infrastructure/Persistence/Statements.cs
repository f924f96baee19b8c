using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Newsletter.Application.Delivery;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Runs statements together with those of others, or on a context's connection, in its transaction, seen by its interceptors.</summary>
internal sealed class Statements(DbContext db, IDatabaseEngine engine, IStatementPipeline? pipeline) : IStatements
{
    private sealed record Statement(IRelationalCommandTemplate Template, IReadOnlyList<string> Parameters, string? Adapted) : IStatement;

    public IStatement Of<T>(IAsyncEnumerable<T> compiled)
    {
        // What a compiled query can say of itself is no promise of EF Core's; every test of delivery tells when it changes.
#pragma warning disable EF1001
        using var sample = ((IRelationalQueryingEnumerable)compiled).CreateDbCommand();
#pragma warning restore EF1001
        var (builder, mappings) = (db.GetService<IRelationalCommandBuilderFactory>().Create(), db.GetService<IRelationalTypeMappingSource>());
        builder.Append(sample.CommandText);
        var names = new List<string>();
        foreach (DbParameter parameter in sample.Parameters)
        {
            var name = parameter.ParameterName.TrimStart('@');
            builder.AddParameter(name, parameter.ParameterName, mappings.GetMapping(parameter.Value!.GetType()), nullable: false);
            names.Add(name);
        }
        var template = builder.Build();
        return new Statement(template, names, engine.Pipeline?.Adapt(template.CommandText, names));
    }

    public object Stored(DateTimeOffset instant) => engine.Stored(instant);

    public DateTimeOffset Instant(DbDataReader row, int column) => engine.Instant(row, column);

    public async Task<List<T>> ReadAsync<T>(IStatement statement, IReadOnlyDictionary<string, object?> values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var (template, parameters, adapted) = (Statement)statement;
        if (pipeline is not null && adapted is not null) return await pipeline.ReadAsync(adapted, [.. parameters.Select(name => values[name])], read, cancellationToken);
        var connection = db.GetService<IRelationalConnection>();
        var command = connection.RentCommand();
        command.PopulateFrom(template);
        var rows = new List<T>();
        await using (var reader = await command.ExecuteReaderAsync(new(connection, values, null, db, db.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.LinqQuery), cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader.DbDataReader));
        }
        connection.ReturnCommand(command);
        return rows;
    }
}

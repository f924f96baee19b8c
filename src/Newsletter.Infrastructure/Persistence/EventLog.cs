using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Newsletter.Application.Events;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>
/// Numbers events as the publication log numbers publications: by one row, updated last in the transaction. It is a log of its own, because the
/// other is public and must not move for drafts. While the row is locked all other writers wait, so it takes one round trip.
/// </summary>
internal static class EventLog
{
    private const string Number = $"\"{nameof(EventEntry.Sequence)}\"";

    /// <summary>To be called once in a transaction, when nothing else is left to do: who holds the row must not wait for another lock.</summary>
    public static async Task AppendAsync(EditorialDbContext db, IReadOnlyList<EventEntry> entries, CancellationToken cancellationToken)
    {
        var log = db.Model.FindEntityType(typeof(EventEntry))!;
        var position = db.Model.FindEntityType(typeof(EventPosition))!.GetSchemaQualifiedTableName();
        var properties = log.GetProperties().Where(property => property.Name != nameof(EventEntry.Sequence)).ToList();
        var columns = string.Join(", ", properties.Select(property => $"\"{property.GetColumnName()}\""));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var parameters = new List<DbParameter>();
        var sql = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"UPDATE {position} SET {Number} = {Number} + {entries.Count};"));
        for (var at = 0; at < entries.Count; at++)
        {
            var values = properties.ConvertAll(property => Parameter(command, property, entries[at], parameters));
            sql.Append(CultureInfo.InvariantCulture, $" INSERT INTO {log.GetSchemaQualifiedTableName()} ({Number}, {columns}) SELECT {Number} - {entries.Count - 1 - at}, {string.Join(", ", values)} FROM {position};");
        }
        await db.Database.ExecuteSqlRawAsync(sql.ToString(), parameters, cancellationToken);
    }

    /// <returns>The parameter's name.</returns>
    private static string Parameter(DbCommand command, IProperty property, EventEntry entry, List<DbParameter> parameters)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@p{parameters.Count}");
        parameters.Add(property.GetRelationalTypeMapping().CreateParameter(command, name, property.GetGetter().GetClrValue(entry), property.IsNullable));
        return name;
    }
}

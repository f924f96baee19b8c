using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>Asks for the plan of each statement of delivery before it runs.</summary>
internal sealed partial class ExplainedStatements : DbCommandInterceptor, IDbContextOptionsConfiguration<DeliveryDbContext>
{
    /// <summary>Sorting less costs nothing; the planner does so where it expects few rows.</summary>
    private const int Few = 200;

    private readonly ConcurrentQueue<(string Step, string Statement)> steps = [];

    /// <summary>Steps that read one of the large tables from end to end.</summary>
    public IEnumerable<string> Scans => steps.Where(IsScan).Select(one => $"{one.Step} in {one.Statement}");

    /// <summary>Steps that sort more than a page, of which a page is wanted.</summary>
    public IEnumerable<string> Sorts => steps.Where(one => Sort().Match(one.Step) is { Success: true } sort && !(int.TryParse(sort.Groups["rows"].Value, out var rows) && rows <= Few) && one.Statement.Contains("LIMIT", StringComparison.Ordinal)).Select(one => $"{one.Step} in {one.Statement}");

    public int Count => steps.Count;

    public void Clear() => steps.Clear();

    public void AddTo(IServiceCollection services) => services.AddSingleton<IDbContextOptionsConfiguration<DeliveryDbContext>>(this);

    public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(this);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        var (text, isSqlite) = (command.CommandText, command is Microsoft.Data.Sqlite.SqliteCommand);
        command.CommandText = (isSqlite ? "explain query plan " : "explain ") + text;
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) steps.Enqueue((reader.GetString(isSqlite ? 3 : 0), text));
        }
        command.CommandText = text;
        return new(result);
    }

    private static bool IsScan((string Step, string Statement) one)
    {
        if (SequentialScan().IsMatch(one.Step)) return true;
        var large = LargeTable().Matches(one.Statement).Select(match => match.Groups["alias"].Value).ToHashSet();
        return one.Step.Split(' ') is ["SCAN", var table, ..] && large.Contains(table);
    }

    [GeneratedRegex("Seq Scan on (search_entry|published_document|published_reference)")]
    private static partial Regex SequentialScan();

    [GeneratedRegex("(^|->) *(Incremental )?Sort  .*rows=(?<rows>\\d+)|USE TEMP B-TREE FOR (LAST TERM OF |LAST \\d+ TERMS OF )?ORDER BY")]
    private static partial Regex Sort();

    [GeneratedRegex("""(search_entry|published_document|published_reference)"?\s+(as\s+)?"?(?<alias>\w+)""", RegexOptions.IgnoreCase)]
    private static partial Regex LargeTable();
}

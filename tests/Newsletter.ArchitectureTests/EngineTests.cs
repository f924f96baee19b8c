using System.Text.RegularExpressions;
using Xunit;

namespace Newsletter.ArchitectureTests;

public sealed partial class EngineTests
{
    private const string PostgreSql = Solution.Infrastructure + "/Persistence/PostgreSql";
    private const string Sqlite = Solution.Infrastructure + "/Persistence/Sqlite";

    /// <summary>The setting's values, and the one place that chooses by it.</summary>
    private static readonly string[] MayNameBothEngines =
    [
        Solution.Infrastructure + "/Persistence/DatabaseSettings.cs",
        Solution.Infrastructure + "/Persistence/PersistenceRegistration.cs",
    ];

    [Fact]
    public void Npgsql_is_named_where_PostgreSQL_lives_only() => Rule.Holds(Named(NpgsqlWord(), PostgreSql, Solution.PostgreSqlMigrations));

    [Fact]
    public void Sqlite_is_named_where_SQLite_lives_only() => Rule.Holds(Named(SqliteWord(), Sqlite, Solution.SqliteMigrations));

    [Fact]
    public void Raw_SQL_stands_with_its_engine() =>
        Rule.Holds(SourceFile.Under("src").Where(file => !file.IsUnder(PostgreSql) && !file.IsUnder(Sqlite)).SelectMany(file => file.Matches(RawSql())));

    private static IEnumerable<string> Named(Regex word, params string[] homes) =>
        SourceFile.All.Where(file => file.IsCode && !MayNameBothEngines.Contains(file.Path) && !homes.Any(file.IsUnder)).SelectMany(file => file.Matches(word));

    [GeneratedRegex("Npgsql")]
    private static partial Regex NpgsqlWord();

    [GeneratedRegex("Sqlite|SQLitePCL")]
    private static partial Regex SqliteWord();

    [GeneratedRegex(@"\b(FromSqlRaw|ExecuteSqlRaw\w*|SqlQueryRaw)\b")]
    private static partial Regex RawSql();
}

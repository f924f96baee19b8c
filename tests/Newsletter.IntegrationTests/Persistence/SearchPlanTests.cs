using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Delivery.Search;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>No question to a large archive reads one of its tables from end to end.</summary>
public abstract partial class SearchPlanTests(Engine engine) : DatabaseTests(engine, engine is Engine.Sqlite ? SearchArchive.OnSqlite : SearchArchive.OnPostgreSql)
{
    private static readonly string[] Questions =
    [
        "q=half", "q=third", "q=rare17", "q=half third", "q=\"half third\"", "q=rare17 -half", "q=rare17 or rare18", "q=hal", "q=rar", "q=raer17", "q=writer", "q=half&tag=tag-2",
        "q=half&author=author-2&type=article", "q=half&language=en", "q=third&publishedBefore=2015-06-01T00:00:00Z", "q=half&limit=100",
    ];

    /// <summary>A word that is not there, and one that says nothing.</summary>
    private static readonly string[] Vain = ["q=nothing", "q=the", "q=the&tag=tag-2"];

    [Fact]
    public async Task Search_reads_no_large_table_from_end_to_end()
    {
        var statements = new Statements();
        await using var server = await TestServer.StartAsync(Database, configure: statements.AddTo);
        foreach (var question in Questions.Concat(Vain))
        {
            await using var scope = server.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
            await using var snapshot = await db.BeginSnapshotAsync(TestContext.Current.CancellationToken);
            statements.Plans.Clear();
            var parameters = question.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (IReadOnlyList<string>)[pair[1]]);
            var answer = await scope.ServiceProvider.GetRequiredService<SearchDocuments>().ExecuteAsync("/api/v1/search", parameters, TestContext.Current.CancellationToken);
            Assert.False(answer.Failed, question);
            Assert.Equal((question, ""), (question, string.Join('\n', await ScansAsync(db, statements))));
            using var json = JsonDocument.Parse(answer.Value.Json);
            Assert.Equal((question, Vain.Contains(question)), (question, json.RootElement.GetProperty("data").GetArrayLength() == 0));
        }
    }

    /// <summary>The statements since the last look that read one of the large tables from end to end.</summary>
    private async Task<IReadOnlyList<string>> ScansAsync(DeliveryDbContext db, Statements statements)
    {
        if (Database.Engine is Engine.Sqlite) return statements.Plans;
        // Counted by the server in this transaction, within functions too.
        return await db.Database.SqlQuery<string>($"""
            select relname || ': ' || seq_scan || ' scans' as "Value" from pg_stat_xact_user_tables
            where schemaname = 'delivery' and relname in ('search_entry', 'published_document', 'published_reference') and seq_scan > 0
            """).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>On SQLite, asks for the plan of each statement and keeps those that scan.</summary>
    private sealed partial class Statements : DbCommandInterceptor, IDbContextOptionsConfiguration<DeliveryDbContext>
    {
        public List<string> Plans { get; } = [];

        public void AddTo(IServiceCollection services) => services.AddSingleton<IDbContextOptionsConfiguration<DeliveryDbContext>>(this);

        public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(this);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command is Microsoft.Data.Sqlite.SqliteCommand) Explain(command);
            return new(result);
        }

        private void Explain(DbCommand command)
        {
            var text = command.CommandText;
            command.CommandText = "explain query plan " + text;
            using (var reader = command.ExecuteReader())
            {
                var large = LargeTable().Matches(text).Select(match => match.Groups["alias"].Value).ToHashSet();
                while (reader.Read())
                {
                    var step = reader.GetString(3);
                    if (step.Split(' ') is ["SCAN", var table, ..] && large.Contains(table)) Plans.Add($"{step} in {text}");
                }
            }
            command.CommandText = text;
        }

        [GeneratedRegex("""(search_entry|published_document|published_reference)"?\s+(as\s+)?"?(?<alias>\w+)""", RegexOptions.IgnoreCase)]
        private static partial Regex LargeTable();
    }
}

/// <summary>100,000 articles, written as rows: only what search reads is there.</summary>
internal static class SearchArchive
{
    private const int Articles = 100_000;

    /// <summary>Words of every second, third and thousandth article; the names of an author and a tag. A day has about 24 articles.</summary>
    private const string Words = "'common ' || case n % 2 when 0 then 'half ' else '' end || case n % 3 when 0 then 'third ' else '' end || 'rare' || (n % 1000)";

    public static DatabaseTemplate OnPostgreSql { get; } = Filled($"""
        create function pg_temp.id(kind text, n integer) returns uuid language sql immutable return md5(kind || n)::uuid;
        create temp table made as
          select pg_temp.id('article', n) as id, 'article' as type, 'article-' || n as slug, {Words} as words, 'english' as language, n from generate_series(0, {Articles - 1}) n
          union all select pg_temp.id('tag', n), 'tag', 'tag-' || n, 'tag ' || n, 'name', n from generate_series(0, 99) n
          union all select pg_temp.id('author', n), 'author', 'author-' || n, 'writer ' || n, 'name', n from generate_series(0, 99) n;
        insert into delivery.published_document ("Id", "Type", "Slug", "Title", "Language", "TranslationGroup", "Revision", "PublishedAt", "FirstPublishedAt", "UpdatedAt", "VisibleFrom", "VisibleUntil",
            "RegionsInclude", "RegionsExclude", "SortTitle", "SearchText", "Path", "Summary", "Blocks", "Html", "Markdown", "Text")
          select id, type, slug, words, 'en', id, 1, at, at, at, at, '9999-12-31Z', '', '', words, words, '/' || slug, convert_to('{Summary}', 'UTF8'), '', '', '', convert_to('"' || words || '"', 'UTF8')
          from made, lateral (select timestamptz '2015-01-01Z' + n * interval '1 hour') as dated(at);
        insert into delivery.published_reference ("FromId", "FromType", "PublishedAt", "Ordinal", "Relation", "ToId", "ToType")
          select id, type, timestamptz '2015-01-01Z' + n * interval '1 hour', one.ordinal, one.relation, pg_temp.id(one.relation, n % 100), one.relation from made, (values (0, 'tag'), (1, 'author')) as one(ordinal, relation) where made.type = 'article';
        insert into delivery.search_entry ("Id", "Language", "Number", "Words")
          select id, language, number, setweight(to_tsvector(case language when 'name' then 'simple' else language end::regconfig, words), 'A') || case type when 'article' then
            format('''_r%s'':9C ''_r%s'':10C ''_w%s'' ''_trar%s''', replace(pg_temp.id('tag', n % 100)::text, '-', ''), replace(pg_temp.id('author', n % 100)::text, '-', ''), number / 6048000000000, n % 1000) else '' end::tsvector || ('_' || language)::tsvector
          from made, lateral (select 635556672000000000 + n * 36000000000) as dated(number);
        vacuum analyze delivery.published_document, delivery.published_reference, delivery.search_entry;
        """);

    public static DatabaseTemplate OnSqlite { get; } = Filled($"""
        create temp table made as
          with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < {Articles - 1})
          select {Id("'a'", "n")} as id, 'article' as type, 'article-' || n as slug, {Words} as words, 'english' as language, n from numbers
          union all select {Id("'b'", "n")}, 'tag', 'tag-' || n, 'tag ' || n, 'name', n from numbers where n < 100
          union all select {Id("'c'", "n")}, 'author', 'author-' || n, 'writer ' || n, 'name', n from numbers where n < 100;
        insert into published_document ("Id", "Type", "Slug", "Title", "Language", "TranslationGroup", "Revision", "PublishedAt", "FirstPublishedAt", "UpdatedAt", "VisibleFrom", "VisibleUntil",
            "RegionsInclude", "RegionsExclude", "SortTitle", "SearchText", "Path", "Summary", "Blocks", "Html", "Markdown", "Text")
          select id, type, slug, words, 'en', id, 1, at, at, at, at, 3155378112000000000, '', '', words, words, '/' || slug, cast('{Summary}' as blob), x'', x'', x'', cast('"' || words || '"' as blob)
          from (select *, 635556672000000000 + n * 36000000000 as at from made);
        insert into published_reference ("FromId", "FromType", "PublishedAt", "Ordinal", "Relation", "ToId", "ToType")
          select id, type, 635556672000000000 + n * 36000000000, 0, 'tag', {Id("'b'", "n % 100")}, 'tag' from made where type = 'article'
          union all select id, type, 635556672000000000 + n * 36000000000, 1, 'author', {Id("'c'", "n % 100")}, 'author' from made where type = 'article';
        insert into search_entry ("Number", "Id", "Language") select 635556672000000000 + n * 36000000000 + case type when 'article' then 0 when 'tag' then 1 else 2 end, id, language from made;
        insert into search_word (rowid, title, lead, named, body, keys)
          select e."Number", m.words, '', case m.type when 'article' then '_r' || lower(replace({Id("'b'", "n % 100")} || ' _r' || {Id("'c'", "n % 100")}, '-', '')) else '' end, '', '_' || m.language || ' _trar' || (n % 1000)
          from made m join search_entry e on e."Id" = m.id;
        drop table made;
        analyze;
        """);

    private const string Summary = """{"type":"article"}""";

    private static string Id(string kind, string number) => $"printf('%s0000000-0000-4000-8000-%012d', upper({kind}), {number})";

    private static DatabaseTemplate Filled(string sql) => new(async database =>
    {
        await using (await TestServer.StartAsync(database)) { }
        await using var connection = database.Engine is Engine.Sqlite ? (DbConnection)new Microsoft.Data.Sqlite.SqliteConnection(database.ConnectionString + ";Pooling=False") : new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 300;
            await command.ExecuteNonQueryAsync();
        }
    });
}

public sealed class SearchPlansOnSqlite() : SearchPlanTests(Engine.Sqlite);

public sealed class SearchPlansOnPostgreSql() : SearchPlanTests(Engine.PostgreSql);

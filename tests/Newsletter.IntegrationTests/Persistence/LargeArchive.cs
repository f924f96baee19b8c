using System.Data.Common;
using Newsletter.Testing;

namespace Newsletter.IntegrationTests.Persistence;

/// <summary>100,000 articles, written as rows: only what search and lists read is there.</summary>
internal static class LargeArchive
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
        insert into delivery.published_reference ("FromId", "FromType", "PublishedAt", "VisibleFrom", "VisibleUntil", "Ordinal", "Relation", "ToId", "ToType")
          select id, type, at, at, '9999-12-31Z', one.ordinal, one.relation, pg_temp.id(one.relation, n % 100), one.relation
          from made, (values (0, 'tag'), (1, 'author')) as one(ordinal, relation), lateral (select timestamptz '2015-01-01Z' + n * interval '1 hour') as dated(at) where made.type = 'article';
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
        insert into published_reference ("FromId", "FromType", "PublishedAt", "VisibleFrom", "VisibleUntil", "Ordinal", "Relation", "ToId", "ToType")
          select id, type, at, at, 3155378112000000000, ordinal, relation, case relation when 'tag' then {Id("'b'", "n % 100")} else {Id("'c'", "n % 100")} end, relation
          from (select *, 635556672000000000 + n * 36000000000 as at from made where type = 'article'), (select 0 as ordinal, 'tag' as relation union all select 1, 'author');
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

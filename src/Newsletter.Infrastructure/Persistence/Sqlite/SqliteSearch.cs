using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Delivery.Search.Stems;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>Asks the FTS5 table search_word, whose rows are in the order of publication.</summary>
internal sealed class SqliteSearch : ISearchStatements
{
    private readonly InnerSql inner = new();

    public IQueryable<string> Languages(DbContext db) => db.Database.SqlQueryRaw<string>(ISearchStatements.LanguagesOf("search_entry"));

    public IQueryable<Guid> Names(DbContext db, SearchQuestion question) => db.Database.SqlQueryRaw<Guid>("""
        select e."Id" as "Value" from search_word w join search_entry e on e."Number" = w.rowid where w.search_word match {0}
        """, Match(question));

    // Rows come newest first by themselves, so no more than needed are ever looked at.
    public IQueryable<SearchRow> Find(DbContext db, SearchQuestion question, SearchedDocuments among)
    {
        List<object> values = [Match(question), question.Reach ?? -1, question.Most];
        var sql = $$"""
            with matched as materialized (select rowid as number, {{SqliteRank.Function}}(search_word) as rank from search_word where search_word match {0} order by rowid desc limit {1}),
            newest as (select e."Id", m.rank from matched m cross join search_entry e on e."Number" = m.number join ({{inner.Of(among, Give)}}) d on d."Id" = e."Id" order by m.number desc limit {2})
            select n."Id", n.rank as "Rank", c."Matched", (select max(p."Sequence") from publication_log_position p) as "Sequence"
            from (select count(*) as "Matched" from matched) c left join newest n on true
            """;
        return db.Database.SqlQueryRaw<SearchRow>(sql, [.. values]);

        string Give(object value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
        }
    }

    /// <summary>Every word stands in quotes, so nothing that is asked for is an operator here.</summary>
    private static string Match(SearchQuestion question)
    {
        var languages = question.Languages.Select(language => (Language: language, Query: All(language))).Where(one => one.Query.Length > 0).ToList();
        // Looking a language up costs as much as looking up a word of every article; names are no articles.
        var query = languages is [var only] && only.Language != SearchLanguages.Names ? only.Query : Or(languages.Select(one => $"({Quote(SearchKeys.Language(one.Language))} AND {one.Query})"));
        if (query.Length == 0) return Quote("_");
        return question.Among.Aggregate(query, (all, keys) => $"({all} AND {Or(keys.Select(Quote))})");

        string All(string language) => Or(question.Query.Alternatives.Select(one => Alternative(language, one)).Where(one => one.Length > 0));

        string Alternative(string language, SearchAlternative one)
        {
            var wanted = one.Wanted.Select(term => Term(language, term)).Where(term => term.Length > 0).ToList();
            var unwanted = one.Unwanted.Select(term => Term(language, term)).Where(term => term.Length > 0).ToList();
            if (wanted.Count == 0) return "";
            var all = $"({string.Join(" AND ", wanted)})";
            return unwanted.Count == 0 ? all : $"({all} NOT {Or(unwanted)})";
        }

        string Term(string language, SearchTerm term)
        {
            var stemmer = Stemmer.Of(language);
            var ways = new List<string>();
            if (term.Words is not [var word] || !stemmer.IsStopWord(word))
            {
                ways.Add(Quote(string.Join(' ', term.Words.Select(stemmer.Stem))));
                if (question.WithPrefixes && term.IsPrefix) ways.Add(Quote(stemmer.Stem(term.Words[0])) + " *");
            }
            ways.AddRange(question.KeysOf(term).Select(Quote));
            return Or(ways);
        }
    }

    private static string Or(IEnumerable<string> ways) => ways.ToList() is { Count: > 0 } all ? $"({string.Join(" OR ", all)})" : "";

    private static string Quote(string words) => $"\"{words}\"";
}

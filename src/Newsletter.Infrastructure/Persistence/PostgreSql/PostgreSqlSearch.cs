using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>Asks the tsvectors of search_entry. All that comes from a query is a value, never SQL.</summary>
internal sealed class PostgreSqlSearch : ISearchStatements
{
    internal const string Table = $"\"{Schemas.Delivery}\".search_entry";

    /// <summary>In the order of ts_rank: D, C, B, A.</summary>
    private static readonly string Weights = string.Create(CultureInfo.InvariantCulture, $"array[{SearchWeights.Text}, {SearchWeights.Names}, {SearchWeights.Lead}, {SearchWeights.Title}]::real[]");

    private readonly InnerSql inner = new();

    public IQueryable<string> Languages(DbContext db) => db.Database.SqlQueryRaw<string>(ISearchStatements.LanguagesOf(Table));

    public IQueryable<Guid> Names(DbContext db, SearchQuestion question)
    {
        var words = new Words(question);
        var sql = $"""select e."Id" as "Value" from {Table} e where e."Language" = '{SearchLanguages.Names}' and e."Words" @@ {words.All(SearchLanguages.Names)}""";
        return db.Database.SqlQueryRaw<Guid>(sql, words.Values);
    }

    public IQueryable<SearchRow> Find(DbContext db, SearchQuestion question, SearchedDocuments among)
    {
        var words = new Words(question);
        // Each word counts by itself: asked for together they would count only where they stand close to each other. Made in a query of its own it is made once.
        var ranks = question.Languages.Select(language => (Language: language, Query: $"(select {string.Join(" || ", question.Query.Wanted.Select(term => words.Term(language, term)))})")).ToList();
        var rank = ranks.Count == 1 ? ranks[0].Query : $"case w.\"Language\" {string.Concat(ranks.Select(one => $"when '{one.Language}' then {one.Query} "))}end";
        // The rank is looked up in a query of its own, so that it is made for the rows that are kept alone. "offset 0" lets the planner look up each match by
        // its id; left alone it reads all documents, for it cannot know how few the matches are.
        var sql = $"""
            with matched as materialized (select * from "{Schemas.Delivery}".search_match({Newest(question, words)})),
            newest as (select m."Id", m."Number" from matched m where exists (select from ({inner.Of(among, words.Value)}) d where d."Id" = m."Id" offset 0) order by m."Number" desc, m."Id" desc limit {question.Most})
            select n."Id", (select ts_rank({Weights}, w."Words", {rank})::float8 from {Table} w where w."Id" = n."Id") as "Rank", c."Matched", (select max(p."Sequence") from "{Schemas.Delivery}".publication_log_position p) as "Sequence"
            from (select count(*)::int as "Matched" from matched) c left join newest n on true
            """;
        return db.Database.SqlQueryRaw<SearchRow>(sql, words.Values);
    }

    private static string Newest(SearchQuestion question, Words words)
    {
        var among = string.Concat(question.Among.Select(keys => $" && {words.Keys(keys)}"));
        // What is only stop words finds nothing.
        var branches = question.Languages.Select(language => (Query: words.All(language), Language: words.Keys([SearchKeys.Language(language)])))
            .Select(one => $"case when numnode({one.Query}) > 0 then {one.Query} && {one.Language}{among} else ''::tsquery end");
        var reach = question.Reach?.ToString(CultureInfo.InvariantCulture) ?? "null";
        return $"{string.Join(" || ", branches)}, {reach}";
    }

    /// <summary>Writes what a question asks for as tsquery expressions, and gathers their values.</summary>
    private sealed class Words(SearchQuestion question)
    {
        private readonly List<object> values = [];

        public object[] Values => [.. values];

        public string All(string language) => $"({string.Join(" || ", question.Query.Alternatives.Select(one => $"({string.Join(" && ", one.Wanted.Select(term => Term(language, term)).Concat(one.Unwanted.Select(term => "!!" + Term(language, term))))})"))})";

        public string Term(string language, SearchTerm term)
        {
            var ways = new List<string> { $"phraseto_tsquery('{Dictionary(language)}', {Value(string.Join(' ', term.Words))})" };
            // Folded words hold nothing that would end a quoted one.
            if (question.WithPrefixes && term.IsPrefix) ways.Add($"to_tsquery('{Dictionary(language)}', {Value($"'{term.Words[0]}':*")})");
            if (question.KeysOf(term) is { Count: > 0 } keys) ways.Add(Keys(keys));
            return $"({string.Join(" || ", ways)})";
        }

        public string Keys(IEnumerable<string> keys) => $"{Value(string.Join(" | ", keys.Select(key => $"'{key}'")))}::tsquery";

        public string Value(object value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
        }

        private static string Dictionary(string language) => language == SearchLanguages.Names ? SearchLanguages.Simple : language;
    }
}

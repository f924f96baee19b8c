using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>Asks the tsvectors of search_entry. All that comes from a query is a value, never SQL.</summary>
internal sealed class PostgreSqlSearch : ISearchStatements
{
    internal const string Table = $"\"{Schemas.Delivery}\".search_entry";

    /// <summary>A word of every third article costs as much as a rare one when only as much of the archive is looked at as is needed.</summary>
    public IReadOnlyList<SearchReach> Reaches { get; } = [new(2), new(16), new(128), new(null)];

    public IQueryable<string> Languages(DbContext db) => db.Database.SqlQueryRaw<string>($"""
        with recursive known("Value") as (
          (select "Language" from {Table} order by "Language" limit 1)
          union all
          select (select e."Language" from {Table} e where e."Language" > known."Value" order by e."Language" limit 1) from known where known."Value" is not null)
        select "Value" from known where "Value" is not null
        """);

    public IQueryable<SearchHit> Find(DbContext db, SearchQuestion question)
    {
        var values = new List<object>();
        var queries = question.Languages.Select(language => (Language: language, Query: All(language))).ToList();
        // What is only stop words finds nothing.
        var branches = queries.Select(one => $"case when numnode({one.Query}) > 0 then {one.Query} && {Keys([SearchKeys.Language(one.Language)])} else ''::tsquery end");
        var among = question.Among.Count > 0 ? $" && {Keys(question.Among)}" : "";
        // Each word counts by itself: asked for together they would count only where they stand close to each other.
        var ranks = question.Languages.Select(language => (Language: language, Query: string.Join(" || ", question.Query.Wanted.Select(term => Term(language, term))))).ToList();
        var rank = ranks.Count == 1 ? ranks[0].Query : $"case w.\"Language\" {string.Concat(ranks.Select(one => $"when '{one.Language}' then {one.Query} "))}end";
        // The rank is looked up in a query of its own, so that it is made for the rows that are kept alone.
        var sql = $"""
            select e."Id", e."Number", (select ts_rank(w."Words", {rank})::float8 from {Table} w where w."Id" = e."Id") as "Rank"
            from "{Schemas.Delivery}".search_match(({string.Join(" || ", branches)}){among}, {Most()}) e
            """;
        return db.Database.SqlQueryRaw<SearchHit>(sql, [.. values]);

        string All(string language) => $"({string.Join(" || ", question.Query.Alternatives.Select(one => $"({string.Join(" && ", one.Wanted.Select(term => Term(language, term)).Concat(one.Unwanted.Select(term => "!!" + Term(language, term))))})"))})";

        string Term(string language, SearchTerm term)
        {
            var ways = new List<string> { $"phraseto_tsquery('{Dictionary(language)}', {Value(string.Join(' ', term.Words))})" };
            // Folded words hold nothing that would end a quoted one.
            if (question.WithPrefixes && term.IsPrefix) ways.Add($"to_tsquery('{Dictionary(language)}', {Value($"'{term.Words[0]}':*")})");
            if (question.KeysOf(term) is { Count: > 0 } keys) ways.Add(Keys(keys));
            return $"({string.Join(" || ", ways)})";
        }

        string Most() => question.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most}") : "null";

        static string Dictionary(string language) => language == SearchLanguages.Names ? SearchLanguages.Simple : language;

        string Keys(IEnumerable<string> keys) => $"{Value(string.Join(" | ", keys.Select(key => $"'{key}'")))}::tsquery";

        string Value(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Publishing;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>Writes the tsvectors of search_entry.</summary>
internal sealed class PostgreSqlSearchIndex(EditorialDbContext db) : ISearchIndex
{
    private const string Table = PostgreSqlSearch.Table;

    // Keys are given as tsvectors: they are no words of any language. Names weigh C, as words of the lead weigh B and those of the title A.
    public Task AddAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync($$"""
        insert into {{Table}} ("Id", "Language", "Number", "Words")
        select e.id, e.language, e.number, setweight(to_tsvector(l.dictionary, e.title), 'A') || setweight(to_tsvector(l.dictionary, e.lead), 'B')
          || e.named::tsvector || to_tsvector(l.dictionary, e.body) || e.keys::tsvector
        from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}) as e(id, language, number, title, lead, body, named, keys),
          lateral (select (case e.language when '{{SearchLanguages.Names}}' then '{{SearchLanguages.Simple}}' else e.language end)::regconfig) as l(dictionary)
        """,
        [
            entries.Select(entry => entry.Id).ToArray(), entries.Select(entry => entry.Language).ToArray(), entries.Select(entry => entry.PublishedAt.UtcTicks).ToArray(),
            entries.Select(entry => entry.Title).ToArray(), entries.Select(entry => entry.Lead).ToArray(), entries.Select(entry => entry.Body).ToArray(),
            entries.Select(entry => string.Join(' ', entry.Named.Select((key, at) => $"'{key}':{at + 1}C"))).ToArray(), entries.Select(entry => string.Join(' ', entry.Keys.Select(key => $"'{key}'"))).ToArray(),
        ], cancellationToken);

    public Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync($"delete from {Table} where \"Id\" = any({{0}})", [ids.ToArray()], cancellationToken);

    public async Task<IReadOnlyList<Guid>> MissingAsync(IReadOnlyList<string> types, CancellationToken cancellationToken) => await db.Database.SqlQueryRaw<Guid>($$"""
        select d."Id" as "Value" from "{{Schemas.Delivery}}".published_document d
        where d."Type" = any({0}) and not exists (select 1 from {{Table}} e where e."Id" = d."Id") order by d."Id"
        """, [types.ToArray()]).ToListAsync(cancellationToken);
}

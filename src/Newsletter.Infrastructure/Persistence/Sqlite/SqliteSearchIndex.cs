using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Search.Stems;
using Newsletter.Application.Publishing;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>Writes the FTS5 table search_word, which holds no text, and search_entry, which says whose row it is.</summary>
internal sealed class SqliteSearchIndex(EditorialDbContext db) : ISearchIndex
{
    /// <summary>Items of one moment stand behind each other.</summary>
    private const string FreeNumber = "coalesce((select max(\"Number\") + 1 from search_entry where \"Number\" >= {2} and \"Number\" < {2} + 10000000), {2})";

    public async Task AddAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var stemmer = Stemmer.Of(entry.Language);
            await db.Database.ExecuteSqlRawAsync($"insert into search_entry (\"Id\", \"Language\", \"Number\") values ({{0}}, {{1}}, {FreeNumber})",
                [entry.Id, entry.Language, entry.PublishedAt.UtcTicks], cancellationToken);
            await db.Database.ExecuteSqlRawAsync("insert into search_word (rowid, title, lead, named, body, keys) select \"Number\", {1}, {2}, {3}, {4}, {5} from search_entry where \"Id\" = {0}",
                [entry.Id, Stems(entry.Title), Stems(entry.Lead), string.Join(' ', entry.Named), Stems(entry.Body), string.Join(' ', entry.Keys)], cancellationToken);

            string Stems(string words) => stemmer.HasStems ? string.Join(' ', words.Split(' ').Select(stemmer.Stem)) : words;
        }
    }

    public async Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await db.Database.ExecuteSqlRawAsync("delete from search_word where rowid = (select \"Number\" from search_entry where \"Id\" = {0}); delete from search_entry where \"Id\" = {0}", [id], cancellationToken);
        }
    }

    public async Task<IReadOnlyList<Guid>> MissingAsync(IReadOnlyList<string> types, CancellationToken cancellationToken) => await db.Database.SqlQueryRaw<Guid>("""
        select d."Id" as "Value" from published_document d
        where d."Type" in (select value from json_each({0})) and not exists (select 1 from search_entry e where e."Id" = d."Id") order by d."Id"
        """, JsonSerializer.Serialize(types)).ToListAsync(cancellationToken);
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Events;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>Numbers events in one statement: while the row that numbers them is locked, all other writers wait.</summary>
internal static class PostgreSqlEvents
{
    public static Task AppendAsync(EditorialDbContext db, IReadOnlyList<EventEntry> entries, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync($$"""
        with position as (update "{{Schemas.Editorial}}".event_log_position set "Sequence" = "Sequence" + {0} returning "Sequence")
        insert into "{{Schemas.Editorial}}".event_log ("Sequence", "Type", "At", "ItemType", "ItemId", "Slug", "Title", "Revision", "Actor", "ActorName", "Data")
        select p."Sequence" - {0} + e.number, e.type, e.at, e.item_type, e.item, e.slug, e.title, e.revision, e.actor, e.actor_name, e.data
        from position p, unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}) with ordinality
          as e(type, at, item_type, item, slug, title, revision, actor, actor_name, data, number)
        """,
        [
            entries.Count, entries.Select(entry => entry.Type).ToArray(), entries.Select(entry => entry.At).ToArray(), entries.Select(entry => entry.ItemType).ToArray(), entries.Select(entry => entry.ItemId).ToArray(), entries.Select(entry => entry.Slug).ToArray(),
            entries.Select(entry => entry.Title).ToArray(), entries.Select(entry => entry.Revision).ToArray(), entries.Select(entry => entry.Actor).ToArray(), entries.Select(entry => entry.ActorName).ToArray(), entries.Select(entry => entry.Data).ToArray(),
        ], cancellationToken);
}

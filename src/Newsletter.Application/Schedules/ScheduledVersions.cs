using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

/// <summary>Finds what was scheduled where working copies have moved on since.</summary>
public sealed class ScheduledVersions(IEditorialDb db)
{
    /// <param name="revisions">Which revision of each item was scheduled.</param>
    /// <returns>The versions of those items whose working copy is another one by now.</returns>
    public async Task<Result<IReadOnlyDictionary<ItemId, ItemVersion>>> FindAsync(IReadOnlyList<Item> items, IReadOnlyDictionary<ItemId, int> revisions, CancellationToken cancellationToken)
    {
        var moved = items.Where(item => item.Revision != revisions[item.Id]).ToDictionary(item => item.Id);
        if (moved.Count == 0) return new Dictionary<ItemId, ItemVersion>();
        var numbers = moved.Keys.Select(id => revisions[id]).Distinct().ToList();
        var kept = (await db.Revisions.AsNoTracking().Where(revision => moved.Keys.Contains(revision.ItemId) && numbers.Contains(revision.Number)).ToListAsync(cancellationToken))
            .Where(revision => revisions[revision.ItemId] == revision.Number)
            .ToDictionary(revision => revision.ItemId, revision => new ItemVersion(revision.Number, revision.Slug, revision.Language, revision.TranslationGroup, revision.Content));
        if (kept.Count < moved.Count) return Error.NotFound("revision");

        // A working copy may have given its slug up, and another item may be known by it now.
        var (ids, slugs) = (items.Select(item => item.Id.Value).ToList(), kept.Values.Select(version => version.Slug).ToList());
        var names = (await db.Documents.Where(document => slugs.Contains(document.Slug) && !ids.Contains(document.Id))
            .Select(document => new { document.Type, document.Slug, document.Language, document.Id }).ToListAsync(cancellationToken))
            .ToDictionary(document => (document.Type, document.Slug, document.Language), document => document.Id);
        foreach (var (id, version) in kept)
        {
            if (names.TryGetValue((DocumentTypes.Name(moved[id].Type), version.Slug, version.Language), out var rival)) return ItemErrors.SlugTaken(new(rival));
        }
        return kept;
    }
}

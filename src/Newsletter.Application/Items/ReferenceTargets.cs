using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Finds the items that references name, by id or slug, in one statement.</summary>
internal static class ReferenceTargets
{
    /// <returns>The target of each reference, in order; null where there is none. Of items that share a slug, the one in the language asked for wins, then the oldest.</returns>
    public static async Task<IReadOnlyList<ItemId?>> FindAsync(IEditorialDb db, IReadOnlyList<FoundReference> references, string? language, CancellationToken cancellationToken)
    {
        if (references.Count == 0) return [];
        var ids = references.Select(reference => IdOf(reference.IdOrSlug)).OfType<ItemId>().Distinct().ToList();
        var slugs = references.Where(reference => IdOf(reference.IdOrSlug) is null).Select(reference => reference.IdOrSlug).Distinct().ToList();
        var found = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id) || slugs.Contains(item.Slug))
            .Select(item => new { item.Id, item.Type, item.Slug, item.Language, item.CreatedAt })
            .ToListAsync(cancellationToken);
        var byId = found.ToDictionary(item => (item.Type, item.Id));
        var bySlug = found.OrderBy(item => item.Language == language ? 0 : 1).ThenBy(item => item.CreatedAt).ThenBy(item => item.Id.Value)
            .GroupBy(item => (item.Type, item.Slug)).ToDictionary(group => group.Key, group => group.First().Id);
        return [.. references.Select(reference => IdOf(reference.IdOrSlug) is { } id
            ? byId.ContainsKey((reference.Type, id)) ? id : (ItemId?)null
            : bySlug.TryGetValue((reference.Type, reference.IdOrSlug), out var match) ? match : null)];
    }

    internal static ItemId? IdOf(string idOrSlug) => Guid.TryParseExact(idOrSlug, "D", out var id) ? new ItemId(id) : null;
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Finds the items that references name, by id or slug, in as few statements as the engines take.</summary>
internal static class ReferenceTargets
{
    /// <summary>Engines limit the parameters of a statement.</summary>
    private const int AtOnce = 1000;

    private sealed record Target(ItemId Id, ItemType Type, string Slug, string Language, DateTimeOffset CreatedAt);

    /// <returns>The target of each reference, in order; null where there is none. Of items that share a slug, the one in the language asked for wins, then the oldest.</returns>
    public static async Task<IReadOnlyList<ItemId?>> FindAsync(IEditorialDb db, IReadOnlyList<FoundReference> references, string? language, CancellationToken cancellationToken)
    {
        if (references.Count == 0) return [];
        var ids = references.Select(reference => IdOf(reference.IdOrSlug)).OfType<ItemId>().Distinct();
        var slugs = references.Where(reference => IdOf(reference.IdOrSlug) is null && Slug.IsValid(reference.IdOrSlug)).Select(reference => reference.IdOrSlug).Distinct();
        var found = new List<Target>();
        foreach (var some in ids.Chunk(AtOnce)) found.AddRange(await LoadAsync(db.Items.Where(item => some.Contains(item.Id)), cancellationToken));
        foreach (var some in slugs.Chunk(AtOnce)) found.AddRange(await LoadAsync(db.Items.Where(item => some.Contains(item.Slug)), cancellationToken));
        var byId = found.DistinctBy(item => item.Id).ToDictionary(item => (item.Type, item.Id));
        var bySlug = found.OrderBy(item => item.Language == language ? 0 : 1).ThenBy(item => item.CreatedAt).ThenBy(item => item.Id.Value)
            .GroupBy(item => (item.Type, item.Slug)).ToDictionary(group => group.Key, group => group.First().Id);
        return [.. references.Select(reference => IdOf(reference.IdOrSlug) is { } id
            ? byId.ContainsKey((reference.Type, id)) ? id : (ItemId?)null
            : bySlug.TryGetValue((reference.Type, reference.IdOrSlug), out var match) ? match : null)];
    }

    private static Task<List<Target>> LoadAsync(IQueryable<Item> items, CancellationToken cancellationToken) =>
        items.AsNoTracking().Select(item => new Target(item.Id, item.Type, item.Slug, item.Language, item.CreatedAt)).ToListAsync(cancellationToken);

    internal static ItemId? IdOf(string idOrSlug) => Guid.TryParseExact(idOrSlug, "D", out var id) ? new ItemId(id) : null;
}

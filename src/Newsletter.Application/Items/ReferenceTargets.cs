using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>The items that references name, by id or slug, found in one statement.</summary>
internal sealed class ReferenceTargets
{
    private sealed record Target(ItemId Id, ItemType Type, string Slug, string Language);

    private readonly Dictionary<ItemId, Target> byId;
    private readonly ILookup<(ItemType, string), Target> bySlug;

    private ReferenceTargets(List<Target> oldestFirst)
    {
        byId = oldestFirst.ToDictionary(target => target.Id);
        bySlug = oldestFirst.ToLookup(target => (target.Type, target.Slug));
    }

    public static async Task<ReferenceTargets> LoadAsync(IEditorialDb db, IReadOnlyCollection<FoundReference> references, CancellationToken cancellationToken)
    {
        if (references.Count == 0) return new([]);
        var ids = references.Select(reference => IdOf(reference.IdOrSlug)).OfType<ItemId>().Distinct().ToList();
        var slugs = references.Where(reference => IdOf(reference.IdOrSlug) is null).Select(reference => reference.IdOrSlug).Distinct().ToList();
        var found = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id) || slugs.Contains(item.Slug))
            .Select(item => new { item.Id, item.Type, item.Slug, item.Language, item.CreatedAt })
            .ToListAsync(cancellationToken);
        return new([.. found.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id.Value).Select(item => new Target(item.Id, item.Type, item.Slug, item.Language))]);
    }

    /// <returns>The target of each reference, in order; null where there is none.</returns>
    public static async Task<IReadOnlyList<ItemId?>> FindAsync(IEditorialDb db, IReadOnlyList<FoundReference> references, string? language, CancellationToken cancellationToken)
    {
        var targets = await LoadAsync(db, references, cancellationToken);
        return [.. references.Select(reference => targets.Find(reference, language))];
    }

    /// <summary>Of items that share a slug, the one in the language asked for wins, then the oldest.</summary>
    public ItemId? Find(FoundReference reference, string? language)
    {
        if (IdOf(reference.IdOrSlug) is { } id) return byId.TryGetValue(id, out var target) && target.Type == reference.Type ? id : null;
        var same = bySlug[(reference.Type, reference.IdOrSlug)];
        return (same.FirstOrDefault(target => target.Language == language) ?? same.FirstOrDefault())?.Id;
    }

    internal static ItemId? IdOf(string idOrSlug) => Guid.TryParseExact(idOrSlug, "D", out var id) ? new ItemId(id) : null;
}

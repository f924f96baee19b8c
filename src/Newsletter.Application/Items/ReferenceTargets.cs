using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>The items that references name, by id or slug, found in as few statements as the engines take.</summary>
internal sealed class ReferenceTargets
{
    /// <summary>Engines limit the parameters of a statement.</summary>
    private const int AtOnce = 1000;

    private sealed record Target(ItemId Id, ItemType Type, string Slug, string Language, DateTimeOffset CreatedAt);

    private readonly Dictionary<ItemId, Target> byId;
    private readonly ILookup<(ItemType, string), Target> bySlug;

    private ReferenceTargets(IEnumerable<Target> targets)
    {
        var oldestFirst = targets.DistinctBy(target => target.Id).OrderBy(target => target.CreatedAt).ThenBy(target => target.Id).ToList();
        byId = oldestFirst.ToDictionary(target => target.Id);
        bySlug = oldestFirst.ToLookup(target => (target.Type, target.Slug));
    }

    public static async Task<ReferenceTargets> LoadAsync(IEditorialDb db, IReadOnlyCollection<FoundReference> references, ItemId? from, CancellationToken cancellationToken)
    {
        var usable = db.ItemsFor(ItemUse.Refer, from);
        var ids = references.Select(reference => IdOf(reference.IdOrSlug)).OfType<ItemId>().Distinct();
        var slugs = references.Where(reference => IdOf(reference.IdOrSlug) is null && Slug.IsValid(reference.IdOrSlug)).Select(reference => reference.IdOrSlug).Distinct();
        var found = new List<Target>();
        foreach (var some in ids.Chunk(AtOnce)) found.AddRange(await LoadAsync(usable.Where(item => some.Contains(item.Id)), cancellationToken));
        foreach (var some in slugs.Chunk(AtOnce)) found.AddRange(await LoadAsync(usable.Where(item => some.Contains(item.Slug)), cancellationToken));
        return new(found);
    }

    /// <param name="from">The item that refers; what it names already it may go on naming.</param>
    /// <returns>The target of each reference, in order; null where there is none that the caller may refer to.</returns>
    public static async Task<IReadOnlyList<ItemId?>> FindAsync(IEditorialDb db, IReadOnlyList<FoundReference> references, string? language, ItemId? from, CancellationToken cancellationToken) =>
        (await LoadAsync(db, references, from, cancellationToken)).FindAll(references, language);

    /// <returns>The target of each reference, in order; null where there is none that the caller may refer to.</returns>
    public IReadOnlyList<ItemId?> FindAll(IReadOnlyList<FoundReference> references, string? language) => [.. references.Select(reference => Find(reference, language))];

    public string LanguageOf(ItemId target) => byId[target].Language;

    /// <summary>Of items that share a slug, the one in the language asked for wins, then the oldest.</summary>
    public ItemId? Find(FoundReference reference, string? language)
    {
        if (IdOf(reference.IdOrSlug) is { } id) return byId.TryGetValue(id, out var target) && target.Type == reference.Type ? id : null;
        var same = bySlug[(reference.Type, reference.IdOrSlug)];
        return (same.FirstOrDefault(target => target.Language == language) ?? same.FirstOrDefault())?.Id;
    }

    private static Task<List<Target>> LoadAsync(IQueryable<Item> items, CancellationToken cancellationToken) =>
        items.AsNoTracking().Select(item => new Target(item.Id, item.Type, item.Slug, item.Language, item.CreatedAt)).ToListAsync(cancellationToken);

    internal static ItemId? IdOf(string idOrSlug) => Guid.TryParseExact(idOrSlug, "D", out var id) ? new ItemId(id) : null;
}

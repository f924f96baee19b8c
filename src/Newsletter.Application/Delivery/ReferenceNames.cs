using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;

namespace Newsletter.Application.Delivery;

/// <summary>
/// Finds the items that filters name by id or slug, also by a slug they had before. Only what readers can see counts: the id of a draft, or of an
/// edition under embargo, finds what a nonsense name finds.
/// </summary>
internal sealed class ReferenceNames(Reading reading)
{
    private sealed record Target(string Type, string Name, Guid Id);

    public async Task<IReadOnlyList<WantedReferences>> FindAsync(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> filters, CancellationToken cancellationToken)
    {
        var targets = await RecallOrFindAsync(filters, cancellationToken);
        return [.. filters.SelectMany(filter => filter.Value.Select(group => new WantedReferences(filter.Key, IdsOf(TypeOf(filter.Key), group))))];

        List<Guid> IdsOf(string type, IReadOnlyList<string> names) => [.. targets.Where(target => target.Type == type && names.Contains(target.Name)).Select(target => target.Id).Distinct()];
    }

    private async Task<IReadOnlyList<Target>> RecallOrFindAsync(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> filters, CancellationToken cancellationToken)
    {
        var wanted = filters.SelectMany(filter => filter.Value.SelectMany(group => group).Select(name => (Type: TypeOf(filter.Key), Name: name))).ToHashSet();
        var known = wanted.ToDictionary(one => one, one => reading.Recall(memory => memory.Names, MadeFrom.Slug(one.Type, one.Name)));
        if (known.Values.All(one => one is not null)) return [.. known.SelectMany(one => one.Value!.Value.Select(id => new Target(one.Key.Type, one.Key.Name, id)))];
        var moment = await reading.MomentAsync(cancellationToken);
        var found = await FindAsync(wanted, cancellationToken);
        foreach (var (type, name) in wanted)
        {
            Guid[] ids = [.. found.Where(target => target.Type == type && target.Name == name).Select(target => target.Id).Distinct()];
            reading.Learn(memory => memory.Names, MadeFrom.Slug(type, name), ids, new() { Types = [type] }, moment.ChangesAt);
        }
        return found;
    }

    private async Task<List<Target>> FindAsync(HashSet<(string Type, string Name)> wanted, CancellationToken cancellationToken)
    {
        var (db, sight) = (reading.Db, reading.Sight);
        var types = wanted.Select(one => one.Type).Distinct().ToList();
        var names = wanted.ToLookup(one => Guid.TryParseExact(one.Name, "D", out _), one => one.Name);
        var ids = names[true].Distinct().ToDictionary(Guid.Parse, name => name);
        var slugs = names[false].Distinct().ToList();
        var visible = db.SeenBy(sight).Where(document => types.Contains(document.Type));
        var found = (await visible.Where(document => ids.Keys.Contains(document.Id) || slugs.Contains(document.Slug))
            .Select(document => new { document.Type, document.Slug, document.Id }).ToListAsync(cancellationToken))
            .SelectMany(row => ids.TryGetValue(row.Id, out var id) ? [new Target(row.Type, id, row.Id), new(row.Type, row.Slug, row.Id)] : new Target[] { new(row.Type, row.Slug, row.Id) }).ToList();

        var missing = slugs.Where(slug => wanted.Any(one => one.Name == slug && !found.Exists(target => target.Type == one.Type && target.Name == slug))).ToList();
        if (missing.Count == 0) return found;
        found.AddRange(await db.RetiredSlugs.Where(retired => types.Contains(retired.Type) && missing.Contains(retired.Slug))
            .Join(visible, retired => retired.ItemId, document => document.Id, (retired, document) => new Target(retired.Type, retired.Slug, document.Id)).ToListAsync(cancellationToken));
        return found;
    }

    private static string TypeOf(string relation) => DocumentTypes.Name(DocumentFilters.ReferenceTypes[relation]);
}

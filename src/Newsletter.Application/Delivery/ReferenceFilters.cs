using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>
/// Filters that name other items by id or slug, also by a slug they had before. Only what readers can see counts: the id of a draft, or of an
/// edition under embargo, finds what a nonsense name finds.
/// </summary>
internal sealed class ReferenceFilters(Reading reading)
{
    private const string Edition = "edition";

    private sealed record Target(string Type, string Name, Guid Id);

    private sealed record Wanted(string Relation, List<Guid> Ids);

    public async Task<FilteredDocuments> ApplyAsync(IQueryable<PublishedDocument> documents, IReadOnlyList<ItemType> types, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> filters,
        bool holdsWhatIsForAll, CancellationToken cancellationToken)
    {
        var targets = await RecallOrFindAsync(filters, cancellationToken);
        var wanted = filters.SelectMany(filter => filter.Value.Select(group => new Wanted(filter.Key, IdsOf(filter.Key, group)))).ToList();
        var lead = wanted.FindIndex(one => one.Ids.Count == 1 && one.Relation != Edition && types.Count == 1 && !holdsWhatIsForAll);
        var all = documents;
        for (var at = 0; at < wanted.Count; at++)
        {
            all = all.Where(Refers(wanted[at], holdsWhatIsForAll));
            if (at != lead) documents = documents.Where(Refers(wanted[at], holdsWhatIsForAll));
        }
        return new(all, lead < 0 ? null : Referring(wanted[lead].Relation, wanted[lead].Ids[0], DocumentTypes.Name(types[0])), documents);

        List<Guid> IdsOf(string relation, IReadOnlyList<string> names) =>
            [.. targets.Where(target => target.Type == TypeOf(relation) && names.Contains(target.Name)).Select(target => target.Id).Distinct()];
    }

    private IQueryable<PublishedReference> Referring(string relation, Guid id, string type) =>
        reading.NumberedDb.References.Where(reference => reference.ToId == id && reference.Relation == relation && reference.FromType == type);

    private Expression<Func<PublishedDocument, bool>> Refers(Wanted wanted, bool holdsWhatIsForAll)
    {
        var (references, relation, ids) = (reading.NumberedDb.References, wanted.Relation, wanted.Ids);
        if (relation == Edition) return document => references.Any(reference => ids.Contains(reference.FromId) && reference.Relation == Relations.SectionItem && reference.ToId == document.Id);
        if (relation != Relations.Newsletter || !holdsWhatIsForAll || ids.Count == 0)
        {
            return document => references.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId));
        }
        return document => references.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId))
            || !references.Any(reference => reference.FromId == document.Id && reference.Relation == relation);
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

    private static string TypeOf(string relation) => DocumentTypes.Name(DocumentFilters.ReferenceFilters[relation]);
}

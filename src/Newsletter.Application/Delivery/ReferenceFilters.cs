using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>What a group of a reference filter leads to.</summary>
internal sealed record NamedItemIds(string Relation, IReadOnlyList<Guid> Ids);

/// <summary>
/// Filters that name other items by id or slug, also by a slug they had before. Only what readers can see counts: the id of a draft, or of an
/// edition under embargo, finds what a nonsense name finds.
/// </summary>
internal sealed class ReferenceFilters(IDeliveryDb db, Sight sight)
{
    private sealed record Target(string Type, string Name, Guid Id);

    public async Task<(IQueryable<PublishedDocument> Documents, IReadOnlyList<NamedItemIds> Named)> ApplyAsync(IQueryable<PublishedDocument> documents, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> filters,
        bool holdsWhatIsForAll, CancellationToken cancellationToken)
    {
        var targets = await FindAsync(filters, cancellationToken);
        var named = new List<NamedItemIds>();
        foreach (var (relation, groups) in filters)
        {
            var type = TypeOf(relation);
            foreach (var group in groups)
            {
                var ids = targets.Where(target => target.Type == type && group.Contains(target.Name)).Select(target => target.Id).Distinct().ToList();
                named.Add(new(relation, ids));
                documents = relation switch
                {
                    "edition" => documents.Where(document => db.References.Any(reference => ids.Contains(reference.FromId) && reference.Relation == Relations.SectionItem && reference.ToId == document.Id)),
                    Relations.Newsletter when holdsWhatIsForAll => documents.Where(document =>
                        db.References.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId))
                        || (ids.Count > 0 && !db.References.Any(reference => reference.FromId == document.Id && reference.Relation == relation))),
                    _ => documents.Where(document => db.References.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId))),
                };
            }
        }
        return (documents, named);
    }

    private async Task<List<Target>> FindAsync(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> filters, CancellationToken cancellationToken)
    {
        var wanted = filters.SelectMany(filter => filter.Value.SelectMany(group => group).Select(name => (Type: TypeOf(filter.Key), Name: name))).ToHashSet();
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

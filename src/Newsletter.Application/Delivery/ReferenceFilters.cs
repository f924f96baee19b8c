using System.Linq.Expressions;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>One filter by reference: what refers to one of these.</summary>
internal sealed record WantedReferences(string Relation, IReadOnlyList<Guid> Ids);

/// <summary>Filters that name other items.</summary>
internal static class ReferenceFilters
{
    private const string Edition = "edition";

    public static FilteredDocuments Apply(IDeliveryDb db, IQueryable<PublishedDocument> documents, IReadOnlyList<ItemType> types, IReadOnlyList<WantedReferences> wanted, bool holdsWhatIsForAll)
    {
        var lead = types.Count == 1 && !holdsWhatIsForAll ? wanted.FirstOrDefault(one => one.Ids.Count == 1 && one.Relation != Edition) : null;
        var all = documents;
        foreach (var one in wanted)
        {
            var condition = Refers(db, one, holdsWhatIsForAll);
            all = all.Where(condition);
            if (one != lead) documents = documents.Where(condition);
        }
        return new(all, lead is null ? null : Referring(db, lead.Relation, lead.Ids[0], DocumentTypes.Name(types[0])), documents);
    }

    private static IQueryable<PublishedReference> Referring(IDeliveryDb db, string relation, Guid id, string type) =>
        db.References.Where(reference => reference.ToId == id && reference.Relation == relation && reference.FromType == type);

    private static Expression<Func<PublishedDocument, bool>> Refers(IDeliveryDb db, WantedReferences wanted, bool holdsWhatIsForAll)
    {
        var (references, relation, ids) = (db.References, wanted.Relation, wanted.Ids);
        if (relation == Edition) return document => references.Any(reference => ids.Contains(reference.FromId) && reference.Relation == Relations.SectionItem && reference.ToId == document.Id);
        if (relation != Relations.Newsletter || !holdsWhatIsForAll || ids.Count == 0)
        {
            return document => references.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId));
        }
        return document => references.Any(reference => reference.FromId == document.Id && reference.Relation == relation && ids.Contains(reference.ToId))
            || !references.Any(reference => reference.FromId == document.Id && reference.Relation == relation);
    }
}

using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>What a reference of a line leads to: an item that is there, or that another line will make.</summary>
internal sealed record ImportTarget(FoundReference Reference, string Prefix, ItemId Id, IndexedLine? Line);

/// <summary>Finds what the references of a batch lead to: first among the lines of the import, then in the database, in one statement.</summary>
internal sealed class ImportTargets
{
    private readonly IImportIndex index;
    private readonly Dictionary<(ItemType, string), IReadOnlyList<IndexedLine>> lines = [];
    private ReferenceTargets? stored;

    private ImportTargets(IImportIndex index) => this.index = index;

    public static async Task<ImportTargets> LoadAsync(IEditorialDb db, IImportIndex index, IEnumerable<ParsedLine> batch, CancellationToken cancellationToken)
    {
        var targets = new ImportTargets(index);
        var elsewhere = batch.SelectMany(line => line.References.Where(reference => !targets.LinesOf(reference).Any(found => found.Language == line.Line.Language))).ToList();
        targets.stored = await ReferenceTargets.LoadAsync(db, elsewhere, null, cancellationToken);
        return targets;
    }

    /// <summary>Finds the targets of one content; what is not found is an issue.</summary>
    public IReadOnlyList<ItemId?> Find(ParsedContent content, ImportItem item, string prefix)
    {
        var ids = new List<ItemId?>();
        foreach (var reference in content.Shape.References)
        {
            var target = Find(reference, prefix, content.Language ?? item.Line.Language);
            ids.Add(target?.Id);
            if (target is null) item.Issues.Add(ContentReader.Unknown(reference).Under(prefix));
            else item.Targets.Add(target);
        }
        return ids;
    }

    private ImportTarget? Find(FoundReference reference, string prefix, string language)
    {
        var known = LinesOf(reference);
        if (known.FirstOrDefault(line => line.Language == language) is { } best) return new(reference, prefix, best.Id, best);
        if (stored!.Find(reference, language) is { } id) return new(reference, prefix, id, known.FirstOrDefault(line => line.Id == id));
        return known.Count > 0 ? new(reference, prefix, known[0].Id, known[0]) : null;
    }

    private IReadOnlyList<IndexedLine> LinesOf(FoundReference reference)
    {
        var key = (reference.Type, reference.IdOrSlug);
        if (lines.TryGetValue(key, out var known)) return known;
        var found = ReferenceTargets.IdOf(reference.IdOrSlug) is { } id
            ? index.Find(id) is { } line && line.Type == reference.Type ? [line] : []
            : index.Find(reference.Type, reference.IdOrSlug);
        return lines[key] = [.. found.Where(line => line.CanBeReferredTo)];
    }
}

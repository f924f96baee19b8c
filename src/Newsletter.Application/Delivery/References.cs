using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>What the references of an answer lead to, remembered or loaded in at most three statements however many there are.</summary>
internal sealed class References(Reading reading, IReadOnlyList<string> includes)
{
    private readonly Dictionary<Guid, KnownDocument> known = [];

    /// <summary>What the documents themselves refer to.</summary>
    private readonly HashSet<(char Code, Guid Id)> first = [];

    /// <summary>By the code of a first-level include, the codes within it.</summary>
    private readonly Dictionary<char, HashSet<char>> within = includes.Select(name => name.Split('.')).GroupBy(parts => Includes.CodeOf(parts[0]))
        .ToDictionary(group => group.Key, group => group.Where(parts => parts.Length == 2).Select(parts => Includes.CodeOf(parts[1])).ToHashSet());

    /// <summary>All that was looked for, seen or not.</summary>
    public IReadOnlyCollection<Guid> Wanted => known.Keys;

    public IEnumerable<ShownDocument> Loaded => known.Values.Select(one => one.Document).OfType<ShownDocument>().Where(document => reading.Sight.Sees(document));

    public bool IsIncluded(char code) => within.ContainsKey(code);

    public bool IsIncluded(char outer, char code) => within.TryGetValue(outer, out var codes) && codes.Contains(code);

    /// <summary>What is seen under an id.</summary>
    public KnownDocument? Find(Guid id) => known.TryGetValue(id, out var one) && one.Document is { } document && reading.Sight.Sees(document) ? one : null;

    /// <summary>Notes what stored documents refer to.</summary>
    public void Want(params ReadOnlySpan<byte[]?> documents)
    {
        foreach (var document in documents)
        {
            if (document is not null) DocumentRenderer.AddReferences(document, first);
        }
    }

    /// <summary>Loads what is wanted, and what is wanted within that.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(first.Select(reference => (reference.Id, IsIncluded(reference.Code))), cancellationToken);
        if (within.Count == 0) return;
        var second = Inside(first.Where(reference => IsIncluded(reference.Code))).Distinct().ToList();
        await LoadAsync(second.Select(reference => (reference.Id, IsIncluded(reference.Outer, reference.Code))), cancellationToken);
        var third = Inside(second.Where(reference => IsIncluded(reference.Outer, reference.Code)).Select(reference => (reference.Code, reference.Id)));
        await LoadAsync(third.Select(reference => (reference.Id, false)), cancellationToken);
    }

    private IEnumerable<(char Outer, char Code, Guid Id)> Inside(IEnumerable<(char Code, Guid Id)> included) =>
        included.Where(reference => Find(reference.Id)?.Document!.Summary is not null)
            .SelectMany(reference => DocumentRenderer.AddReferences(Find(reference.Id)!.Document!.Summary!, []).Select(inner => (reference.Code, inner.Code, inner.Id)));

    private async Task LoadAsync(IEnumerable<(Guid Id, bool Whole)> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(one => !Knows(one.Id, one.Whole)).ToList();
        if (missing.Count == 0) return;
        var ids = missing.Select(one => one.Id).Distinct().ToList();
        var whole = missing.Where(one => one.Whole).Select(one => one.Id).Distinct().ToList();
        // What is to be remembered may be seen at other times.
        var documents = reading.Remembers ? reading.Db.Documents : reading.Db.SeenBy(reading.Sight);
        var loaded = await documents.Referred(ids, whole).ToDictionaryAsync(document => document.Id, cancellationToken);
        foreach (var id in ids)
        {
            var one = known[id] = new(loaded.GetValueOrDefault(id));
            reading.Learn(memory => memory.Documents, id, one, new() { Shown = [id] });
        }
    }

    private bool Knows(Guid id, bool whole)
    {
        if (!known.TryGetValue(id, out var one) && (one = reading.Recall(memory => memory.Documents, id)?.Value) is not null) known[id] = one;
        return one is not null && (!whole || one.Document is null or { Summary: not null });
    }
}

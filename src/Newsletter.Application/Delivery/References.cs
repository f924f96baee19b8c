using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>What the references of an answer lead to, remembered or loaded in at most three statements however many there are.</summary>
internal sealed class References(Reading reading, Projection projection)
{
    private readonly Dictionary<Guid, KnownDocument> known = [];
    private readonly Dictionary<Guid, RenderedItem> remembered = [];

    /// <summary>What the documents themselves refer to.</summary>
    private readonly HashSet<(char Code, Guid Id)> first = [];

    /// <summary>By the code of a first-level include, the codes within it.</summary>
    private readonly Dictionary<char, HashSet<char>> within = projection.Includes.Select(name => name.Split('.')).GroupBy(parts => Includes.CodeOf(parts[0]))
        .ToDictionary(group => group.Key, group => group.Where(parts => parts.Length == 2).Select(parts => Includes.CodeOf(parts[1])).ToHashSet());

    /// <summary>All that was looked for, seen or not.</summary>
    public IReadOnlyCollection<Guid> Wanted => known.Keys;

    public IEnumerable<ShownDocument> Loaded => known.Values.Select(one => one.Document).OfType<ShownDocument>().Where(document => reading.Sight.Sees(document));

    /// <summary>What is included and was rendered before.</summary>
    public IEnumerable<Showing> Remembered => remembered.Values.Select(item => item.Showing);

    public bool IsIncluded(char code) => within.ContainsKey(code);

    public bool IsIncluded(char outer, char code) => within.TryGetValue(outer, out var codes) && codes.Contains(code);

    /// <summary>What is seen under an id.</summary>
    public KnownDocument? Find(Guid id) => known.TryGetValue(id, out var one) && one.Document is { } document && reading.Sight.Sees(document) ? one : null;

    /// <summary>What is included, as it was rendered before.</summary>
    public RenderedItem? FindRendered(char code, Guid id) => IsRemembered(code) ? remembered.GetValueOrDefault(id) : null;

    /// <summary>Remembers how something is shown that was included here.</summary>
    public void Remember(char code, Guid id, ReadOnlySpan<byte> json)
    {
        if (!IsRemembered(code) || reading.Moment is not { } moment || Find(id)?.Document is not { Summary: not null } document) return;
        var item = Rendered(json.ToArray(), document, new());
        reading.Learn(memory => memory.Included, id, item, item.Showing.MadeFrom.Value, moment.ChangesAt);
    }

    /// <summary>What was rendered of a document alone, with stubs of what it refers to.</summary>
    /// <param name="gathered">What decides about it besides what it shows.</param>
    /// <param name="members">What was rendered behind its stored members.</param>
    public RenderedItem Rendered(byte[] json, ShownDocument document, MadeFrom gathered, byte[]? members = null)
    {
        var inner = DocumentRenderer.AddReferences(members, DocumentRenderer.AddReferences(document.Summary, []));
        var others = inner.Select(reference => reference.Id).Where(id => id != document.Id).ToHashSet();
        var shown = others.Select(Find).OfType<KnownDocument>().Select(one => one.Document!);
        return new(json, Showing.Of([document, .. shown], () => gathered.And(shown: others.Append(document.Id)), reading.Sight.Now));
    }

    /// <summary>Whether everybody is shown the same of what is included there.</summary>
    private bool IsRemembered(char code) => reading.Remembers && projection.Fields.Count == 0 && within.TryGetValue(code, out var codes) && codes.Count == 0;

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
        first.RemoveWhere(reference => IsRemembered(reference.Code) && TryRecall(reference.Id));
        await LoadAsync(first.Select(reference => (reference.Id, IsIncluded(reference.Code))), cancellationToken);
        if (within.Count == 0) return;
        var second = Inside(first.Where(reference => IsIncluded(reference.Code))).Distinct().ToList();
        await LoadAsync(second.Select(reference => (reference.Id, IsIncluded(reference.Outer, reference.Code))), cancellationToken);
        var third = Inside(second.Where(reference => IsIncluded(reference.Outer, reference.Code)).Select(reference => (reference.Code, reference.Id)));
        await LoadAsync(third.Select(reference => (reference.Id, false)), cancellationToken);
    }

    private bool TryRecall(Guid id)
    {
        if (remembered.ContainsKey(id)) return true;
        if (reading.Recall(memory => memory.Included, id) is not { } known) return false;
        remembered[id] = known.Value;
        return true;
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

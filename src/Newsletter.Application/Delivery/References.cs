using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>What the references of an answer lead to, loaded in at most three statements however many there are.</summary>
internal sealed class References(IDeliveryDb db, Sight sight, IReadOnlyList<string> includes)
{
    private readonly Dictionary<Guid, ShownDocument> loaded = [];

    /// <summary>By the code of a first-level include, the codes within it.</summary>
    private readonly Dictionary<char, HashSet<char>> within = includes.Select(name => name.Split('.')).GroupBy(parts => Includes.CodeOf(parts[0]))
        .ToDictionary(group => group.Key, group => group.Where(parts => parts.Length == 2).Select(parts => Includes.CodeOf(parts[1])).ToHashSet());

    /// <summary>All that was looked for, seen or not.</summary>
    public HashSet<Guid> Wanted { get; } = [];

    public IEnumerable<ShownDocument> Loaded => loaded.Values;

    public bool IsIncluded(char code) => within.ContainsKey(code);

    public bool IsIncluded(char outer, char code) => within.TryGetValue(outer, out var codes) && codes.Contains(code);

    public ShownDocument? Find(Guid id) => loaded.GetValueOrDefault(id);

    public async Task LoadAsync(IEnumerable<byte[]> roots, CancellationToken cancellationToken)
    {
        var first = roots.SelectMany(DocumentRenderer.References).Distinct().ToList();
        await LoadAsync(first.Select(reference => (reference.Id, IsIncluded(reference.Code))), cancellationToken);
        var second = Inside(first.Where(reference => IsIncluded(reference.Code))).ToList();
        await LoadAsync(second.Select(reference => (reference.Id, IsIncluded(reference.Outer, reference.Code))), cancellationToken);
        var third = Inside(second.Where(reference => IsIncluded(reference.Outer, reference.Code)).Select(reference => (reference.Code, reference.Id)));
        await LoadAsync(third.Select(reference => (reference.Id, false)), cancellationToken);
    }

    private IEnumerable<(char Outer, char Code, Guid Id)> Inside(IEnumerable<(char Code, Guid Id)> included) =>
        included.Where(reference => Find(reference.Id)?.Summary is not null)
            .SelectMany(reference => DocumentRenderer.References(Find(reference.Id)!.Summary!).Select(inner => (reference.Code, inner.Code, inner.Id)));

    private async Task LoadAsync(IEnumerable<(Guid Id, bool Whole)> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(one => Find(one.Id) is not { } known || (one.Whole && known.Summary is null)).ToList();
        if (missing.Count == 0) return;
        var ids = missing.Select(one => one.Id).Distinct().ToList();
        Wanted.UnionWith(ids);
        var whole = missing.Where(one => one.Whole).Select(one => one.Id).Distinct().ToList();
        foreach (var document in await db.SeenBy(sight).Referred(ids, whole).ToListAsync(cancellationToken)) loaded[document.Id] = document;
    }
}

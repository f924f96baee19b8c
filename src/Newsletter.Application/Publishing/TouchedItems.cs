using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>What readers see of items before they change: when, and what they refer to.</summary>
internal sealed record SeenBefore(IReadOnlyDictionary<Guid, (DateTimeOffset From, DateTimeOffset Until)> Windows, ILookup<Guid, PublishedReference> References)
{
    /// <summary>As if these had been read back.</summary>
    public static SeenBefore Of(IEnumerable<PublishedDocument> documents, IEnumerable<PublishedReference> references) =>
        new(documents.ToDictionary(document => document.Id, document => (document.VisibleFrom, document.VisibleUntil)), references.ToLookup(reference => reference.FromId));

    /// <summary>Those that decide who sees what they lead to.</summary>
    public IReadOnlySet<(Guid From, string Relation, Guid To)> Deciding { get; } = All(References)
        .Where(reference => reference.ToType == "media" || reference.Relation is Relations.SectionItem or Relations.Newsletter)
        .Select(reference => (reference.FromId, reference.Relation, reference.ToId)).ToHashSet();

    public IEnumerable<Guid> Media => All(References).Where(reference => reference.ToType == "media").Select(reference => reference.ToId);

    public IEnumerable<Guid> TargetsOf(Item item) => References[item.Id.Value].Select(reference => reference.ToId);

    private static IEnumerable<PublishedReference> All(ILookup<Guid, PublishedReference> references) => references.SelectMany(group => group);
}

/// <summary>
/// Finds what changes for readers along with other items, so that the log names it too: what refers to an item that appears, articles in the
/// sections of an edition, media, the episodes of a podcast.
/// </summary>
public sealed class TouchedItems(IEditorialDb db)
{
    internal async Task<SeenBefore> LookAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var windows = await db.Documents.Where(document => ids.Contains(document.Id)).Select(document => new { document.Id, document.VisibleFrom, document.VisibleUntil })
            .ToDictionaryAsync(row => row.Id, row => (row.VisibleFrom, row.VisibleUntil), cancellationToken);
        // What readers do not see leads them nowhere.
        if (windows.Count == 0) return new(windows, Enumerable.Empty<PublishedReference>().ToLookup(reference => reference.FromId));
        var references = await db.PublishedReferences.AsNoTracking().Where(reference => ids.Contains(reference.FromId)).ToListAsync(cancellationToken);
        return new(windows, references.ToLookup(reference => reference.FromId));
    }

    /// <summary>Those that readers saw before and see at other times now.</summary>
    internal static IReadOnlyList<Guid> Moved(SeenBefore before, SeenBefore after) =>
        [.. after.Windows.Where(one => before.Windows.TryGetValue(one.Key, out var window) && window != one.Value).Select(one => one.Key)];

    /// <param name="known">What is in the log anyway.</param>
    /// <param name="more">What is to be named beside what is found.</param>
    internal async Task<IReadOnlyList<LogEntry>> EntriesAsync(SeenBefore before, SeenBefore after, IReadOnlyCollection<Guid> known, IEnumerable<Guid> more, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turned = before.Windows.Keys.Union(after.Windows.Keys)
            .Where(id => !before.Windows.TryGetValue(id, out var was) || !after.Windows.TryGetValue(id, out var now) || was != now).ToHashSet();
        var appearing = turned.Where(after.Windows.ContainsKey).ToList();
        var referrers = await db.PublishedReferences.Where(reference => appearing.Contains(reference.ToId)).Select(reference => reference.FromId).Distinct().ToListAsync(cancellationToken);
        var changed = before.Deciding.Union(after.Deciding).Where(reference => turned.Contains(reference.From) || before.Deciding.Contains(reference) != after.Deciding.Contains(reference)).ToList();
        var podcasts = changed.Where(reference => reference.Relation == Relations.Newsletter).Select(reference => reference.From).Distinct().ToList();
        var touched = changed.Where(reference => reference.Relation != Relations.Newsletter).Select(reference => reference.To).Concat(referrers).Concat(more).Except(known).ToList();
        if (touched.Count == 0 && podcasts.Count == 0) return [];
        // A recording brings its poster and captions along.
        touched.AddRange((await db.PublishedReferences.Where(reference => touched.Contains(reference.FromId) && reference.FromType == "media").Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken)).Except(known));
        // Who is limited to one of these may have had what is touched.
        var newsletters = before.Deciding.Union(after.Deciding).Where(reference => reference.Relation == Relations.Newsletter).Select(reference => reference.To).Distinct().ToArray();
        return [.. (await db.Documents.Where(document => touched.Contains(document.Id) || (document.Type == "episode" && podcasts.Contains(document.SeriesId!.Value) && !known.Contains(document.Id)))
            .OrderBy(document => document.Id).Select(document => new { document.Id, document.Type, document.Revision }).ToListAsync(cancellationToken))
            .Select(row => new LogEntry { Operation = "upsert", Type = row.Type, ItemId = row.Id, Revision = row.Revision, At = now, Touches = newsletters })];
    }
}

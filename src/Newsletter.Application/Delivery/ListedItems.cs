using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>Items as lists show them to everybody who asks for nothing more: remembered, or rendered from documents that are loaded for that.</summary>
internal sealed class ListedItems(Reading reading)
{
    /// <returns>Fewer than were asked for where something was published in between; the answer is made again then.</returns>
    public async Task<IReadOnlyList<ListedItem>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new ListedItem?[ids.Count];
        List<Guid>? missing = null;
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = reading.Recall(memory => memory.Listed, ids[at])?.Value;
            if (found[at] is null) (missing ??= []).Add(ids[at]);
        }
        if (missing is null) return found!;
        var made = await MakeAsync(missing, cancellationToken);
        for (var at = 0; at < found.Length; at++) found[at] ??= made.GetValueOrDefault(ids[at]);
        return [.. found.OfType<ListedItem>()];
    }

    private async Task<Dictionary<Guid, ListedItem>> MakeAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var (now, moment) = (reading.Sight.Now, await reading.MomentAsync(cancellationToken));
        var roots = await reading.NumberedDb.Documents.Where(document => ids.Contains(document.Id)).Whole(reading.NumberedDb, BodyForms.None).ToListAsync(cancellationToken);
        if (roots.Count == 0) reading.ReachedUnknown();
        else reading.Reached(roots[0].Number);
        var (found, references) = await ItemsAnswer.LoadAsync(reading, Projection.Bare, roots, cancellationToken);
        var maker = new AnswerMaker(reading.Address, now, Projection.Bare, references);
        using var output = new DocumentBuffer();
        var made = new Dictionary<Guid, ListedItem>();
        for (var at = 0; at < roots.Count; at++)
        {
            var root = roots[at];
            output.Truncate(0);
            maker.Write(root, found[at], output);
            var gathered = FoundOnReading.MadeFrom([root]);
            var item = new ListedItem(references.Rendered(output.ToArray(), root, found[at]), gathered);
            made[root.Id] = item;
            reading.Learn(memory => memory.Listed, root.Id, item, gathered.And(shown: item.Rendered.Wanted), moment.ChangesAt);
        }
        return made;
    }
}

/// <param name="Gathered">What decides about it besides what it shows.</param>
internal sealed record ListedItem(RenderedItem Rendered, MadeFrom Gathered);

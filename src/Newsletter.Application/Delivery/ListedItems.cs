namespace Newsletter.Application.Delivery;

/// <summary>Items as lists show them to everybody who asks for nothing more: remembered, or rendered from documents that are loaded for that.</summary>
internal sealed class ListedItems(Reading reading)
{
    /// <returns>Fewer than were asked for where something was published in between; the answer is made again then.</returns>
    public async Task<IReadOnlyList<RenderedItem>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new RenderedItem?[ids.Count];
        List<Guid>? missing = null;
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = reading.Recall(memory => memory.Listed, ids[at])?.Value;
            if (found[at] is null) (missing ??= []).Add(ids[at]);
        }
        if (missing is null) return found!;
        var made = await MakeAsync(missing, cancellationToken);
        for (var at = 0; at < found.Length; at++) found[at] ??= made.GetValueOrDefault(ids[at]);
        return [.. found.OfType<RenderedItem>()];
    }

    private async Task<Dictionary<Guid, RenderedItem>> MakeAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var moment = await reading.MomentAsync(cancellationToken);
        var roots = await reading.WholeAsync(ids, BodyForms.None, cancellationToken);
        var (found, references) = await ItemsAnswer.LoadAsync(reading, Projection.Bare, roots, cancellationToken);
        var maker = new AnswerMaker(reading.Address, reading.Sight.Now, Projection.Bare, references);
        using var output = new DocumentBuffer();
        var made = new Dictionary<Guid, RenderedItem>();
        foreach (var (root, members) in roots.Zip(found))
        {
            output.Truncate(0);
            maker.Write(root, members, output);
            var item = made[root.Id] = references.Rendered(output.ToArray(), root, FoundOnReading.MadeFrom([root]), members);
            reading.Learn(memory => memory.Listed, root.Id, item, item.Showing.MadeFrom.Value, moment.ChangesAt);
        }
        return made;
    }
}

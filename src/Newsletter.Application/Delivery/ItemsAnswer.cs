namespace Newsletter.Application.Delivery;

/// <summary>Makes the JSON of one or many items with everything shown along with them.</summary>
internal static class ItemsAnswer
{
    /// <param name="list">The list that the items stand in; null for a single item.</param>
    /// <param name="writeRest">Writes what follows data.</param>
    /// <param name="addTo">Adds to an item what the list alone says of it.</param>
    public static async Task<Answer> MakeAsync(Reading reading, Projection projection, IReadOnlyList<ShownDocument> roots,
        DeliveryResource? list, Action<DocumentBuffer> writeRest, CancellationToken cancellationToken, Action<ShownDocument, DocumentBuffer>? addTo = null)
    {
        var now = reading.Sight.Now;
        var (found, references) = await LoadAsync(reading, projection, roots, cancellationToken);
        var maker = new AnswerMaker(reading.Address, now, projection, references);
        var output = Write(list is not null, roots.Count, WriteItem, writeRest);
        var shown = Showing.Of([.. roots, .. references.Loaded], () => FoundOnReading.MadeFrom(roots).And(shown: roots.Select(root => root.Id).Concat(references.Wanted)), now);
        return Showing.Join(output, [shown, .. references.Remembered], list);

        void WriteItem(int at, DocumentBuffer to)
        {
            maker.Write(roots[at], found[at], to);
            if (list is { IsBreaking: true }) AnswerMaker.AddUntil(roots[at], to);
            addTo?.Invoke(roots[at], to);
        }
    }

    /// <summary>A list of items as everybody sees them who asks for nothing more.</summary>
    public static async Task<Answer> MakePlainAsync(Reading reading, IReadOnlyList<Guid> ids, DeliveryResource list, Action<DocumentBuffer> writeRest, CancellationToken cancellationToken)
    {
        var items = await new ListedItems(reading).FindAsync(ids, cancellationToken);
        var output = Write(true, items.Count, (at, to) => to.Append(items[at].Json), writeRest);
        return Showing.Join(output, [.. items.Select(item => item.Showing)], list);
    }

    /// <summary>Finds what other publications decide about items, and loads what they refer to.</summary>
    public static async Task<(byte[][] Found, References References)> LoadAsync(Reading reading, Projection projection, IReadOnlyList<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var found = await new FoundOnReading(reading).FindAsync(roots, cancellationToken);
        var references = new References(reading, projection);
        foreach (var root in roots) references.Want(root.Summary!, root.Blocks);
        foreach (var one in found) references.Want(one);
        await references.LoadAsync(cancellationToken);
        return (found, references);
    }

    /// <returns>To be given back by whoever sends the answer.</returns>
    private static DocumentBuffer Write(bool isList, int count, Action<int, DocumentBuffer> writeItem, Action<DocumentBuffer> writeRest)
    {
        var output = new DocumentBuffer();
        output.Append(isList ? "{\"data\":["u8 : "{\"data\":"u8);
        for (var at = 0; at < count; at++)
        {
            if (at > 0) output.Append((byte)',');
            writeItem(at, output);
        }
        if (isList) output.Append((byte)']');
        writeRest(output);
        output.Append((byte)'}');
        return output;
    }
}

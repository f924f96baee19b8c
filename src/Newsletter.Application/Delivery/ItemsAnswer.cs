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
        using var output = new DocumentBuffer();
        output.Append(list is null ? "{\"data\":"u8 : "{\"data\":["u8);
        for (var at = 0; at < roots.Count; at++)
        {
            if (at > 0) output.Append((byte)',');
            maker.Write(roots[at], found[at], output);
            if (list is { IsBreaking: true }) AnswerMaker.AddUntil(roots[at], output);
            addTo?.Invoke(roots[at], output);
        }
        if (list is not null) output.Append((byte)']');
        writeRest(output);
        output.Append((byte)'}');
        List<ShownDocument> shown = [.. roots, .. references.Loaded];
        return new(output.ToArray())
        {
            LastModified = LastModified(shown),
            MadeFrom = new(() => FoundOnReading.MadeFrom(roots).And(shown: roots.Select(root => root.Id).Concat(references.Wanted))),
            SurrogateKeys = Delivery.SurrogateKeys.Of(shown, list?.SurrogateKeys ?? []),
            ChangesAt = ChangesAt(shown, now),
        };
    }

    private static DateTimeOffset LastModified(List<ShownDocument> shown)
    {
        var last = DateTimeOffset.UnixEpoch;
        foreach (var document in shown) if (document.UpdatedAt > last) last = document.UpdatedAt;
        return last;
    }

    /// <summary>When something in it goes, cools down or says something else.</summary>
    private static DateTimeOffset? ChangesAt(List<ShownDocument> shown, DateTimeOffset now)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var document in shown)
        {
            Take(document.VisibleUntil);
            if (document.BreakingUntil is { } cools) Take(cools);
            if (document.Bodies.ChangesAt(now) is { } changes) Take(changes);
        }
        return next == DateTimeOffset.MaxValue ? null : next;

        void Take(DateTimeOffset instant)
        {
            if (instant > now && instant < next) next = instant;
        }
    }

    /// <summary>Finds what other publications decide about items, and loads what they refer to.</summary>
    public static async Task<(byte[][] Found, References References)> LoadAsync(Reading reading, Projection projection, IReadOnlyList<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var found = await new FoundOnReading(reading).FindAsync(roots, cancellationToken);
        var references = new References(reading, projection.Includes);
        foreach (var root in roots) references.Want(root.Summary!, root.Blocks);
        foreach (var one in found) references.Want(one);
        await references.LoadAsync(cancellationToken);
        return (found, references);
    }
}

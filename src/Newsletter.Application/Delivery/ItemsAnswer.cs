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
        var (documents, references) = await LoadAsync(reading, projection, roots, cancellationToken);
        var maker = new AnswerMaker(reading.Address, now, projection, references);
        using var output = new DocumentBuffer();
        output.Append(list is null ? "{\"data\":"u8 : "{\"data\":["u8);
        for (var at = 0; at < roots.Count; at++)
        {
            if (at > 0) output.Append((byte)',');
            maker.Write(roots[at], documents[at], output);
            if (list is { IsBreaking: true }) AnswerMaker.AddUntil(roots[at], output);
            addTo?.Invoke(roots[at], output);
        }
        if (list is not null) output.Append((byte)']');
        writeRest(output);
        output.Append((byte)'}');
        List<ShownDocument> shown = [.. roots, .. references.Loaded];
        return new(output.ToArray())
        {
            LastModified = shown.Select(document => document.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            MadeFrom = new(() => FoundOnReading.MadeFrom(roots).And(shown: roots.Select(root => root.Id).Concat(references.Wanted))),
            SurrogateKeys = Delivery.SurrogateKeys.Of(shown, list?.SurrogateKeys ?? []),
            ChangesAt = shown.Select(document => (DateTimeOffset?)document.VisibleUntil).Concat(shown.Select(document => document.BreakingUntil))
                .Concat(roots.Select(root => root.Bodies.ChangesAt(now))).Where(instant => instant > now).Min(),
        };
    }

    /// <summary>Completes stored documents with what other publications decide, and loads what they refer to.</summary>
    public static async Task<(IReadOnlyList<byte[]> Documents, References References)> LoadAsync(Reading reading, Projection projection, IReadOnlyList<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var documents = await new FoundOnReading(reading).AddToAsync(roots, cancellationToken);
        var references = new References(reading, projection.Includes);
        await references.LoadAsync([.. documents, .. roots.Select(root => root.Blocks).OfType<byte[]>()], cancellationToken);
        return (documents, references);
    }
}

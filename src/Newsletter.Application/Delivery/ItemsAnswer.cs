namespace Newsletter.Application.Delivery;

/// <summary>Makes the JSON of one or many items with everything shown along with them.</summary>
internal static class ItemsAnswer
{
    /// <param name="list">The list that the items stand in; null for a single item.</param>
    /// <param name="writeRest">Writes what follows data.</param>
    /// <param name="addTo">Adds to an item what the list alone says of it.</param>
    public static async Task<Answer> MakeAsync(IDeliveryDb db, PlaneAddress address, Sight sight, Projection projection, IReadOnlyList<ShownDocument> roots,
        DeliveryResource? list, Action<DocumentBuffer> writeRest, CancellationToken cancellationToken, Action<ShownDocument, DocumentBuffer>? addTo = null)
    {
        var (documents, references) = await LoadAsync(db, sight, projection, roots, cancellationToken);
        var maker = new AnswerMaker(address, sight.Now, projection, references);
        var output = new DocumentBuffer();
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
        var shown = roots.Concat(references.Loaded).ToList();
        return new(output.ToArray())
        {
            LastModified = shown.Select(document => document.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            MadeFrom = FoundOnReading.MadeFrom(roots).And(shown: roots.Select(root => root.Id).Concat(references.Wanted)),
            SurrogateKeys = Delivery.SurrogateKeys.Of(shown, list?.SurrogateKeys ?? []),
            ChangesAt = shown.Select(document => (DateTimeOffset?)document.VisibleUntil).Concat(shown.Select(document => document.BreakingUntil))
                .Concat(roots.Select(root => root.Bodies.ChangesAt(sight.Now))).Where(instant => instant > sight.Now).Min(),
        };
    }
    /// <summary>Completes stored documents with what other publications decide, and loads what they refer to.</summary>
    public static async Task<(IReadOnlyList<byte[]> Documents, References References)> LoadAsync(IDeliveryDb db, Sight sight, Projection projection, IReadOnlyList<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var documents = await new FoundOnReading(db, sight).AddToAsync(roots, cancellationToken);
        var references = new References(db, sight, projection.Includes);
        await references.LoadAsync([.. documents, .. roots.Select(root => root.Blocks).OfType<byte[]>()], cancellationToken);
        return (documents, references);
    }
}

namespace Newsletter.Application.Delivery;

/// <summary>An item rendered once for everybody, with what an answer in which it stands has to say of it.</summary>
internal sealed record RenderedItem(byte[] Json, Showing Showing);

/// <summary>What an answer has to say of what it shows.</summary>
/// <param name="LastModified">When what is shown last changed.</param>
/// <param name="ChangesAt">When something in it goes, cools down or says something else.</param>
/// <param name="SurrogateKeys">Of everything that is shown, without repetition.</param>
/// <param name="MadeFrom">Worked out only where something is kept.</param>
internal sealed record Showing(DateTimeOffset LastModified, DateTimeOffset? ChangesAt, string[] SurrogateKeys, Lazy<MadeFrom> MadeFrom)
{
    public static Showing Of(IReadOnlyCollection<ShownDocument> shown, Func<MadeFrom> madeFrom, DateTimeOffset now)
    {
        var (last, next) = (DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        foreach (var document in shown)
        {
            if (document.UpdatedAt > last) last = document.UpdatedAt;
            Take(document.VisibleUntil);
            if (document.BreakingUntil is { } cools) Take(cools);
            if (document.Bodies.ChangesAt(now) is { } changes) Take(changes);
        }
        return new(last, next == DateTimeOffset.MaxValue ? null : next, [.. shown.Select(document => document.SurrogateKey).Distinct()], new(madeFrom));

        void Take(DateTimeOffset instant)
        {
            if (instant > now && instant < next) next = instant;
        }
    }

    /// <summary>The answer that shows all of these.</summary>
    /// <param name="written">Its bytes.</param>
    /// <param name="list">The list that they stand in; null for a single item.</param>
    public static Answer Join(DocumentBuffer written, IReadOnlyList<Showing> parts, DeliveryResource? list)
    {
        var (last, next) = (DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        foreach (var part in parts)
        {
            if (part.LastModified > last) last = part.LastModified;
            if (part.ChangesAt < next) next = part.ChangesAt.Value;
        }
        return new(written.Memory)
        {
            Buffer = written,
            LastModified = last,
            ChangesAt = next == DateTimeOffset.MaxValue ? null : next,
            SurrogateKeys = Delivery.SurrogateKeys.Of(parts, list?.SurrogateKeys ?? []),
            MadeFrom = new(() => new MadeFrom().And(parts.SelectMany(part => part.MadeFrom.Value.Shown), parts.SelectMany(part => part.MadeFrom.Value.Gathered))),
        };
    }
}

namespace Newsletter.Application.Delivery;

/// <summary>What was rendered of one item or of many, with what an answer has to say of it.</summary>
/// <param name="Json">Either as a whole, or members that stand behind others.</param>
/// <param name="LastModified">When what is shown last changed.</param>
/// <param name="ChangesAt">When something in it goes, cools down or says something else.</param>
/// <param name="SurrogateKeys">Of everything that is shown, without repetition.</param>
/// <param name="Wanted">All that is shown, or would be if readers saw it.</param>
internal sealed record RenderedItem(byte[] Json, DateTimeOffset LastModified, DateTimeOffset? ChangesAt, string[] SurrogateKeys, IReadOnlyCollection<Guid> Wanted)
{
    /// <param name="shown">What is seen of what is wanted.</param>
    public static RenderedItem Of(byte[] json, IReadOnlyCollection<ShownDocument> shown, IReadOnlyCollection<Guid> wanted, DateTimeOffset now)
    {
        var (last, next) = (DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        foreach (var document in shown)
        {
            if (document.UpdatedAt > last) last = document.UpdatedAt;
            Take(document.VisibleUntil);
            if (document.BreakingUntil is { } cools) Take(cools);
            if (document.Bodies.ChangesAt(now) is { } changes) Take(changes);
        }
        return new(json, last, next == DateTimeOffset.MaxValue ? null : next, [.. shown.Select(document => document.SurrogateKey).Distinct()], wanted);

        void Take(DateTimeOffset instant)
        {
            if (instant > now && instant < next) next = instant;
        }
    }

    /// <summary>The answer that consists of these.</summary>
    /// <param name="written">Its bytes.</param>
    /// <param name="list">The list that they stand in; null for a single item.</param>
    /// <param name="gathered">What is gathered for them (<see cref="FoundOnReading.MadeFrom"/>).</param>
    public static Answer Join(DocumentBuffer written, IReadOnlyList<RenderedItem> parts, DeliveryResource? list, Func<MadeFrom> gathered)
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
            MadeFrom = new(() => gathered().And(shown: parts.SelectMany(part => part.Wanted))),
        };
    }
}

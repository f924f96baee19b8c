namespace Newsletter.Application.Delivery;

/// <summary>Something read from what is published, with the number of the publication log and the time at which it was so.</summary>
/// <param name="since">When it was read; time may have been different before.</param>
/// <param name="until">From then on it is different by itself.</param>
internal abstract class Remembered(MadeFrom from, long number, DateTimeOffset since, DateTimeOffset until)
{
    /// <summary>The position of the log at which it was last found to hold.</summary>
    private long goodAt = -1;

    /// <summary>Whether what is published is the same in this at another number of the log, which may be before or after.</summary>
    public bool HoldsAt(long asked, DateTimeOffset now, PublishedChanges changes)
    {
        if (now < since || now >= until || changes.Followed is not { } position || position < Math.Max(asked, number)) return false;
        if (asked >= number && Volatile.Read(ref goodAt) == position) return true;
        if (!changes.Holds(from, Math.Min(asked, number))) return false;
        if (asked >= number) Volatile.Write(ref goodAt, position);
        return true;
    }
}

internal sealed class Remembered<T>(T value, MadeFrom from, long number, DateTimeOffset since, DateTimeOffset until) : Remembered(from, number, since, until)
{
    public T Value => value;
}

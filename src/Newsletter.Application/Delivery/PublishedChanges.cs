using System.Collections.Concurrent;

namespace Newsletter.Application.Delivery;

/// <summary>
/// What the publication log said lately: the number of the last change of each item, of what refers to it, and of each type. It is filled by
/// following the log, in every process for itself. Whoever keeps an answer asks here whether it still holds.
/// </summary>
public sealed class PublishedChanges
{
    private const int MaxKnown = 500_000;

    private readonly ConcurrentDictionary<Guid, long> changed = new();
    private readonly ConcurrentDictionary<Guid, long> touched = new();
    private readonly ConcurrentDictionary<string, long> types = new();
    private long floor;
    private long position = -1;
    private int suspicions;

    /// <summary>As <see cref="Followed"/>; null also while this process knows of changes that it has not read.</summary>
    public long? Position => Volatile.Read(ref suspicions) > 0 ? null : Followed;

    /// <summary>The number up to which the log was read; null before the first look.</summary>
    public long? Followed => Volatile.Read(ref position) is -1 ? null : Volatile.Read(ref position);

    /// <summary>Raised when the log should be read at once.</summary>
    public Signal Wanted { get; } = new ReadSignal();

    /// <summary>This process has just published: what is kept is not to be believed before the log has been read.</summary>
    public void Suspect()
    {
        Interlocked.Increment(ref suspicions);
        Wanted.Raise();
    }

    /// <summary>Where following begins, or goes on after more was missed than is worth reading: nothing older is believed.</summary>
    public void Restart(long at)
    {
        Volatile.Write(ref floor, at);
        changed.Clear();
        touched.Clear();
        types.Clear();
        Follow([], at);
    }

    /// <param name="entries">All between the last position and this one.</param>
    public void Follow(IEnumerable<LogEntry> entries, long at)
    {
        foreach (var entry in entries)
        {
            changed[entry.ItemId] = entry.Sequence;
            types[entry.Type] = entry.Sequence;
            foreach (var target in entry.Touches) touched[target] = entry.Sequence;
        }
        if (changed.Count + touched.Count > MaxKnown)
        {
            Restart(at);
            return;
        }
        Volatile.Write(ref position, at);
    }

    /// <summary>How often it was suspected so far; to be asked before reading, and given to <see cref="Settle"/> after.</summary>
    public int Suspicions => Volatile.Read(ref suspicions);

    public void Settle(int read) => Interlocked.Add(ref suspicions, -read);

    /// <summary>Whether nothing that the answer was made from has changed since the number at which it was made.</summary>
    public bool Holds(MadeFrom from, long sequence)
    {
        if (sequence < Volatile.Read(ref floor)) return false;
        if (from.IsEverything) return sequence >= Volatile.Read(ref position);
        foreach (var type in from.Types) if (types.TryGetValue(type, out var at) && at > sequence) return false;
        foreach (var id in from.Shown) if (changed.TryGetValue(id, out var at) && at > sequence) return false;
        foreach (var id in from.Gathered) if (touched.TryGetValue(id, out var at) && at > sequence) return false;
        return true;
    }

    private sealed class ReadSignal : Signal;
}

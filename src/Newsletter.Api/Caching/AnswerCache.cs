using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Newsletter.Application.Delivery;

namespace Newsletter.Api.Caching;

/// <summary>How much of what was answered is kept in memory.</summary>
internal sealed class CacheSettings
{
    public bool Enabled { get; set; } = true;

    public int MaxMegabytes { get; set; } = 48;
}

/// <summary>
/// Answers that are everybody's, by path and query as they were asked for. One is good as long as the publication log names nothing that it was
/// made from and its next moment has not come; that is looked at when it is asked for, so nothing stale can be put back by a slow maker.
/// </summary>
internal sealed class AnswerCache(CacheSettings settings, PublishedChanges changes, TimeProvider time) : IDisposable
{
    /// <summary>Keys, headers and encodings.</summary>
    private const int Extra = 2_000;

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = settings.MaxMegabytes * 1_000_000L, CompactionPercentage = 0.2 });
    private readonly ConcurrentDictionary<string, TaskCompletionSource> making = new(StringComparer.Ordinal);

    private sealed class Kept(SentAnswer sent, long sequence)
    {
        private readonly MadeFrom madeFrom = sent.Answer.MadeFrom.Value;

        public SentAnswer Sent => sent;

        /// <summary>The position of the log at which it was last found good.</summary>
        public long GoodAt { get; set; } = -1;

        public bool Holds(PublishedChanges changes, long position)
        {
            if (GoodAt == position) return true;
            if (!changes.Holds(madeFrom, sequence)) return false;
            GoodAt = position;
            return true;
        }
    }

    public bool Enabled => settings.Enabled;

    public SentAnswer? Find(string key)
    {
        if (changes.Position is not { } position || !kept.TryGetValue(key, out Kept? found)) return null;
        if (found!.Holds(changes, position) && !(found.Sent.Answer.ChangesAt <= time.GetUtcNow())) return found.Sent;
        kept.Remove(key);
        return null;
    }

    public void Keep(string key, SentAnswer sent)
    {
        if (sent.Answer.Sequence is not { } sequence) return;
        sent.IsKept = true;
        // Encodings take about half as much again.
        kept.Set(key, new Kept(sent, sequence), new MemoryCacheEntryOptions { Size = Extra + (sent.Answer.Json.Length * 3 / 2) });
    }

    /// <summary>One at a time makes an answer that is not there; the others wait for it.</summary>
    /// <returns>Null for who makes it; else what to wait for.</returns>
    public Task? Enter(string key)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var present = making.GetOrAdd(key, mine);
        return present == mine ? null : present.Task;
    }

    public void Leave(string key)
    {
        if (making.TryRemove(key, out var made)) made.SetResult();
    }

    public void Dispose() => kept.Dispose();
}

/// <summary>Where the answer to a request is to be kept.</summary>
internal sealed class AnswerPlace(AnswerCache cache, string key)
{
    private int left;

    public void Keep(SentAnswer sent)
    {
        cache.Keep(key, sent);
        // Who waits need not wait until it is sent.
        Leave();
    }

    public void Leave()
    {
        if (Interlocked.Exchange(ref left, 1) == 0) cache.Leave(key);
    }
}

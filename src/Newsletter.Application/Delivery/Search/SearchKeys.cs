using System.Globalization;

namespace Newsletter.Application.Delivery.Search;

/// <summary>What the word index holds beside words. An underscore begins it, and no word has one.</summary>
public static class SearchKeys
{
    /// <summary>Shorter words have too many neighbours.</summary>
    private const int MinTypo = 4;

    private static readonly long WeekLength = TimeSpan.FromDays(7).Ticks;

    public static string Language(string language) => "_" + language;

    /// <summary>An author or tag of the item. Names are looked up when they are asked for, so a new name is found at once and rewrites nothing.</summary>
    public static string Named(Guid id) => $"_r{id:N}";

    /// <summary>The week of its publication; what is dated later than today counts as of today.</summary>
    public static string Week(DateTimeOffset at, DateTimeOffset now) => "_w" + ((at < now ? at : now).UtcTicks / WeekLength).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The word and what is left of it without one of its letters. Two words share one of these when a letter is wrong, missing, added or
    /// swapped with the next.
    /// </summary>
    public static IEnumerable<string> Typos(string word)
    {
        if (word.Length < MinTypo) return [];
        return Enumerable.Range(0, word.Length).Select(at => "_t" + word.Remove(at, 1)).Prepend("_t" + word).Distinct();
    }

    /// <summary>Whether two words share one of their <see cref="Typos"/>, without making them.</summary>
    public static bool AreTypos(ReadOnlySpan<char> longer, ReadOnlySpan<char> shorter)
    {
        if (longer.Length < shorter.Length) return AreTypos(shorter, longer);
        if (shorter.Length < MinTypo || longer.Length - shorter.Length > 1) return false;
        var alike = longer.CommonPrefixLength(shorter);
        longer = longer[alike..];
        shorter = shorter[alike..];
        while (shorter.Length > 0 && longer[^1] == shorter[^1])
        {
            longer = longer[..^1];
            shorter = shorter[..^1];
        }
        if (longer.Length != shorter.Length) return shorter.Length == 0;
        // A letter that was moved leaves the others in their order.
        return longer.Length < 2 || longer[1..].SequenceEqual(shorter[..^1]) || longer[..^1].SequenceEqual(shorter[1..]);
    }
}

namespace Newsletter.Domain;

/// <summary>One save of a working copy, as thinning sees it; needed is what was ever published and what a schedule waits to publish.</summary>
public readonly record struct SavedRevision(int Number, DateTimeOffset SavedAt, bool IsNeeded);

/// <summary>
/// Which revisions of a long history go. What is needed stays, and so do the first, the newest 50, the last of each hour for two
/// days, the last of each day for 90 days, and the last of each month before that.
/// </summary>
public static class RevisionThinning
{
    public const int NewestKept = 50;
    private const int HourlyDays = 2;
    private const int DailyDays = 90;

    /// <param name="revisions">In any order.</param>
    /// <returns>The numbers of the revisions to remove.</returns>
    public static IReadOnlyList<int> Surplus(IReadOnlyList<SavedRevision> revisions, DateTimeOffset now)
    {
        var newestFirst = revisions.OrderByDescending(revision => revision.Number).ToList();
        var seen = new HashSet<DateTimeOffset>();
        var surplus = new List<int>();
        for (var at = 0; at < newestFirst.Count; at++)
        {
            var revision = newestFirst[at];
            var isLastOfItsTime = seen.Add(Slot(revision.SavedAt.ToUniversalTime(), now));
            if (at >= NewestKept && at < newestFirst.Count - 1 && !revision.IsNeeded && !isLastOfItsTime) surplus.Add(revision.Number);
        }
        return surplus;
    }

    private static DateTimeOffset Slot(DateTimeOffset at, DateTimeOffset now) => (now - at).TotalDays switch
    {
        < HourlyDays => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero),
        < DailyDays => new(at.Year, at.Month, at.Day, 0, 0, 0, TimeSpan.Zero),
        _ => new(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero),
    };
}

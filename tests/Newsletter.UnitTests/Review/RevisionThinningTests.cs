using Newsletter.Domain;
using Xunit;

namespace Newsletter.UnitTests.Review;

public sealed class RevisionThinningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_short_history_is_kept_whole() =>
        Assert.Empty(RevisionThinning.Surplus(Every(TimeSpan.FromSeconds(1), RevisionThinning.NewestKept), Now));

    [Fact]
    public void What_was_published_the_first_and_the_newest_stay()
    {
        var history = Every(TimeSpan.FromMinutes(1), 400, published: [7, 133]);
        var surplus = RevisionThinning.Surplus(history, Now);
        Assert.NotEmpty(surplus);
        Assert.DoesNotContain(surplus, number => number is 1 or 7 or 133 || number > 400 - RevisionThinning.NewestKept);
    }

    [Fact]
    public void Older_times_keep_less()
    {
        var history = Every(TimeSpan.FromMinutes(10), 60_000);
        var gone = RevisionThinning.Surplus(history, Now).ToHashSet();
        var kept = history.Where(revision => !gone.Contains(revision.Number)).ToList();
        Assert.InRange(kept.Count(revision => Now - revision.SavedAt < TimeSpan.FromDays(2)), 48 + 40, 49 + 50);
        Assert.InRange(kept.Count(revision => Now - revision.SavedAt is var age && age >= TimeSpan.FromDays(2) && age < TimeSpan.FromDays(90)), 87, 89);
        Assert.InRange(kept.Count(revision => Now - revision.SavedAt >= TimeSpan.FromDays(90)), 10, 14);
    }

    [Fact]
    public void Thinning_twice_removes_nothing_more()
    {
        var history = Every(TimeSpan.FromMinutes(7), 5000);
        var gone = RevisionThinning.Surplus(history, Now).ToHashSet();
        Assert.Empty(RevisionThinning.Surplus([.. history.Where(revision => !gone.Contains(revision.Number))], Now));
    }

    /// <summary>Revisions 1 to n, the newest now.</summary>
    private static List<SavedRevision> Every(TimeSpan step, int count, params int[] published) =>
        [.. Enumerable.Range(1, count).Select(number => new SavedRevision(number, Now - (step * (count - number)), published.Contains(number)))];
}

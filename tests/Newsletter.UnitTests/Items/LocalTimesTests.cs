using System.Globalization;

namespace Newsletter.UnitTests.Items;

public sealed class LocalTimesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-01-15T09:00:00", "2026-01-15T08:00:00Z")]
    [InlineData("Europe/Berlin", "2026-07-15T09:00", "2026-07-15T07:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-01T05:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30:00-05:00", "2026-11-01T06:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:30:00", "2026-10-03T15:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "2026-04-04T14:45:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45:00+10:30", "2026-04-04T15:15:00Z")]
    [InlineData("Europe/Moscow", "2026-03-29T02:30:00", "2026-03-28T23:30:00Z")]
    [InlineData("Europe/Moscow", "2014-10-26T01:30:00+04:00", "2014-10-25T21:30:00Z")]
    [InlineData("Europe/Moscow", "2014-10-26T01:30:00+03:00", "2014-10-25T22:30:00Z")]
    [InlineData("Asia/Kathmandu", "2026-01-01T05:45:00", "2026-01-01T00:00:00Z")]
    [InlineData("UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    public void A_local_time_is_an_instant(string zone, string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), LocalTimes.Resolve(local, zone).Value);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:59:00", "2026-03-29T03:00:00")]
    [InlineData("America/New_York", "2026-03-08T02:00:00", "2026-03-08T01:59:00", "2026-03-08T03:00:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T01:59:00", "2026-10-04T02:30:00")]
    [InlineData("Europe/Moscow", "2011-03-27T02:30:00", "2011-03-27T01:59:00", "2011-03-27T03:00:00")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-29T23:59:00", "2011-12-31T00:00:00")]
    public void A_time_that_the_clocks_skip_names_its_neighbours(string zone, string local, string before, string after)
    {
        var issue = Assert.Single(LocalTimes.Resolve(local, zone).Error!.Issues);
        Assert.Equal(("/at", "skipped_local_time"), (issue.Pointer, issue.Code));
        Assert.Contains($"{before} and {after}", issue.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25T02:00:00", "+02:00 or +01:00")]
    [InlineData("America/New_York", "2026-11-01T01:59:59", "-04:00 or -05:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:30:00", "+11:00 or +10:30")]
    [InlineData("Europe/Moscow", "2014-10-26T01:00:00", "+04:00 or +03:00")]
    public void A_time_that_the_clocks_show_twice_needs_its_offset(string zone, string local, string offsets)
    {
        var issue = Assert.Single(LocalTimes.Resolve(local, zone).Error!.Issues);
        Assert.Equal(("/at", "ambiguous_local_time"), (issue.Pointer, issue.Code));
        Assert.Contains(offsets, issue.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nowhere/Here", "2026-01-01T00:00:00", "/timeZone unknown_time_zone")]
    [InlineData("W. Europe Standard Time", "2026-01-01T00:00:00", "/timeZone unknown_time_zone")]
    [InlineData("Europe/Berlin", "tomorrow", "/at bad_local_time")]
    [InlineData("Europe/Berlin", "0001-01-01T00:00:00", "/at bad_local_time")]
    [InlineData("America/New_York", "9999-12-31T23:59:59", "/at bad_local_time")]
    [InlineData("Europe/Berlin", "2026-01-01T00:00:00+05:00", "/at offset_contradicts_zone")]
    public void What_is_no_local_time_is_refused(string zone, string local, string error)
    {
        var issue = Assert.Single(LocalTimes.Resolve(local, zone).Error!.Issues);
        Assert.Equal(error, $"{issue.Pointer} {issue.Code}");
    }
}

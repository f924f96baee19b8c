using System.Diagnostics;
using System.Globalization;
using Newsletter.Domain.Publications;
using Newsletter.Infrastructure.Text;

namespace Newsletter.UnitTests.Editions;

public sealed class RecurrencesTests
{
    private const string EveryHour = "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23";
    private const string EveryMinute = "BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50";

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=FR", "2026-01-02", "2026-11-27", "2026-12-04")]
    [InlineData("FREQ=WEEKLY;BYDAY=FR", "2026-01-02", "2026-11-26", "2026-11-27")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-02", "2026-01-02", "2026-01-16")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-02", "2026-01-09", "2026-01-16")]
    [InlineData("FREQ=WEEKLY", "2026-01-01", "2026-11-23", "2026-11-26")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO", "2026-01-05", "2026-11-23", "2026-12-07")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "2026-01-05", "2026-12-07", "2027-01-04")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", "2026-02-01", "2026-02-27")]
    [InlineData("FREQ=DAILY", "2026-01-01", "2026-03-28", "2026-03-29")]
    [InlineData("FREQ=DAILY", "2026-01-01", "2026-03-29", "2026-03-30")]
    [InlineData("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-01-01", "2026-03-28", "2026-03-29")]
    [InlineData("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-01-01", "2026-10-24", "2026-10-25")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=6,18", "2026-01-01", "2026-11-27", "2026-11-30")]
    [InlineData("FREQ=DAILY;BYHOUR=6,18;COUNT=5", "2026-01-01", "2026-01-02", "2026-01-03")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2026-03-01", "2028-02-29")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2026-03-01", "2028-02-29")]
    [InlineData("FREQ=DAILY;UNTIL=20260110", "2026-01-01", "2026-01-09", "2026-01-10")]
    [InlineData("FREQ=DAILY", "1900-01-01", "2999-12-31", "3000-01-01")]
    public void The_next_day_of_a_cadence_is_found(string rule, string begin, string after, string next) =>
        Assert.Equal(Day(next), new Recurrences().Next(rule, Zone("Europe/Berlin"), Day(begin), Day(after)).Value);

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20260110", "Europe/Berlin", "2026-01-10")]
    [InlineData("FREQ=DAILY;UNTIL=20260110T120000", "Europe/Berlin", "2026-01-10")]
    [InlineData("FREQ=DAILY;BYHOUR=18;UNTIL=20260110T120000", "Europe/Berlin", "2026-01-09")]
    [InlineData("FREQ=DAILY;UNTIL=20260110T223000Z", "Europe/Berlin", "2026-01-10")]
    [InlineData("FREQ=DAILY;UNTIL=20260110T233000Z", "Europe/Berlin", "2026-01-11")]
    [InlineData("FREQ=DAILY;UNTIL=20260110T030000Z", "America/New_York", "2026-01-09")]
    [InlineData("FREQ=DAILY;UNTIL=20260110T103000Z", "Pacific/Kiritimati", "2026-01-11")]
    [InlineData("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "UTC", "2026-01-16")]
    public void A_cadence_ends_with_its_last_day_on_the_calendar_of_its_zone(string rule, string zone, string last)
    {
        var (recurrences, begin) = (new Recurrences(), Day("2026-01-01"));
        Assert.Equal(Day(last), recurrences.Next(rule, Zone(zone), begin, Day(last).AddDays(-1)).Value);
        Assert.Equal("cadence_ended", Assert.Single(recurrences.Next(rule, Zone(zone), begin, Day(last)).Error!.Issues).Code);
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6")]
    [InlineData("FREQ=YEARLY;INTERVAL=9999")]
    [InlineData("FREQ=DAILY;BYSETPOS=2")]
    [InlineData("FREQ=YEARLY;BYDAY=99MO")]
    [InlineData($"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;{EveryHour}")]
    public void A_rule_without_days_is_not_searched_for_ever(string rule)
    {
        Assert.True(RecurrenceRule.IsValid(rule));
        var watch = Stopwatch.StartNew();
        var next = new Recurrences().Next(rule, Zone("Europe/Berlin"), Day("1900-01-01"), Day("2026-11-23"));
        Assert.Equal("/date cadence_without_days", string.Join(' ', next.Error!.Issues.Select(issue => $"{issue.Pointer} {issue.Code}")));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData($"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;{EveryHour};{EveryMinute}")]
    [InlineData($"FREQ=DAILY;COUNT=9999;{EveryHour};{EveryMinute}")]
    public void A_rule_with_many_times_takes_no_longer(string rule)
    {
        Assert.True(RecurrenceRule.IsValid(rule));
        var watch = Stopwatch.StartNew();
        Assert.Equal(Day("2026-01-03"), new Recurrences().Next(rule, Zone("UTC"), Day("2026-01-01"), Day("2026-01-02")).Value);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Newsletter.Domain.Publications;

/// <summary>Recurrence rules (RFC 5545, section 3.3.10), from daily upwards: newsletters do not appear by the minute.</summary>
public static partial class RecurrenceRule
{
    private const int MaxLength = 300;
    private const string EndPart = "UNTIL=";
    private const string DayShape = "yyyyMMdd";

    private static readonly Dictionary<string, Regex> Parts = new()
    {
        ["FREQ"] = Frequency(),
        ["INTERVAL"] = Positive(),
        ["COUNT"] = Positive(),
        ["UNTIL"] = Until(),
        ["BYDAY"] = Days(),
        ["BYMONTH"] = Months(),
        ["BYMONTHDAY"] = MonthDays(),
        ["BYYEARDAY"] = YearDays(),
        ["BYSETPOS"] = YearDays(),
        ["BYWEEKNO"] = Weeks(),
        ["BYHOUR"] = Hours(),
        ["BYMINUTE"] = Minutes(),
        ["WKST"] = Weekday(),
    };

    public static bool IsValid(string rule)
    {
        if (rule.Length > MaxLength || !rule.StartsWith("FREQ=", StringComparison.Ordinal)) return false;
        var seen = new HashSet<string>();
        foreach (var part in rule.Split(';'))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !Parts.TryGetValue(part[..at], out var value) || !value.IsMatch(part[(at + 1)..]) || !seen.Add(part[..at])) return false;
        }
        return !(seen.Contains("COUNT") && seen.Contains("UNTIL")) && (UntilOf(rule) is not { } until || Read(until) is not null);
    }

    /// <summary>The last moment of a rule that has an end, as the zone's clocks show it; a day counts to its end.</summary>
    public static DateTime? End(string rule, TimeZoneInfo zone)
    {
        if (UntilOf(rule) is not { } until || Read(until) is not { } end) return null;
        return until.EndsWith('Z') ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(end, DateTimeKind.Utc), zone)
            : until.Length == DayShape.Length ? end.AddDays(1).AddTicks(-1) : end;
    }

    /// <summary>The rule without its end.</summary>
    public static string WithoutEnd(string rule) => string.Join(';', rule.Split(';').Where(part => !part.StartsWith(EndPart, StringComparison.Ordinal)));

    private static string? UntilOf(string rule) => rule.Split(';').FirstOrDefault(part => part.StartsWith(EndPart, StringComparison.Ordinal))?[EndPart.Length..];

    private static DateTime? Read(string until) =>
        DateTime.TryParseExact(until.TrimEnd('Z'), [DayShape, "yyyyMMdd'T'HHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) && end.Year is >= 1900 and < 3000 ? end : null;

    [GeneratedRegex(@"^(DAILY|WEEKLY|MONTHLY|YEARLY)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"^[1-9][0-9]{0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Positive();

    [GeneratedRegex(@"^[0-9]{8}(T[0-9]{6}Z?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Until();

    [GeneratedRegex(@"^([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Days();

    [GeneratedRegex(@"^([1-9]|1[0-2])(,([1-9]|1[0-2]))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Months();

    [GeneratedRegex(@"^[+-]?([1-9]|[12][0-9]|3[01])(,[+-]?([1-9]|[12][0-9]|3[01]))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex MonthDays();

    [GeneratedRegex(@"^[+-]?([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])(,[+-]?([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6]))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex YearDays();

    [GeneratedRegex(@"^[+-]?([1-9]|[1-4][0-9]|5[0-3])(,[+-]?([1-9]|[1-4][0-9]|5[0-3]))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Weeks();

    [GeneratedRegex(@"^(1?[0-9]|2[0-3])(,(1?[0-9]|2[0-3]))*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Hours();

    [GeneratedRegex(@"^[1-5]?[0-9](,[1-5]?[0-9])*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Minutes();

    [GeneratedRegex(@"^(MO|TU|WE|TH|FR|SA|SU)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Weekday();
}

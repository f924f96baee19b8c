using System.Globalization;

namespace Newsletter.Domain;

/// <summary>Local times of a zone as instants. A time that the clocks skip does not exist; one that they show twice needs its offset.</summary>
public static class LocalTimes
{
    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss";

    /// <param name="text">A local time such as 2026-03-29T02:30:00, with an offset only where the zone's clocks show it twice.</param>
    /// <param name="zone">IANA, for example Europe/Berlin.</param>
    public static Result<DateTimeOffset> Resolve(string text, string zone)
    {
        if (!zone.Contains('/', StringComparison.Ordinal) && zone != "UTC" || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var rules))
        {
            return Error.Invalid("/timeZone", "unknown_time_zone", "An IANA time zone is expected here, for example Europe/Berlin.");
        }
        var (clock, offset) = Split(text);
        if (!DateTime.TryParseExact(clock, [Shape, "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1900 or > 9000)
        {
            return Error.Invalid("/at", "bad_local_time", "With a time zone, at is a local time, for example 2026-03-29T09:00:00.");
        }
        var possible = Offsets(local, rules);
        if (possible.Count == 0) return Skipped(local, rules);
        if (offset is { } given)
        {
            return possible.Contains(given) ? new DateTimeOffset(local, given).ToUniversalTime()
                : Error.Invalid("/at", "offset_contradicts_zone", $"At this time {zone} has the offset {string.Join(" or ", possible.Select(Written))}.");
        }
        return possible.Count == 1 ? new DateTimeOffset(local, possible[0]).ToUniversalTime()
            : Error.Invalid("/at", "ambiguous_local_time", $"The clocks show this time twice; add the offset {string.Join(" or ", possible.Order().Reverse().Select(Written))}.");
    }

    private static Error Skipped(DateTime local, TimeZoneInfo rules)
    {
        var (before, after) = (local, local);
        while (Offsets(before, rules).Count == 0) before = before.AddMinutes(-1);
        while (Offsets(after, rules).Count == 0) after = after.AddMinutes(1);
        return Error.Invalid("/at", "skipped_local_time",
            $"The clocks skip this time; the nearest are {before.ToString(Shape, CultureInfo.InvariantCulture)} and {after.ToString(Shape, CultureInfo.InvariantCulture)}.");
    }

    /// <summary>
    /// The offsets with which the zone's clocks show this time. Found from instants, which have one offset each: what TimeZoneInfo says of
    /// local times leaves out zones that changed their standard time.
    /// </summary>
    private static List<TimeSpan> Offsets(DateTime local, TimeZoneInfo rules)
    {
        var clock = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        return [.. new[] { clock.AddDays(-1), clock.AddDays(1) }.Select(rules.GetUtcOffset).Distinct().Where(offset => rules.GetUtcOffset(clock - offset) == offset)];
    }

    private static (string Clock, TimeSpan? Offset) Split(string text)
    {
        if (text.EndsWith('Z')) return (text[..^1], TimeSpan.Zero);
        var sign = text.LastIndexOfAny(['+', '-']);
        return sign > 10 && TimeSpan.TryParseExact(text[(sign + 1)..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            ? (text[..sign], text[sign] == '-' ? -offset : offset)
            : (text, null);
    }

    private static string Written(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
}

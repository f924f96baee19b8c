using System.Globalization;
using System.Text;

namespace Newsletter.Application.Schedules;

/// <summary>Schedules as iCalendar (RFC 5545), for the calendars of an editorial team.</summary>
public static class Calendar
{
    /// <summary>Lines are folded so that none has more bytes.</summary>
    private const int MaxLineBytes = 75;

    public static string Write(IEnumerable<PlannedItem> schedules, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Newsletter//Schedules//EN");
        foreach (var (schedule, item) in schedules)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{schedule.Id}");
            Line(text, $"DTSTAMP:{Instant(now)}");
            Line(text, $"DTSTART:{Instant(schedule.DueAt)}");
            Line(text, $"SUMMARY:{Escape($"{schedule.Action}: {item.Title}")}");
            Line(text, $"DESCRIPTION:{Escape(Describe(schedule))}");
            Line(text, $"CATEGORIES:{schedule.State}");
            if (schedule.State is ScheduleState.Cancelled) Line(text, "STATUS:CANCELLED");
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Describe(Schedule schedule) =>
        schedule.ErrorCode is { } code ? $"{schedule.State}: {code}\n{schedule.ErrorMessage}" : $"{schedule.State}\n{schedule.CreatedByName}";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c == '\n') escaped.Append("\\n");
            else if (!char.IsControl(c)) escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>A folded line goes on after a space; no character is cut apart.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaxLineBytes)
            {
                text.Append("\r\n ");
                bytes = 1;
            }
            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}

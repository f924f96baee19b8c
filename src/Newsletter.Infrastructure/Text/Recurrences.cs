using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Newsletter.Application.Editions;
using Newsletter.Domain;
using RecurrenceRule = Newsletter.Domain.Publications.RecurrenceRule;

namespace Newsletter.Infrastructure.Text;

/// <summary>Days are counted on the zone's calendar without its clocks: a rule means what they show, on days of 23 hours too.</summary>
internal sealed class Recurrences : IRecurrences
{
    /// <summary>How far ahead of a rule's last day the next one is looked for.</summary>
    private const int Years = 40;

    public Result<DateOnly> Next(string rule, TimeZoneInfo zone, DateOnly begin, DateOnly after)
    {
        var (from, end) = (after.AddDays(1).ToDateTime(TimeOnly.MinValue), RecurrenceRule.End(rule, zone) ?? DateTime.MaxValue);
        if (end < from) return Ended;
        try
        {
            var recurrence = new Ical.Net.DataTypes.RecurrenceRule(RecurrenceRule.WithoutEnd(rule));
            var days = new RecurrencePatternEvaluator(recurrence).Evaluate(Floating(begin.ToDateTime(TimeOnly.MinValue)), Floating(from), Limit(recurrence.Frequency));
            var next = days.Select(period => (DateTime?)period.StartTime.Value).FirstOrDefault(at => at >= from);
            return next is { } found && found <= end ? DateOnly.FromDateTime(found) : Ended;
        }
        catch (Exception exception) when (exception is EvaluationException or ArgumentException)
        {
            return Error.Invalid("/date", "cadence_without_days", $"The cadence has no day in the next {Years} years; name the date.");
        }
    }

    private static Error Ended { get; } = Error.Invalid("/date", "cadence_ended", "The cadence has ended; name the date.");

    private static CalDateTime Floating(DateTime at) => new(at, hasTime: true);

    /// <summary>A rule like that for February 30 would be searched to the end of time.</summary>
    private static EvaluationOptions Limit(FrequencyType frequency) => new()
    {
        MaxUnmatchedIncrementsLimit = Years * frequency switch { FrequencyType.Daily => 366, FrequencyType.Weekly => 53, FrequencyType.Monthly => 12, _ => 1 },
    };
}

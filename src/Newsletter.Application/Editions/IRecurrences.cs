using Newsletter.Domain;

namespace Newsletter.Application.Editions;

/// <summary>Reads recurrence rules (RFC 5545).</summary>
public interface IRecurrences
{
    /// <summary>The first day of a rule that comes after another day. Takes bounded time, whatever the rule.</summary>
    /// <param name="rule">A valid rule.</param>
    /// <param name="zone">The zone whose clocks the rule means.</param>
    /// <param name="begin">The day that the rule counts from.</param>
    Result<DateOnly> Next(string rule, TimeZoneInfo zone, DateOnly begin, DateOnly after);
}

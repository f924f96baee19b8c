using System.Globalization;
using System.Text;

namespace Newsletter.Application.Delivery;

/// <summary>
/// A stored form of bodies that time changes, because what they lead to expires or appears: what holds at first and, each behind the instant
/// from which it holds, what holds later. So it is right at every instant, whatever runs or does not run then.
/// </summary>
internal static class TimedForm
{
    private const int TicksLength = 16;

    /// <summary>Adds what holds from an instant on, if it differs from what holds before.</summary>
    public static byte[] Then(this byte[] stored, DateTimeOffset from, byte[] later) => stored.AsSpan(stored.AsSpan().LastIndexOf(Marks.From) is var mark and >= 0 ? mark + 1 + TicksLength : 0).SequenceEqual(later)
        ? stored
        : [.. stored, Marks.From, .. Encoding.ASCII.GetBytes(from.UtcTicks.ToString("X16", CultureInfo.InvariantCulture)), .. later];

    /// <summary>What holds at an instant.</summary>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> stored, DateTimeOffset now)
    {
        while (true)
        {
            var mark = stored.IndexOf(Marks.From);
            if (mark < 0) return stored;
            if (Ticks(stored[(mark + 1)..]) > now.UtcTicks) return stored[..mark];
            stored = stored[(mark + 1 + TicksLength)..];
        }
    }

    /// <summary>When something else holds next; null when nothing else will.</summary>
    public static DateTimeOffset? ChangesAt(ReadOnlySpan<byte> stored, DateTimeOffset now)
    {
        for (var mark = stored.IndexOf(Marks.From); mark >= 0; mark = stored.IndexOf(Marks.From))
        {
            stored = stored[(mark + 1)..];
            if (Ticks(stored) is var ticks && ticks > now.UtcTicks) return new(ticks, TimeSpan.Zero);
        }
        return null;
    }

    private static long Ticks(ReadOnlySpan<byte> digits) => long.Parse(digits[..TicksLength], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

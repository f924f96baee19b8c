using System.Globalization;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Sync;

/// <summary>What comes next at a place in the feed.</summary>
internal enum SyncPhase
{
    /// <summary>More of all that there is.</summary>
    Walk,

    /// <summary>More of what time changed.</summary>
    Turned,

    /// <summary>What changed since.</summary>
    Changes,
}

/// <summary>A place in the feed.</summary>
/// <param name="Sequence">The log was told up to here.</param>
/// <param name="Through">What time changes was told up to here.</param>
/// <param name="Until">While a page is not enough for what time changed: up to here it is being told.</param>
/// <param name="After">The item behind which a walk goes on.</param>
internal sealed record SyncCursor(SyncPhase Phase, long Sequence, DateTimeOffset Through, DateTimeOffset Until, Guid After)
{
    public static Error Invalid { get; } = Cursors.Invalid with
    {
        Message = "This cursor was not made for these types and this caller; begin again without it.",
        Issues = [new("?cursor", "invalid_cursor", "Take cursors from nextCursor, leave types as it is and use the same key.")],
    };

    public static Error Expired { get; } = new(ErrorKind.Gone, "cursor_expired", "The changes after this cursor are not kept any more; begin again without it.");

    public static SyncCursor Begin(long sequence, DateTimeOffset now) => new(SyncPhase.Walk, sequence, now, now, Guid.Empty);

    /// <summary>Names the feed with all that decides what is in it.</summary>
    public static string Bind(IEnumerable<string> types, Sight sight) =>
        $"sync?{Text(types)}&{sight.Embargoed}&{Text(sight.Limits?.Newsletters)}&{Text(sight.Limits?.Tags)}&{Text(sight.Limits?.Regions)}";

    public static Result<SyncCursor> Read(string text, string feed, Cursors cursors)
    {
        if (cursors.Read(text, feed) is not { Failed: false, Value: { } cursor }) return Invalid;
        var parts = cursor.Value.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new SyncCursor((SyncPhase)parts[0], parts[1], new(parts[2], TimeSpan.Zero), new(parts[3], TimeSpan.Zero), cursor.Id);
    }

    public string Write(string feed, Cursors cursors) =>
        cursors.Write(new(string.Create(CultureInfo.InvariantCulture, $"{(int)Phase} {Sequence} {Through.UtcTicks} {Until.UtcTicks}"), After, false), feed);

    private static string Text<T>(IEnumerable<T>? values) => values is null ? "*" : string.Join(',', values.Select(value => value!.ToString()).Order(StringComparer.Ordinal));
}

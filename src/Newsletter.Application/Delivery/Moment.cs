using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>Where the publication log stands, and when time alone changes what readers see.</summary>
/// <param name="Sequence">The number of the last publication or withdrawal.</param>
/// <param name="At">When that was.</param>
/// <param name="ChangedAt">When what readers see changed last, by a publication or by time.</param>
/// <param name="AppearsAt">When the next embargo ends.</param>
/// <param name="ChangesAt">When the next embargo, expiry or breaking end comes.</param>
/// <param name="Since">When this was read.</param>
internal sealed record Moment(long Sequence, DateTimeOffset At, DateTimeOffset ChangedAt, DateTimeOffset? AppearsAt, DateTimeOffset? ChangesAt, DateTimeOffset Since)
{
    /// <summary>What answers say of it: meta.</summary>
    public byte[] Json => field ??= JsonSerializer.SerializeToUtf8Bytes(new { asOf = At, sequence = Sequence }, ContentJson.Options);

    /// <summary>Whether it is the same at another time.</summary>
    public bool HoldsAt(long number, DateTimeOffset now) => number == Sequence && now >= Since && !(now >= ChangesAt);

    public static async Task<Moment> AtAsync(IDeliveryDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.LogPosition.Select(position => new
        {
            position.Sequence,
            position.At,
            Appears = db.Documents.Where(document => document.VisibleFrom > now).Min(document => (DateTimeOffset?)document.VisibleFrom),
            Goes = db.Documents.Where(document => document.VisibleUntil > now).Min(document => (DateTimeOffset?)document.VisibleUntil),
            Cools = db.Documents.Where(document => document.BreakingUntil > now).Min(document => document.BreakingUntil),
            Appeared = db.Documents.Where(document => document.VisibleFrom <= now).Max(document => (DateTimeOffset?)document.VisibleFrom),
            Went = db.Documents.Where(document => document.VisibleUntil <= now).Max(document => (DateTimeOffset?)document.VisibleUntil),
            Cooled = db.Documents.Where(document => document.BreakingUntil <= now).Max(document => document.BreakingUntil),
        }).SingleAsync(cancellationToken);
        var changed = new[] { row.At, row.Appeared ?? row.At, row.Went ?? row.At, row.Cooled ?? row.At }.Max();
        return new(row.Sequence, row.At, changed, row.Appears, new[] { row.Appears, row.Goes, row.Cools }.Where(instant => instant is not null).Min(), now);
    }
}

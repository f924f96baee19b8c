using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>Where the publication log stands, and when time alone changes what readers see next.</summary>
internal sealed record Moment(long Sequence, DateTimeOffset At, DateTimeOffset? ChangesAt)
{
    public static async Task<Moment> AtAsync(IDeliveryDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.LogPosition.Select(position => new
        {
            position.Sequence,
            position.At,
            Appears = db.Documents.Where(document => document.VisibleFrom > now).Min(document => (DateTimeOffset?)document.VisibleFrom),
            Goes = db.Documents.Where(document => document.VisibleUntil > now).Min(document => (DateTimeOffset?)document.VisibleUntil),
            Cools = db.Documents.Where(document => document.BreakingUntil > now).Min(document => document.BreakingUntil),
        }).SingleAsync(cancellationToken);
        return new(row.Sequence, row.At, new[] { row.Appears, row.Goes, row.Cools }.Where(instant => instant is not null).Min());
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Events;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Numbers many events in one transaction. The row that says the last number is locked first, so one process goes after the other.</summary>
internal sealed class EventNumbers(IDbContextFactory<EditorialDbContext> contexts) : IEventNumbers
{
    private const int AtOnce = 500;

    public async Task AssignAsync(CancellationToken cancellationToken)
    {
        while (await HasWaitingAsync(cancellationToken)) await AssignSomeAsync(cancellationToken);
    }

    private async Task<bool> HasWaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Events.AnyAsync(entry => entry.Sequence == null, cancellationToken);
    }

    private async Task AssignSomeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var done = await db.InTransactionAsync<bool>(async () =>
        {
            await db.EventPosition.ExecuteUpdateAsync(row => row.SetProperty(position => position.Sequence, position => position.Sequence), cancellationToken);
            var last = await db.EventPosition.Select(position => position.Sequence).SingleAsync(cancellationToken);
            foreach (var entry in await db.Events.Where(entry => entry.Sequence == null).OrderBy(entry => entry.Id).Take(AtOnce).ToListAsync(cancellationToken)) entry.Sequence = ++last;
            await db.EventPosition.ExecuteUpdateAsync(row => row.SetProperty(position => position.Sequence, last), cancellationToken);
            return true;
        }, cancellationToken);
        if (done.Failed) throw new InvalidOperationException($"Events could not be numbered: {done.Error.Code}");
    }
}

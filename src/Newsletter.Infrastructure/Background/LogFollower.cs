using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Delivery;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Background;

/// <summary>
/// Follows the publication log, where delivery reads, so that kept answers end soon after a publication in any process. While the database is
/// away what is kept is shown on.
/// </summary>
internal sealed partial class LogFollower(IServiceScopeFactory scopes, PublishedChanges changes, ILogger<LogFollower> logger) : BackgroundService
{
    /// <summary>A publication elsewhere is noticed after this at the latest. It is time that passes, whatever the program's clock says.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>More is not worth reading: everything that is kept is dropped instead.</summary>
    private const int MaxEntries = 5_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (wanted, suspicions) = (changes.Wanted.Next, changes.Suspicions);
            try
            {
                await ReadAsync(stoppingToken);
                changes.Settle(suspicions);
                failing = false;
                await wanted.WaitAsync(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) Log.CannotFollow(logger, exception);
                failing = true;
                await Task.Delay(Pause * 10, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
        var at = await db.LogPosition.Select(position => position.Sequence).SingleAsync(cancellationToken);
        if (at == changes.Followed) return;
        if (changes.Followed is not { } followed || at < followed || at - followed > MaxEntries)
        {
            changes.Restart(at);
            return;
        }
        var entries = await db.Log.Where(entry => entry.Sequence > followed && entry.Sequence <= at).ToListAsync(cancellationToken);
        changes.Follow(entries, at);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot follow the publication log; what is kept is shown on meanwhile.")]
        public static partial void CannotFollow(ILogger logger, Exception exception);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Removes, at the start and once a day, what began to come and never was kept.</summary>
internal sealed partial class StagedSweeper(IMediaStore store, TimeProvider time, ILogger<StagedSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Longer than any link for uploads is good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Looking takes a while in a full folder, and nobody waits for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.SweepStagedAsync(time.GetUtcNow() - Patience, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CannotSweep(logger, exception);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot remove what was uploaded and not kept; trying again in a day.")]
        public static partial void CannotSweep(ILogger logger, Exception exception);
    }
}

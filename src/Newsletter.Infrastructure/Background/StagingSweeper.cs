using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Removes, at the start and every ten minutes, what began to come and never was kept: from the staging folder, and from where the store keeps such.</summary>
internal sealed partial class StagingSweeper(UploadFolder uploads, IMediaStore store, TimeProvider time, ILogger<StagingSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

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
                uploads.Sweep(time.GetUtcNow());
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot remove what was uploaded and not kept; trying again in ten minutes.")]
        public static partial void CannotSweep(ILogger logger, Exception exception);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Removes what was left in the staging folder, at start and every ten minutes.</summary>
internal sealed partial class StagingSweeper(UploadFolder uploads, TimeProvider time, ILogger<StagingSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                uploads.Sweep(time.GetUtcNow());
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.CannotSweep(logger, exception);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot remove what was left in the staging folder; trying again in ten minutes.")]
        public static partial void CannotSweep(ILogger logger, Exception exception);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Newsletter.Infrastructure.Background;

/// <summary>Work that is done at the start and again after each pause. A failure is logged, once until it works again, and ends nothing.</summary>
/// <param name="work">What the work is, as a message about its failure begins.</param>
internal abstract partial class RepeatedWork(string work, TimeSpan pause, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    protected abstract Task DoAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DoAsync(stoppingToken);
                failing = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) Log.Failed(logger, exception, work, pause);
                failing = true;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(pause, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} failed; it is tried again every {Pause}.")]
        public static partial void Failed(ILogger logger, Exception exception, string work, TimeSpan pause);
    }
}

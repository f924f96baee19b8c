using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks every minute which recordings elsewhere are to be asked for. A machine without the internet finds none of them, and says nothing of it.</summary>
internal sealed partial class AvailabilityWatcher(IServiceScopeFactory scopes, MediaSettings settings, TimeProvider time, ILogger<AvailabilityWatcher> logger) : BackgroundService
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CheckAsync(stoppingToken)));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CannotLook(logger, exception);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var isDue = true;
        while (isDue)
        {
            await using var scope = scopes.CreateAsyncScope();
            isDue = await scope.ServiceProvider.GetRequiredService<CheckRecordings>().ExecuteAsync(TimeSpan.FromHours(settings.AvailabilityHours), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot check recordings elsewhere; trying again in a minute.")]
        public static partial void CannotLook(ILogger logger, Exception exception);
    }
}

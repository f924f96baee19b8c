using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks every minute whether the rights of media end within the week.</summary>
internal sealed partial class RightsWatcher(IServiceScopeFactory scopes, TimeProvider time, ILogger<RightsWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                while (await scope.ServiceProvider.GetRequiredService<WarnOfRights>().ExecuteAsync(stoppingToken) > 0) { }
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot look which rights end soon; trying again in a minute.")]
        public static partial void CannotLook(ILogger logger, Exception exception);
    }
}

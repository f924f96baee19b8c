using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application;
using Newsletter.Application.Access;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks twice a second whether somebody's rights have changed, here or in another process. While it cannot look, keys are asked for in the database.</summary>
internal sealed partial class AccessWatcher(IServiceScopeFactory scopes, KnownKeys known, TimeProvider time, ILogger<AccessWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = KnownKeys.Bound / 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                failing = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) Log.CannotLook(logger, exception);
                failing = true;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var at = time.GetTimestamp();
        var version = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().AccessVersion.Select(one => one.Version).SingleAsync(cancellationToken);
        known.Looked(version, at);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot look whether keys have changed; each request asks the database meanwhile.")]
        public static partial void CannotLook(ILogger logger, Exception exception);
    }
}

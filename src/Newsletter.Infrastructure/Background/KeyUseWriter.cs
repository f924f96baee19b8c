using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application;
using Newsletter.Application.Access;

namespace Newsletter.Infrastructure.Background;

/// <summary>Writes when keys were last used, apart from the requests that use them.</summary>
internal sealed partial class KeyUseWriter(IServiceScopeFactory scopes, KeyUses uses, TimeProvider time, ILogger<KeyUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync(stoppingToken.IsCancellationRequested);
        }
    }

    private async Task WriteAsync(bool isLast)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await uses.WriteAsync(scope.ServiceProvider.GetRequiredService<IEditorialDb>(), time.GetUtcNow(), isLast, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.CannotWrite(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot write when keys were last used; trying again.")]
        public static partial void CannotWrite(ILogger logger, Exception exception);
    }
}

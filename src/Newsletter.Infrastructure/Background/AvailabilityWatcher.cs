using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks every minute which recordings elsewhere are to be asked for. A machine without the internet finds none of them, and says nothing of it.</summary>
internal sealed class AvailabilityWatcher(IServiceScopeFactory scopes, MediaSettings settings, TimeProvider time, ILogger<AvailabilityWatcher> logger)
    : RepeatedWork("Checking recordings elsewhere", TimeSpan.FromMinutes(1), time, logger)
{
    private const int AtOnce = 4;

    protected override Task DoAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CheckAsync(cancellationToken)));

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var isDue = true;
        while (isDue)
        {
            await using var scope = scopes.CreateAsyncScope();
            isDue = await scope.ServiceProvider.GetRequiredService<CheckRecordings>().ExecuteAsync(TimeSpan.FromHours(settings.AvailabilityHours), cancellationToken);
        }
    }
}

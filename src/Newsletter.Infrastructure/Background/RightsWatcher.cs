using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks every minute whether the rights of media end within the week.</summary>
internal sealed class RightsWatcher(IServiceScopeFactory scopes, TimeProvider time, ILogger<RightsWatcher> logger)
    : RepeatedWork("Looking which rights end soon", TimeSpan.FromMinutes(1), time, logger)
{
    protected override async Task DoAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        while (await scope.ServiceProvider.GetRequiredService<WarnOfRights>().ExecuteAsync(cancellationToken) > 0) { }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Application;
using Newsletter.Application.Access;

namespace Newsletter.Infrastructure.Background;

/// <summary>Looks twice a second whether somebody's rights have changed, here or in another process. While it cannot look, keys are asked for in the database.</summary>
internal sealed class AccessWatcher(IServiceScopeFactory scopes, KnownKeys known, TimeProvider time, ILogger<AccessWatcher> logger)
    : RepeatedWork("Looking whether keys have changed", KnownKeys.Bound / 2, time, logger)
{
    protected override async Task DoAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var at = Time.GetTimestamp();
        var version = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().AccessVersion.Select(one => one.Version).SingleAsync(cancellationToken);
        known.Looked(version, at);
    }
}

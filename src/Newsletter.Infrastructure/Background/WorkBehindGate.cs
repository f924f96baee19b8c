using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Newsletter.Application;

namespace Newsletter.Infrastructure.Background;

/// <summary>Begins work in the background when editing is prepared.</summary>
internal sealed class WorkBehindGate<TWork>(TWork work, EditingGate gate) : BackgroundService where TWork : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await work.StopAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        await work.StartAsync(stoppingToken);
        await work.ExecuteTask!;
    }
}

internal static class WorkRegistration
{
    public static void AddWork<TWork>(this IServiceCollection services) where TWork : BackgroundService
    {
        services.TryAddSingleton<TWork>();
        services.AddHostedService<WorkBehindGate<TWork>>();
    }
}

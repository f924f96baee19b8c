using Newsletter.Application;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api.Http;

/// <summary>Tells load balancers whether to send requests here. One word, and never more than one question to the database in a second.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).WithMetadata(new AsksNobody()).ExcludeFromDescription();
        routes.MapGet("/health/ready", async (Readiness readiness) => await readiness.IsReadyAsync()
            ? Results.Text("ready")
            : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).WithMetadata(new AsksNobody()).ExcludeFromDescription();
    }
}

/// <summary>Whether all is prepared and the database answers, which is remembered for a second.</summary>
internal sealed class Readiness(EditingGate gate, Database database, TimeProvider time, IHostApplicationLifetime lifetime) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim one = new(1);
    private (bool Ready, DateTimeOffset At) last;

    public async Task<bool> IsReadyAsync()
    {
        if (!gate.IsOpen || lifetime.ApplicationStopping.IsCancellationRequested) return false;
        await one.WaitAsync();
        try
        {
            if (time.GetUtcNow() - last.At > Remembered) last = (await AsksAsync(), time.GetUtcNow());
            return last.Ready;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<bool> AsksAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            return await database.AnswersAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

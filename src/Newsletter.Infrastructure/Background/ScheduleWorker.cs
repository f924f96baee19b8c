using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newsletter.Application;
using Newsletter.Application.Schedules;
using Newsletter.Domain;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Background;

/// <summary>Does what was scheduled when its time comes, and at start what came due while the program was down, in that order.</summary>
internal sealed partial class ScheduleWorker(IServiceScopeFactory scopes, IDatabaseEngine engine, ScheduleSignal signal, TimeProvider time, ILogger<ScheduleWorker> logger) : BackgroundService
{
    private const int AtOnce = 100;

    /// <summary>A transaction of more keeps other publications waiting for too long.</summary>
    private const int Together = 20;

    /// <summary>Another process may have scheduled something.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var scheduled = signal.Next;
            var sleep = LongestSleep;
            try
            {
                sleep = await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CannotLook(logger, exception);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            if (sleep > TimeSpan.Zero) await SleepAsync(sleep, scheduled, stoppingToken);
        }
    }

    /// <returns>How long nothing will be due.</returns>
    private async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = await NextAsync(now, cancellationToken);
        var due = next.Where(row => row.DueAt <= now).ToList();
        foreach (var some in due.Chunk(Together)) await RunAsync([.. some.Select(row => row.Id)], cancellationToken);
        if (due.Count > 0) return TimeSpan.Zero;
        return next.Count == 0 || next[0].DueAt - now > LongestSleep ? LongestSleep : next[0].DueAt - now;
    }

    private async Task<List<(Guid Id, DateTimeOffset DueAt)>> NextAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Schedules
            .Where(schedule => schedule.State == ScheduleState.Pending && (schedule.RetryAt == null || schedule.RetryAt <= now))
            .OrderBy(schedule => schedule.DueAt).ThenBy(schedule => schedule.Id).Take(AtOnce)
            .Select(schedule => new { schedule.Id, schedule.DueAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => (row.Id, row.DueAt));
    }

    private async Task RunAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 1 && await AllDoneAsync(ids, cancellationToken)) return;
        // Each alone, so that one that fails keeps no other from its time.
        foreach (var id in ids) await RunAsync(id, cancellationToken);
    }

    private async Task<bool> AllDoneAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        try
        {
            return !(await InScopeAsync(run => run.ExecuteAsync(ids, cancellationToken))).Failed;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var done = await InScopeAsync(run => run.ExecuteAsync([id], cancellationToken));
            if (!done.Failed) return;
            // Somebody saved the item at the same moment.
            if (done.Error.Kind is ErrorKind.Stale) await PutOffAsync(id, done.Error, cancellationToken);
            else await FailAsync(id, done.Error, null, cancellationToken);
        }
        catch (Exception exception) when (engine.IsOutage(exception) && !cancellationToken.IsCancellationRequested)
        {
            await PutOffAsync(id, new(ErrorKind.Conflict, "unavailable", "The database did not answer, several times."), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(id, new(ErrorKind.Conflict, "internal_error", "Something went wrong here; the logs have it under the schedule's id."), exception, cancellationToken);
        }
    }

    private async Task PutOffAsync(Guid id, Error error, CancellationToken cancellationToken)
    {
        if (!await InScopeAsync(run => run.PutOffAsync(id, cancellationToken))) await FailAsync(id, error, null, cancellationToken);
    }

    private async Task FailAsync(Guid id, Error error, Exception? exception, CancellationToken cancellationToken)
    {
        Log.Failed(logger, exception, id, error.Code, error.Message);
        await InScopeAsync(run => run.FailAsync(id, error, cancellationToken));
    }

    private async Task<T> InScopeAsync<T>(Func<RunSchedule, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<RunSchedule>());
    }

    private async Task SleepAsync(TimeSpan sleep, Task scheduled, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(scheduled, Task.Delay(sleep, time, awake.Token));
        await awake.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Schedule {Id} failed: {Code} {Reason}")]
        public static partial void Failed(ILogger logger, Exception? exception, Guid id, string code, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Cannot look for what is due; trying again.")]
        public static partial void CannotLook(ILogger logger, Exception exception);
    }
}

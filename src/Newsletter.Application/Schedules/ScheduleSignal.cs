namespace Newsletter.Application.Schedules;

/// <summary>Tells the worker of this process that something was scheduled. Other processes find it when they look the next time.</summary>
public sealed class ScheduleSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something is scheduled. Take it before looking, so that nothing slips in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

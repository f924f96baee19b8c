namespace Newsletter.Application;

/// <summary>Wakes whoever waits in this process.</summary>
public abstract class Signal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is raised. Take it before looking, so that nothing slips in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

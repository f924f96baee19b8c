namespace Newsletter.Application;

/// <summary>Editing takes longer to prepare than reading, and readers do not wait for it. Whoever comes for more, or says who he is, does; so does work in the background.</summary>
public sealed class EditingGate
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => opened.Task.IsCompleted;

    public void Open() => opened.TrySetResult();

    public Task WaitAsync(CancellationToken cancellationToken) => opened.Task.WaitAsync(cancellationToken);
}

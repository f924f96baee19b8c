using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>
/// Where pictures are decoded and encoded: a few threads that run when nobody else wants the processors, so that a burst of pictures does not slow
/// answers. What libvips starts from them inherits that.
/// </summary>
internal sealed class PictureWork : IDisposable
{
    /// <summary>More than this waiting would be answered after the callers have gone.</summary>
    private const int MaxWaiting = 1_000;

    /// <summary>SCHED_IDLE of sched(7): such a thread gives way at once, where one of the lowest priority first ends its turn of some milliseconds.</summary>
    private const int WhenIdle = 5;

    private readonly BlockingCollection<Action> waiting = new(MaxWaiting);
    private readonly Lock starting = new();
    private readonly int workers;
    private bool started;

    public PictureWork(MediaSettings settings)
    {
        workers = settings.Workers;
        // Pictures are worked on side by side; each by more threads would only take more memory.
        NetVips.NetVips.Concurrency = 1;
        // Nothing is asked for twice in a row that a cache of operations could answer.
        NetVips.Cache.Max = 0;
    }

    /// <exception cref="MediaBusyException">Too much waits already.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        Start();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!waiting.TryAdd(Run, 0, cancellationToken)) throw new MediaBusyException();
        return done.Task;

        void Run()
        {
            try
            {
                if (cancellationToken.IsCancellationRequested) done.SetCanceled(cancellationToken);
                else done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    public void Dispose() => waiting.CompleteAdding();

    /// <summary>A program that gets no pictures needs no threads for them.</summary>
    private void Start()
    {
        lock (starting)
        {
            if (started) return;
            started = true;
            for (var n = 0; n < workers; n++) new Thread(Serve) { IsBackground = true, Name = "pictures", Priority = ThreadPriority.Lowest }.Start();
        }
    }

    private void Serve()
    {
        // There the priority of a managed thread means nothing to the system; this call is about the calling thread alone.
        if (OperatingSystem.IsLinux()) _ = SetScheduler(0, WhenIdle, 0);
        foreach (var work in waiting.GetConsumingEnumerable()) work();
    }

    /// <param name="priority">A structure of one number, which is 0 for threads without real time.</param>
    [DllImport("libc", EntryPoint = "sched_setscheduler"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in int priority);
}

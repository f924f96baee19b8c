using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.S3;

/// <summary>Keeps requests from waiting for a store that has not answered a few times in a row: one in a while tries, all others are told at once.</summary>
internal sealed class StoreCircuit(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock one = new();
    private int failures;
    private DateTimeOffset next;

    /// <exception cref="MediaStoreException">It is not worth asking now.</exception>
    public void Enter()
    {
        lock (one)
        {
            if (failures < Most) return;
            var now = time.GetUtcNow();
            if (now < next) throw new MediaStoreException("The store has not answered lately.");
            next = now + Pause;
        }
    }

    public void Answered()
    {
        lock (one) failures = 0;
    }

    public void Failed()
    {
        lock (one)
        {
            failures++;
            next = time.GetUtcNow() + Pause;
        }
    }
}

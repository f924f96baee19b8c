namespace Newsletter.Load;

/// <summary>Drives a server until it gets no faster: the runtime compiles what runs often several times, beside the work.</summary>
internal static class Warming
{
    /// <summary>By how much the next step must be faster to go on.</summary>
    private const double Faster = 1.03;

    /// <param name="most">The longest that it goes on, in seconds.</param>
    /// <param name="step">How long each step takes, in seconds.</param>
    /// <param name="patience">After so many steps that were no faster it ends.</param>
    /// <param name="drive">Does one step and says how fast it was.</param>
    public static async Task UntilSteadyAsync(int most, int step, int patience, Func<Task<double>> drive)
    {
        var best = 0d;
        for (var (spent, steady) = (0, 0); spent < most && steady < patience; spent += step)
        {
            var rate = await drive();
            steady = rate > best * Faster ? 0 : steady + 1;
            best = Math.Max(best, rate);
        }
    }
}

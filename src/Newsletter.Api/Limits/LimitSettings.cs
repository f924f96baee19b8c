namespace Newsletter.Api.Limits;

/// <summary>How much one caller may ask for, and how much one request may cost.</summary>
public sealed class LimitSettings
{
    /// <summary>Whether requests are counted. The bounds of a single request always hold.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The length of the window in which requests are counted.</summary>
    public int WindowSeconds { get; set; } = 60;

    /// <summary>Requests in a window, by a key or user, else by a network.</summary>
    public int Delivery { get; set; } = 600;

    public int Files { get; set; } = 3000;

    public int Preview { get; set; } = 600;

    public int Management { get; set; } = 600;

    /// <summary>Attempts in a window, by a network, whoever it is.</summary>
    public int SignIn { get; set; } = 20;

    public int Reset { get; set; } = 5;

    public int Subscribe { get; set; } = 20;

    /// <summary>The most that limit × (1 + what include and body name) may be in one list.</summary>
    public int Cost { get; set; } = 2000;

    /// <summary>Costly questions (q, count, many includes) that are answered at the same time; the next ones wait.</summary>
    public int CostlyQueries { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>Costly questions that may wait; one more is refused.</summary>
    public int CostlyQueue { get; set; } = 100;

    /// <summary>The longest that work on a request takes; uploads are excepted.</summary>
    public int RequestSeconds { get; set; } = 30;
}

using Newsletter.Domain;

namespace Newsletter.Infrastructure.Body;

/// <summary>What could not be kept. Each thing is reported once, where it was met first.</summary>
internal sealed class DropReport
{
    private const int MaxIssues = 100;

    private readonly List<Issue> issues = [];
    private readonly HashSet<(string Code, string Message)> seen = [];

    public IReadOnlyList<Issue> Issues => issues;

    /// <param name="block">The number of the block that was written last or is being written.</param>
    public void Add(int block, string code, string message)
    {
        if (issues.Count > MaxIssues || !seen.Add((code, message))) return;
        issues.Add(issues.Count < MaxIssues ? new($"/{block}", code, message) : new("", "more_dropped", "There is more that was not kept."));
    }

    /// <summary>Foreign text in a message, short enough to read.</summary>
    public static string Quote(string? text) => text switch
    {
        null or "" => "(empty)",
        { Length: > 100 } => string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[99]) ? 99 : 100), "…"),
        _ => text,
    };
}

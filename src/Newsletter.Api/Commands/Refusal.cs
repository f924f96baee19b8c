using Newsletter.Domain;

namespace Newsletter.Api.Commands;

internal static class Refusal
{
    /// <summary>Says on stderr why a command does not do what was asked.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ShowAsync(Error error)
    {
        if (error.Issues.Count == 0) await Console.Error.WriteLineAsync(error.Message);
        foreach (var issue in error.Issues) await Console.Error.WriteLineAsync($"{issue.Pointer} {issue.Code}: {issue.Message}{(issue.Allowed is { } allowed ? $" There are: {string.Join(", ", allowed)}." : "")}");
        return 1;
    }
}

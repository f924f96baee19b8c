using System.Collections.Concurrent;
using System.Diagnostics;
using Newsletter.ApiTests.OpenApi;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Many requests at a time, and what went wrong with any of them.</summary>
internal static class Attempts
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <param name="judge">Says what is wrong with an answer, or null.</param>
    public static async Task NoneSucceedsAsync(HttpClient client, IEnumerable<string> paths, int atLeast, Func<string, Reply, string?> judge)
    {
        var wrong = new ConcurrentQueue<string>();
        var count = 0;
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (path, _) =>
        {
            Interlocked.Increment(ref count);
            var watch = Stopwatch.StartNew();
            var reply = await client.GetReplyAsync(path);
            // Slow alone, too, and not because of the others.
            if (watch.Elapsed > Slow && await AloneAsync(client, path) > Slow) wrong.Enqueue($"{path} takes longer than {Slow}");
            if (judge(path, reply) is { } what) wrong.Enqueue($"{path}: {what}: {reply.Status} {reply.Text[..Math.Min(300, reply.Text.Length)]}");
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(10)));
        Assert.True(count >= atLeast, $"{count} attempts only");
        TestContext.Current.SendDiagnosticMessage($"{count} attempts");
    }

    public static async Task<IReadOnlyList<DocumentedOperation>> ReadsAsync(TestServer server, params string[] documents)
    {
        var all = new List<DocumentedOperation>();
        foreach (var name in documents) all.AddRange((await DocumentedApi.ReadAsync(server, name)).Operations.Where(operation => operation.Method == "GET"));
        return all;
    }

    public static bool IsList(this DocumentedOperation operation) => operation.Parameters.Any(parameter => (string?)parameter["name"] == "limit");

    private static async Task<TimeSpan> AloneAsync(HttpClient client, string path)
    {
        var watch = Stopwatch.StartNew();
        await client.GetReplyAsync(path);
        return watch.Elapsed;
    }
}

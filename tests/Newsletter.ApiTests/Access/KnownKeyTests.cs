using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

public abstract class KnownKeyTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task Verifying_a_known_key_takes_microseconds()
    {
        const int Count = 10_000;
        var find = Server.Services.GetRequiredService<FindKey>();
        var known = Server.Services.GetRequiredService<KnownKeys>();
        var times = new List<TimeSpan>(Count);
        while (times.Count < Count)
        {
            var before = known.Current;
            var start = Stopwatch.GetTimestamp();
            var found = await find.ExecuteAsync(TestServer.OwnerKey, TestContext.Current.CancellationToken);
            var took = Stopwatch.GetElapsedTime(start);
            Assert.NotNull(found);
            // What could not be known without the database does not count.
            if (before is { IsEmpty: false }) times.Add(took);
        }
        times.Sort();
        var median = times[Count / 2];
        TestContext.Current.SendDiagnosticMessage("Verifying a known key: median {0:F2} µs", median.TotalMicroseconds);
        TestContext.Current.TestOutputHelper?.WriteLine($"Verifying a known key: median {median.TotalMicroseconds:F2} µs, 99 % within {times[Count * 99 / 100].TotalMicroseconds:F2} µs");
        Assert.InRange(median, TimeSpan.Zero, TimeSpan.FromMicroseconds(50));
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_known_soon_and_written_once_a_minute()
    {
        var (text, key) = await Keys.MakeAsync(Owner, new { name = "Used", role = "editor" });
        Assert.Null((string?)key["lastUsedAt"]);
        using var client = Server.Client(text);
        var first = await UseAsync();
        Assert.InRange(DateTimeOffset.UtcNow - DateTimeOffset.Parse(first!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(first, await UseAsync());

        async Task<string?> UseAsync()
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
                if ((string?)(await Owner.GetReplyAsync(Keys.Address(key))).Is(200).Data["lastUsedAt"] is { } used) return used;
                await Task.Delay(100);
            }
            return null;
        }
    }
}

public sealed class KnownKeyOnSqlite() : KnownKeyTests(Engine.Sqlite);

public sealed class KnownKeyOnPostgreSql() : KnownKeyTests(Engine.PostgreSql);

/// <summary>SQLite serves one process only.</summary>
public sealed class RevokingTests() : ApiTests(Engine.PostgreSql)
{
    private const int Requests = 100;

    [Fact]
    public async Task A_key_that_one_process_revokes_no_process_takes_a_second_later()
    {
        await using var other = await TestServer.StartAsync(Database, settings: new Dictionary<string, string?> { ["Storage:Root"] = Database.StorageFolder + "/other" });
        var (text, key) = await Keys.MakeAsync(Owner, new { name = "Partner", role = "editor" });
        var clients = new[] { Server.Client(text), other.Client(text) };
        foreach (var client in clients) (await client.GetReplyAsync("/manage/v1/tags?limit=1")).Is(200);
        await Task.Delay(600, TestContext.Current.CancellationToken);
        foreach (var client in clients) (await client.GetReplyAsync("/manage/v1/tags?limit=1")).Is(200);

        (await Owner.SendTextAsync(HttpMethod.Delete, Keys.Address(key), null, key.Tag())).Is(204);
        var since = Stopwatch.StartNew();
        var answers = new List<(TimeSpan At, int Status)>();
        for (var n = 0; n < Requests; n++)
        {
            var at = since.Elapsed;
            answers.Add((at, (await clients[n % 2].GetReplyAsync("/manage/v1/tags?limit=1")).Status));
            await Task.Delay(12, TestContext.Current.CancellationToken);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Count(answer => answer.Status == 200)} accepted, the last after {answers.LastOrDefault(answer => answer.Status == 200).At.TotalMilliseconds:F0} ms");
        Assert.True(answers[^1].At > KnownKeys.Bound, "The requests ended before the bound.");
        Assert.All(answers.Where(answer => answer.At >= KnownKeys.Bound), answer => Assert.Equal(401, answer.Status));
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 401));
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_change_of_a_key_holds_in_every_process_a_second_later()
    {
        await using var other = await TestServer.StartAsync(Database, settings: new Dictionary<string, string?> { ["Storage:Root"] = Database.StorageFolder + "/other" });
        var (text, key) = await Keys.MakeAsync(Owner, new { name = "Partner", role = "partner" });
        using var client = other.Client(text);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(403);
        (await Owner.SendTextAsync(HttpMethod.Patch, Keys.Address(key), "{\"role\":\"editor\"}", key.Tag())).Is(200);
        await Task.Delay(KnownKeys.Bound, TestContext.Current.CancellationToken);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
    }
}

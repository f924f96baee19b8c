using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Application.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Proofs;

/// <summary>Articles come due while the program is killed again and again: each is published once, and in time while the program runs.</summary>
public abstract class KilledScheduleTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private static readonly int Articles = Proof.IsLong ? 1000 : 20;
    private static readonly int Kills = Proof.IsLong ? 20 : 2;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Proof.IsLong ? 60 : 4);

    /// <summary>Other tests run beside the short form.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Proof.IsLong ? 2 : 10);

    /// <summary>When the killed process served.</summary>
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> served = [];
    private readonly Dictionary<Guid, DateTimeOffset> due = [];

    [Fact]
    public async Task What_is_due_is_published_once_however_often_the_program_is_killed()
    {
        await RunAsync(null, null);
        var log = await LogAsync();
        Assert.Equal(log.OrderBy(entry => due[entry.ItemId]).Select(entry => entry.ItemId), log.Select(entry => entry.ItemId));
        // Of what came due while the program served, up to the next kill.
        var waits = log.SelectMany(entry => served.Where(time => time.From <= due[entry.ItemId] && due[entry.ItemId] < time.Until)
            .Select(time => (entry.At < time.Until ? entry.At : time.Until) - due[entry.ItemId])).ToList();
        Judge(log, waits);
    }

    /// <summary>The lateness of what is due while another process runs all the time is counted in full.</summary>
    protected async Task ProveBesideAnotherAsync()
    {
        await using var steady = ServerProcess.Start(Database, Database.StorageFolder + "/steady");
        await RunAsync(steady, Database.StorageFolder + "/killed");
        var log = await LogAsync();
        Judge(log, [.. log.Select(entry => entry.At - due[entry.ItemId])]);
    }

    private async Task RunAsync(ServerProcess? steady, string? storage)
    {
        var random = new Random();
        var process = ServerProcess.Start(Database, storage);
        try
        {
            var from = await PlanAsync(await process.Address, random);
            foreach (var moment in Enumerable.Range(0, Kills).Select(_ => from + (Length * random.NextDouble())).Order())
            {
                if (moment - Now is var wait && wait > TimeSpan.Zero) await Task.Delay(wait);
                process = await ReplaceAsync(process, storage);
            }
            using var owner = TestServer.Client(await process.Address.WaitAsync(TimeSpan.FromMinutes(2)), TestServer.OwnerKey);
            await FinishAsync(owner, from + Length);
            Assert.Equal(Articles, await CountAsync(owner, "done"));
            Assert.Equal(0, await CountAsync(owner, "failed"));
            Assert.Equal(Articles, (int)(await owner.ReadAsync("/api/v1/articles?limit=1&count=true"))["page"]!["total"]!);
            served.Add((process.ServesSince!.Value, DateTimeOffset.MaxValue));
        }
        finally
        {
            await process.DisposeAsync();
            if (steady is not null) await steady.KillAsync();
        }
    }

    /// <summary>Makes the articles, then schedules them for moments within a time that begins when all are scheduled.</summary>
    private async Task<DateTimeOffset> PlanAsync(Uri address, Random random)
    {
        using var owner = TestServer.Client(address, TestServer.OwnerKey);
        var began = Now;
        var articles = new List<JsonObject>();
        for (var n = 0; n < Articles; n++) articles.Add(await Samples.CreateLonelyArticleAsync(owner));
        // Scheduling one takes as long as making it.
        var from = Now + (1.5 * (Now - began)) + TimeSpan.FromSeconds(1);
        foreach (var article in articles)
        {
            // Text has whole microseconds on both engines.
            var at = new DateTimeOffset((from + (Length * random.NextDouble())).UtcTicks / 10 * 10, TimeSpan.Zero);
            due.Add((Guid)article["id"]!, at);
            (await owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", $"{{\"at\":\"{at:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}\"}}", article.Tag())).Is(200);
        }
        Assert.True(Now < from, "Scheduling took longer than making the articles.");
        return from;
    }

    private async Task<ServerProcess> ReplaceAsync(ServerProcess process, string? storage)
    {
        if (process.ServesSince is { } since) served.Add((since, Now));
        await process.KillAsync();
        await process.DisposeAsync();
        return ServerProcess.Start(Database, storage);
    }

    private static async Task FinishAsync(HttpClient owner, DateTimeOffset last)
    {
        if (last - Now is var wait && wait > TimeSpan.Zero) await Task.Delay(wait);
        for (var attempt = 0; await CountAsync(owner, "pending") > 0; attempt++)
        {
            Assert.True(attempt < 300, "Something due is never published.");
            await Task.Delay(100);
        }
    }

    private static async Task<int> CountAsync(HttpClient owner, string state)
    {
        var count = 0;
        for (string? path = $"/manage/v1/schedules?state={state}&limit=500"; path is not null;)
        {
            var page = await owner.ReadAsync(path);
            count += ((JsonArray)page["data"]!).Count;
            path = (string?)page["page"]!["next"];
        }
        return count;
    }

    /// <summary>The log, which must have each article once, not before it was due, and no gap.</summary>
    private async Task<IReadOnlyList<LogEntry>> LogAsync()
    {
        await using var server = await TestServer.StartAsync(Database);
        await using var scope = server.Services.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Log.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => (long)n), all.Select(entry => entry.Sequence));
        Assert.Equal(all.Select(entry => entry.At).Order(), all.Select(entry => entry.At));
        var log = all.Where(entry => entry.Type == "article").ToList();
        Assert.All(log, entry => Assert.Equal("upsert", entry.Operation));
        Assert.Equal(due.Keys.Order(), log.Select(entry => entry.ItemId).Order());
        Assert.All(log, entry => Assert.True(entry.At >= due[entry.ItemId], $"{due[entry.ItemId] - entry.At} too early."));
        return log;
    }

    private void Judge(IReadOnlyList<LogEntry> log, List<TimeSpan> waits)
    {
        var worst = waits.DefaultIfEmpty().Max();
        Proof.Report(string.Create(CultureInfo.InvariantCulture,
            $"{log.Count} due within {Length.TotalSeconds} s, {Kills} kills, {log.Count} published once; {waits.Count} came due while a process served, at worst {worst.TotalMilliseconds:N0} ms late; with the time that it was down at worst {log.Max(entry => entry.At - due[entry.ItemId]).TotalMilliseconds:N0} ms"));
        Assert.True(worst < Patience, $"{worst} late.");
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}

public sealed class KilledSchedulesOnSqlite() : KilledScheduleTests(Engine.Sqlite);

public sealed class KilledSchedulesOnPostgreSql() : KilledScheduleTests(Engine.PostgreSql)
{
    [Fact]
    public Task Beside_a_process_that_is_killed_another_publishes_everything_once_and_in_time() => ProveBesideAnotherAsync();
}

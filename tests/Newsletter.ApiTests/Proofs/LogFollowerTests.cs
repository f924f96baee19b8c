using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Delivery;
using Newsletter.Application.Exchange;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Proofs;

/// <summary>Many change what readers see while somebody follows the log by its numbers: nothing is missed, and nothing comes later than what has a higher number.</summary>
public abstract class LogFollowerTests(Engine engine, int writers) : ApiTests(engine)
{
    private const int ImportedTags = 20;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Proof.IsLong ? 60 : 4);

    /// <summary>What was answered with success, by item and in the order of its writer.</summary>
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<string>> made = new();
    private int refused;

    [Fact]
    public async Task Who_follows_the_log_by_its_numbers_misses_nothing()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var shared = await Samples.CreateAsync(Owner, "tags");
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var before = (await AllAsync()).Count;
        using var ended = new CancellationTokenSource();
        var following = Task.Run(() => FollowAsync(ended.Token), TestContext.Current.CancellationToken);
        using var time = new CancellationTokenSource(Length);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(n => Task.Run(async () =>
        {
            for (var round = 0; !time.IsCancellationRequested; round++)
            {
                await ((n % 5) switch
                {
                    0 => PublishAndWithdrawAsync(picture),
                    1 => PublishAndTakeDownAsync(picture),
                    2 => SaveAsync(shared),
                    3 => ImportAsync(n, round),
                    _ => PublishEditionAsync(newsletter),
                });
            }
        }, TestContext.Current.CancellationToken)));
        await ended.CancelAsync();
        var (followed, looks) = await following;

        var all = await AllAsync();
        Assert.Equal(all.Select(Text), followed.Select(Text));
        var changes = followed.Skip(before).Where(entry => entry.Type != "media").ToLookup(entry => entry.ItemId, entry => entry.Operation);
        Assert.Equal(made.Keys.Order(), changes.Select(group => group.Key).Order());
        Assert.All(made, item => Assert.Equal(item.Value, changes[item.Key]));
        Proof.Report($"{writers} writers, {Length.TotalSeconds} s: {followed.Count} numbers read once and in order in {looks} looks; {made.Sum(item => item.Value.Count)} changes were answered with success and {refused} refused, all of the first are there");
    }

    /// <returns>What was read, and in how many looks.</returns>
    private async Task<(List<LogEntry> Read, int Looks)> FollowAsync(CancellationToken ended)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EditorialDbContext>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var read = new List<LogEntry>();
        for (var looks = 1; ; looks++)
        {
            // What is written before this is seen by the last look.
            var last = ended.IsCancellationRequested;
            var position = await db.LogPosition.AsNoTracking().Select(row => row.Sequence).SingleAsync(TestContext.Current.CancellationToken);
            var rows = await db.Log.AsNoTracking().Where(entry => entry.Sequence > read.Count).OrderBy(entry => entry.Sequence).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Enumerable.Range(read.Count + 1, rows.Count).Select(n => (long)n), rows.Select(row => row.Sequence));
            read.AddRange(rows);
            Assert.True(read.Count >= position, $"The log stands at {position}, but only {read.Count} are there.");
            if (last) return (read, looks);
        }
    }

    private async Task PublishAndWithdrawAsync(JsonObject picture)
    {
        var article = await Samples.CreateLonelyArticleAsync(Owner, picture);
        for (var n = 0; n < 2; n++)
        {
            article = await ActAsync("articles", article, "publish", null, "upsert");
            article = await ActAsync("articles", article, "unpublish", null, "delete");
        }
    }

    private async Task PublishAndTakeDownAsync(JsonObject picture)
    {
        var article = await ActAsync("articles", await Samples.CreateLonelyArticleAsync(Owner, picture), "publish", null, "upsert");
        // Rolled back: nobody may see its number.
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, "\"1\"")).Is(412);
        Interlocked.Increment(ref refused);
        await ActAsync("articles", article, "takedown", "{\"reason\":\"A court\",\"publicReason\":\"By order\"}", "delete");
    }

    private async Task SaveAsync(JsonObject tag)
    {
        var present = (await Owner.GetReplyAsync(tag.Address("tags"))).Is(200);
        var reply = await Owner.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), $"{{\"title\":\"{Guid.NewGuid()}\"}}", present.ETag);
        if (reply.Status == 412) Interlocked.Increment(ref refused);
        else Made(reply.Is(200).Data, "upsert");
    }

    private async Task ImportAsync(int writer, int round)
    {
        var folder = Directory.CreateTempSubdirectory("newsletter-import-");
        try
        {
            // The same tags each time, with other titles.
            var ids = Enumerable.Range(0, ImportedTags).Select(n => new Guid($"01960000-0000-7000-8000-{writer:x4}{n:x8}")).ToList();
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "tags.ndjson"), ids.Select(id => JsonSerializer.Serialize(new { id, slug = $"imported-{id:N}", title = $"Round {round}" })));
            await using var scope = Server.Services.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<ImportNdjson>().ExecuteAsync(new(folder.FullName, true), new Silent(), TestContext.Current.CancellationToken);
            Assert.False(report.HasFailures);
            foreach (var id in ids) Made(id, "upsert");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task PublishEditionAsync(JsonObject newsletter)
    {
        var articles = new[] { await Samples.CreateLonelyArticleAsync(Owner), await Samples.CreateLonelyArticleAsync(Owner) };
        var edition = await Owner.CreateAsync("editions", new JsonObject
        {
            ["title"] = "Edition",
            ["newsletter"] = newsletter["id"]!.DeepClone(),
            ["number"] = Samples.NextNumber(),
            ["sections"] = new JsonArray(new JsonObject { ["title"] = "All", ["items"] = new JsonArray([.. articles.Select(article => new JsonObject { ["article"] = article["id"]!.DeepClone() })]) }),
        });
        await ActAsync("editions", edition, "publish", "{\"includeArticles\":true}", "upsert");
        foreach (var article in articles) Made(article, "upsert");
    }

    private async Task<JsonObject> ActAsync(string plural, JsonObject item, string action, string? terms, string operation)
    {
        var after = (await Owner.SendTextAsync(HttpMethod.Post, $"{item.Address(plural)}/{action}", terms, item.Tag())).Is(200).Data;
        Made(after, operation);
        return after;
    }

    private void Made(JsonObject item, string operation) => Made((Guid)item["id"]!, operation);

    private void Made(Guid id, string operation) => made.GetOrAdd(id, _ => new()).Enqueue(operation);

    private async Task<List<LogEntry>> AllAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EditorialDbContext>().Log.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
    }

    private static string Text(LogEntry entry) => $"{entry.Sequence} {entry.Operation} {entry.Type} {entry.ItemId} {entry.Revision} {entry.Reason} {entry.At:O}";

    private sealed class Silent : IImportObserver
    {
        public void Moved(ImportProgress progress) { }

        public void Failed(ImportFailure failure) { }
    }
}

public sealed class LogFollowerOnSqlite() : LogFollowerTests(Engine.Sqlite, 8);

public sealed class LogFollowerOnPostgreSql() : LogFollowerTests(Engine.PostgreSql, 32);

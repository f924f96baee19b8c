using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Sync;

/// <summary>Many change all kinds of things while somebody follows the feed, crashes and begins again where it was: in the end it has what delivery shows.</summary>
public abstract class SyncProofTests(Engine engine) : ApiTests(engine)
{
    private const int Writers = 5;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Proof.IsLong ? 60 : 20);

    /// <summary>Longer than any embargo or expiry of the writers.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    private static readonly string[] Lists = ["newsletters", "editions", "articles", "authors", "tags"];

    /// <summary>What other items decide; the description of the feed says so.</summary>
    private static readonly string[] Decided = ["editions", "previous", "next", "translations", "articleCount"];

    private readonly ConcurrentBag<string> targets = [];
    private int done;
    private int refused;

    [Fact]
    public async Task Who_follows_the_feed_has_what_delivery_shows()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var tag = await Samples.CreateAsync(Owner, "tags");
        using var ended = new CancellationTokenSource();
        var following = Task.Run(() => FollowAsync(ended.Token), TestContext.Current.CancellationToken);
        using var time = new CancellationTokenSource(Length);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(n, picture, newsletter, tag, time.Token), TestContext.Current.CancellationToken)));
        await Task.Delay(Rest, TestContext.Current.CancellationToken);
        await ended.CancelAsync();
        var (follower, pages, restarts) = await following;

        var seen = await SeenAsync();
        var has = follower.Items.Where(item => (string)item.Value["type"]! != "media").Select(item => $"{item.Value["type"]} {item.Key}").ToList();
        var (missing, extra) = (await HistoryAsync(seen.Except(has)), await HistoryAsync(has.Except(seen)));
        Assert.True(missing.Length + extra.Length == 0, $"missing:\n{missing}\ntoo many:\n{extra}");
        foreach (var (id, item) in follower.Items)
        {
            var reply = (await Anonymous.GetReplyAsync(((string)item["links"]!["self"]!)[((string)item["links"]!["self"]!).IndexOf("/api/v1", StringComparison.Ordinal)..])).Is(200);
            Assert.Equal((int)reply.Json["meta"]!["revision"]!, (int)item["revision"]!);
            var (expected, actual) = (Reduced(reply.Data, follower), Reduced(item, follower));
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{id}:\n{expected!.ToJsonString()}\n{actual!.ToJsonString()}");
        }
        Assert.NotEmpty(follower.Items);
        Proof.Report($"{Writers} writers, {Length.TotalSeconds} s: {done} changes made and {refused} refused; {pages} pages with {restarts} restarts; {follower.Items.Count} items are as delivery shows them");
    }

    /// <summary>A crash comes after a page was done and before its cursor was kept, or after that.</summary>
    private async Task<(SyncFollower Follower, int Pages, int Restarts)> FollowAsync(CancellationToken ended)
    {
        var random = new Random(7);
        var follower = new SyncFollower(Anonymous, "limit=7");
        for (var (pages, restarts) = (1, 0); ; pages++)
        {
            var last = ended.IsCancellationRequested;
            var kept = follower.Cursor;
            var hasMore = await follower.StepAsync();
            if (last && !hasMore) return (follower, pages, restarts);
            if (last || random.Next(5) > 0) continue;
            restarts++;
            follower.Cursor = kept;
        }
    }

    private async Task WriteAsync(int writer, JsonObject picture, JsonObject newsletter, JsonObject tag, CancellationToken ended)
    {
        var random = new Random(writer);
        var own = new List<(string Plural, string Id)>();
        while (!ended.IsCancellationRequested)
        {
            if (own.Count < 3 || random.Next(3) == 0)
            {
                var item = await (random.Next(4) == 0 ? EditionAsync(random, newsletter, own) : ArticleAsync(random, picture, newsletter, tag));
                own.Add(item);
                await PublishAsync(item, random);
                if (item.Plural == "articles") targets.Add(item.Id);
                continue;
            }
            var one = own[random.Next(own.Count)];
            await (random.Next(9) switch
            {
                0 => ActAsync(one, HttpMethod.Post, "/unpublish", null),
                1 => ActAsync(one, HttpMethod.Delete, "", null),
                2 => ActAsync(one, HttpMethod.Post, "/takedown", "{\"reason\":\"a\",\"publicReason\":\"b\"}"),
                3 or 4 => RenameAsync(one, random),
                5 => ActAsync(("tags", (string)tag["id"]!), HttpMethod.Patch, "", $"{{\"title\":\"{Guid.NewGuid()}\"}}"),
                6 when one.Plural == "articles" => RelateAsync(one, random),
                _ => PublishAsync(one, random),
            });
        }
    }

    private async Task<(string Plural, string Id)> ArticleAsync(Random random, JsonObject picture, JsonObject newsletter, JsonObject tag) => ("articles", (string)(await Owner.CreateAsync("articles", new
    {
        title = "Sample",
        slug = $"sample-{Guid.NewGuid():N}",
        newsletter = random.Next(2) == 0 ? newsletter["id"] : null,
        tags = new[] { tag["id"] },
        leadMedia = random.Next(2) == 0 ? new { media = picture["id"] } : null,
        body = Samples.Body("Text"),
    }))["id"]!);

    private async Task<(string Plural, string Id)> EditionAsync(Random random, JsonObject newsletter, List<(string Plural, string Id)> own)
    {
        var items = own.Where(one => one.Plural == "articles").Where(_ => random.Next(2) == 0).Select(one => new { article = one.Id });
        var edition = await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/editions", System.Text.Json.JsonSerializer.SerializeToNode(new
        {
            title = "Edition",
            newsletter = newsletter["id"],
            number = Samples.NextNumber(),
            sections = new[] { new { title = "All", items } },
        }));
        // One of the articles was deleted.
        return edition.Status == 201 ? ("editions", (string)edition.Data["id"]!) : ("editions", Guid.NewGuid().ToString());
    }

    private Task PublishAsync((string Plural, string Id) item, Random random) => ActAsync(item, HttpMethod.Post, "/publish", random.Next(4) switch
    {
        0 => $"{{\"embargoUntil\":\"{Soon(random)}\"}}",
        1 => $"{{\"expiresAt\":\"{Soon(random)}\"}}",
        _ => null,
    });

    private async Task RenameAsync((string Plural, string Id) item, Random random)
    {
        var name = Guid.NewGuid().ToString("N");
        await ActAsync(item, HttpMethod.Patch, "", $"{{\"title\":\"{name}\",\"slug\":\"{name}\"}}");
        await PublishAsync(item, random);
    }

    private async Task RelateAsync((string Plural, string Id) item, Random random)
    {
        var related = targets.ToArray().Where(id => id != item.Id).OrderBy(_ => random.Next()).Take(2);
        await ActAsync(item, HttpMethod.Patch, "", $"{{\"related\":[{string.Join(',', related.Select(id => $"\"{id}\""))}]}}");
        await PublishAsync(item, random);
    }

    private async Task ActAsync((string Plural, string Id) item, HttpMethod method, string action, string? body)
    {
        var path = $"/manage/v1/{item.Plural}/{item.Id}";
        var present = await Owner.GetReplyAsync(path);
        var reply = present.Status == 200 ? await Owner.SendTextAsync(method, path + action, body, present.ETag) : present;
        Assert.True(reply.Status is < 500 or 503, reply.Text);
        if (reply.Status < 300) Interlocked.Increment(ref done);
        else Interlocked.Increment(ref refused);
    }

    private static string Soon(Random random) => DateTimeOffset.UtcNow.AddMilliseconds(random.Next(300, 3000)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>What the log and the table say of these.</summary>
    private async Task<string> HistoryAsync(IEnumerable<string> items)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IDeliveryDb>();
        var told = new StringBuilder();
        foreach (var id in items.Select(item => Guid.Parse(item.Split(' ')[1])))
        {
            foreach (var entry in db.Log.Where(entry => entry.ItemId == id).OrderBy(entry => entry.Sequence)) told.Append(CultureInfo.InvariantCulture, $"{entry.Sequence} {entry.Operation} {entry.Reason} {entry.Type} {id} at {entry.At:O}, seen from {entry.SeenFrom:O}\n");
            foreach (var document in db.Documents.Where(document => document.Id == id)) told.Append(CultureInfo.InvariantCulture, $"now from {document.VisibleFrom:O} until {document.VisibleUntil:O}\n");
        }
        return told.ToString();
    }

    private async Task<List<string>> SeenAsync()
    {
        var seen = new List<string>();
        foreach (var list in Lists)
        {
            for (var path = $"/api/v1/{list}?limit=100"; path.Length > 0;)
            {
                var page = (await Anonymous.GetReplyAsync(path)).Is(200).Json;
                seen.AddRange(page["data"]!.AsArray().Select(item => $"{item!["type"]} {item["id"]}"));
                path = (string?)page["page"]!["next"] ?? "";
            }
        }
        return seen;
    }

    /// <summary>Without what other items decide: a stub is its id, and gone with its item.</summary>
    private static JsonNode? Reduced(JsonNode? node, SyncFollower follower, bool isRoot = true)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(element => (element, reduced: Reduced(element, follower, false))).Where(pair => pair.reduced is not null).Select(pair => pair.reduced)]);
            case JsonObject whole when !isRoot && whole.ContainsKey("type") && whole.ContainsKey("id") && whole.ContainsKey("slug"):
                return follower.Items.ContainsKey((string)whole["id"]!) ? new JsonObject { ["id"] = (string)whole["id"]! } : null;
            case JsonObject whole:
                var reduced = new JsonObject(whole.Where(member => !isRoot || !Decided.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, Reduced(member.Value, follower, false))));
                // An article of a section is one with its place.
                return whole["article"] is not null && reduced["article"] is null ? null : reduced;
            default:
                return node?.DeepClone();
        }
    }
}

public sealed class SyncProofOnSqlite() : SyncProofTests(Engine.Sqlite);

public sealed class SyncProofOnPostgreSql() : SyncProofTests(Engine.PostgreSql);

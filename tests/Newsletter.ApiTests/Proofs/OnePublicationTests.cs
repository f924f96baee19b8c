using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Proofs;

/// <summary>A hundred publish one edition at once: one does it, and whoever reads meanwhile sees all of its articles or none.</summary>
public abstract class OnePublicationTests(Engine engine) : ApiTests(engine)
{
    private const int Callers = 100;
    private const int Articles = 12;

    private static readonly int Rounds = Proof.IsLong ? 50 : 3;

    private int reads;

    [Fact]
    public async Task Of_a_hundred_publications_one_is_made_and_no_reader_sees_half_of_it()
    {
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var answers = new Dictionary<int, int>();
        for (var round = 0; round < Rounds; round++)
        {
            var edition = await EditionAsync(newsletter, round + 1);
            var sequence = await Server.SequenceAsync();
            foreach (var (status, count) in await PublishAsync(newsletter, edition)) answers[status] = answers.GetValueOrDefault(status) + count;
            Assert.Equal(sequence + Articles + 1, await Server.SequenceAsync());
        }
        Proof.Report($"{Rounds} rounds of {Callers}: {string.Join(", ", answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}"))}; {reads} reads saw 0 or {Articles} articles");
    }

    /// <returns>How often each status was answered.</returns>
    private async Task<IEnumerable<(int Status, int Count)>> PublishAsync(JsonObject newsletter, JsonObject edition)
    {
        using var done = new CancellationTokenSource();
        var readers = new[]
        {
            new Reader(Anonymous, $"/api/v1/editions/{edition["id"]}?include=articles", InSections),
            new Reader(Anonymous, $"/api/v1/articles?edition={edition["id"]}&limit=100", reply => ((JsonArray)reply.Json["data"]!).Count),
            new Reader(Anonymous, $"/api/v1/newsletters/{newsletter["id"]}/editions/latest?include=articles", InSections),
        };
        foreach (var reader in readers) await reader.ReadAsync();
        var reading = Task.WhenAll(readers.Select(reader => Task.Run(() => reader.ReadUntilAsync(done.Token), TestContext.Current.CancellationToken)));
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ =>
            Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/publish", "{\"includeArticles\":true}", edition.Tag())));
        await done.CancelAsync();
        await reading;
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.True(reply.Status is 409 or 412, $"{reply.Status}: {reply.Text}"));
        foreach (var reader in readers)
        {
            Assert.Equal(Articles, await reader.ReadAsync());
            Assert.Subset(new HashSet<int> { 0, Articles }, reader.Seen);
            reads += reader.Reads;
        }
        Assert.All(readers[..2], reader => Assert.Equal(2, reader.Seen.Count));
        return replies.GroupBy(reply => reply.Status).Select(group => (group.Key, group.Count()));
    }

    private async Task<JsonObject> EditionAsync(JsonObject newsletter, int number)
    {
        var items = new JsonArray();
        for (var n = 0; n < Articles; n++)
        {
            var article = await Samples.CreateLonelyArticleAsync(Owner);
            items.Add(new JsonObject { ["article"] = article["id"]!.DeepClone() });
        }
        return await Owner.CreateAsync("editions", new JsonObject
        {
            ["title"] = $"Edition {number}",
            ["newsletter"] = newsletter["id"]!.DeepClone(),
            ["number"] = number,
            ["sections"] = new JsonArray(new JsonObject { ["title"] = "All", ["items"] = items }),
        });
    }

    /// <summary>Whole articles have a kind, references have none.</summary>
    private static int InSections(Reply reply) => reply.Data["sections"]![0]!["items"]!.AsArray().Count(item => item!["article"]!["kind"] is not null);

    /// <summary>Counts the articles at an address, again and again.</summary>
    private sealed class Reader(HttpClient client, string path, Func<Reply, int> count)
    {
        public HashSet<int> Seen { get; } = [];

        public int Reads { get; private set; }

        public async Task ReadUntilAsync(CancellationToken done)
        {
            while (!done.IsCancellationRequested) await ReadAsync();
        }

        public async Task<int> ReadAsync()
        {
            var reply = await client.GetReplyAsync(path);
            var found = reply.Status == 404 ? 0 : count(reply.Is(200));
            Seen.Add(found);
            Reads++;
            return found;
        }
    }
}

public sealed class OnePublicationOnSqlite() : OnePublicationTests(Engine.Sqlite);

public sealed class OnePublicationOnPostgreSql() : OnePublicationTests(Engine.PostgreSql);

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Access;
using Newsletter.ApiTests.Delivery;
using Newsletter.Application.Delivery;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Caching;

/// <summary>Answers are kept in memory, and nobody can tell except by the clock.</summary>
public abstract class KeptAnswerTests(Engine engine) : DeliveryTests(engine)
{
    private readonly CountedStatements statements = new();

    protected override void Configure(IServiceCollection services) => statements.AddTo(services);

    [Fact]
    public async Task An_answer_is_made_once_however_many_ask()
    {
        await PublishArticleAsync(new { slug = "open", title = "Open" });
        await SettledAsync();
        var before = statements.Count;
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Anonymous.GetReplyAsync("/api/v1/articles?include=tags")));
        // One answer takes up to 12; following the log takes one at a time.
        Assert.InRange(statements.Count - before, 3, 40);
        Assert.Single(replies.Select(reply => reply.Text).Distinct());
        before = statements.Count;
        for (var at = 0; at < 200; at++) (await Anonymous.GetReplyAsync("/api/v1/articles?include=tags")).Is(200);
        Assert.InRange(statements.Count - before, 0, 100);
    }

    /// <summary>
    /// Keys are answered anew, from what is remembered and, when that is forgotten, from the tables alone: so three clients that see the same show
    /// whether something is kept or remembered that is stale.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_is_kept_is_what_would_be_made(int seed)
    {
        var world = await World.MakeAsync(Owner, Clock, seed);
        using var anew = await Server.ClientAsync(new { name = "anew", scopes = new[] { "content:read" } });
        for (var step = 0; step < 25; step++)
        {
            var done = await world.ChangeAsync();
            foreach (var path in world.Paths)
            {
                var (kept, remembered) = (await Anonymous.GetReplyAsync(path), await anew.GetReplyAsync(path));
                if (step % 2 == 0) Server.Services.GetRequiredService<PublishedMemory>().Clear();
                var made = await anew.GetReplyAsync(path);
                foreach (var reply in new[] { kept, remembered })
                {
                    Assert.True(reply.Status == made.Status && Shown(reply) == Shown(made), $"{path} after {done} (step {step}):\n{reply.Status} {reply.Text}\n{made.Status} {made.Text}");
                }
            }
        }
        Assert.True(world.Done.Count > 6, string.Join(' ', world.Done));
    }

    [Fact]
    public async Task Each_encoding_has_its_bytes_and_its_validator()
    {
        for (var at = 0; at < 5; at++) await PublishArticleAsync(new { title = $"Article {at}", teaser = new string('x', 300) });
        await SettledAsync();
        var plain = await GetAsync(null);
        var tags = new List<string> { plain.Tag };
        foreach (var (encoding, decode) in new (string, Func<byte[], byte[]>)[]
        {
            ("br", bytes => Through(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))),
            ("gzip", bytes => Through(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))),
            ("zstd", bytes => new ZstdSharp.Decompressor().Unwrap(bytes).ToArray()),
        })
        {
            var encoded = await GetAsync(encoding);
            Assert.Equal(encoding, encoded.Encoding);
            Assert.True(encoded.Bytes.Length < plain.Bytes.Length / 2, $"{encoding}: {encoded.Bytes.Length} of {plain.Bytes.Length}");
            Assert.Equal(Encoding.UTF8.GetString(plain.Bytes), Encoding.UTF8.GetString(decode(encoded.Bytes)));
            Assert.Equal(304, (await GetAsync(encoding, encoded.Tag)).Status);
            Assert.Equal(304, (await GetAsync(null, encoded.Tag)).Status);
            tags.Add(encoded.Tag);
        }
        Assert.Equal(4, tags.Distinct().Count());
        Assert.Equal("gzip", (await GetAsync("br;q=0, gzip;q=0.5")).Encoding);
        Assert.Null((await GetAsync("identity")).Encoding);
        Assert.Null((await GetAsync("nonsense, ;;q=,")).Encoding);
    }

    [Fact]
    public async Task What_time_ends_is_not_kept_longer()
    {
        await PublishArticleAsync(new { slug = "open", title = "Open" });
        await PublishArticleAsync(new { slug = "later", title = "Later" }, new { embargoUntil = Clock.GetUtcNow().AddMinutes(5) });
        await PublishArticleAsync(new { slug = "brief", title = "Brief" }, new { expiresAt = Clock.GetUtcNow().AddMinutes(10) });
        Assert.Equal(["brief", "open"], await SlugsAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["brief", "later", "open"], await SlugsAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["later", "open"], await SlugsAsync());
    }

    [Fact]
    public async Task Another_process_hears_of_a_publication_in_time()
    {
        // The embedded engine is served by one process only.
        await using var second = Database.Engine is Engine.PostgreSql ? await TestServer.StartAsync(Database, Clock) : null;
        var reader = (second ?? Server).Anonymous;
        for (var at = 0; at < 5; at++)
        {
            await reader.GetReplyAsync("/api/v1/articles");
            var slug = string.Create(CultureInfo.InvariantCulture, $"new-{at}");
            await PublishArticleAsync(new { slug, title = slug });
            var watch = System.Diagnostics.Stopwatch.StartNew();
            while (!(await reader.GetReplyAsync("/api/v1/articles")).Text.Contains($"\"{slug}\"", StringComparison.Ordinal)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), "It is not seen.");
        }
    }

    private async Task<IEnumerable<string>> SlugsAsync() => (await Anonymous.GetReplyAsync("/api/v1/articles?sort=title")).Json["data"]!.AsArray().Select(article => (string)article!["slug"]!).Order();

    /// <summary>Waits until the log has been followed to its end.</summary>
    private static Task SettledAsync() => Task.Delay(300);

    /// <summary>Without what tells when it was made.</summary>
    private static string Shown(Reply reply)
    {
        if (reply.Status is 301) return reply.Headers.Location!.ToString();
        if (reply.Status != 200) return ((string?)reply.Json["code"]) ?? "";
        var json = reply.Json;
        if (json["meta"] is JsonObject meta) foreach (var name in new[] { "asOf", "sequence" }) meta.Remove(name);
        return json.ToJsonString();
    }

    private async Task<(int Status, byte[] Bytes, string? Encoding, string Tag)> GetAsync(string? accepted, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles");
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var reply = await Anonymous.SendAsync(request);
        return ((int)reply.StatusCode, await reply.Content.ReadAsByteArrayAsync(), reply.Content.Headers.ContentEncoding.SingleOrDefault(), reply.Headers.ETag!.ToString());
    }

    private static byte[] Through(Stream stream)
    {
        using var output = new MemoryStream();
        using (stream) stream.CopyTo(output);
        return output.ToArray();
    }
}

public sealed class KeptAnswersOnSqlite() : KeptAnswerTests(Engine.Sqlite);

public sealed class KeptAnswersOnPostgreSql() : KeptAnswerTests(Engine.PostgreSql);

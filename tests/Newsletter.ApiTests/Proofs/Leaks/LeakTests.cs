using System.Diagnostics;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>Hundreds of hidden items, each with words of its own everywhere, among a few that readers see: no answer gives one away.</summary>
public abstract class LeakTests(Engine engine, LeakServer shared) : IClassFixture<LeakServer>, IAsyncLifetime
{
    private const int LongReads = 1_000_000;

    private HttpClient Anonymous => shared.Anonymous;
    private HiddenWorld World => shared.World;
    private Questions Questions => shared.Questions;

    public async ValueTask InitializeAsync() => await shared.StartAsync(engine);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_readers_must_not_see_shows_in_no_answer()
    {
        Assert.True(World.Hidden.Count >= (Proof.IsLong ? 200 : 80));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        var crawler = new Crawler(World, [Anonymous, shared.Partner]);
        await crawler.ReadAllAsync(Crawler.Others(World).Concat(Questions.Distinct()).Distinct(), random, TestContext.Current.CancellationToken);
        var distinct = crawler.Reads;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        if (Proof.IsLong)
        {
            enough.CancelAfter(Proof.LongestTime);
            await crawler.ReadAllAsync(Endless(random).TakeWhile(_ => crawler.Reads < LongReads), random, enough.Token);
        }
        var told = crawler.Statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}");
        Proof.Report($"{World.Hidden.Count} hidden items among {World.Shown.Count}: {crawler.Reads} reads ({distinct} distinct ones first) in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, seed {seed}: {string.Join(", ", told)}; {crawler.Leaks.Count} leaks");
        Assert.True(crawler.Leaks.Count == 0, $"{crawler.Leaks.Count} leaks:\n{string.Join('\n', crawler.Leaks.Take(30))}");
        Assert.True(crawler.Statuses.ContainsKey(200) && crawler.Statuses.ContainsKey(304) && crawler.Statuses.ContainsKey(410));
    }

    [Fact]
    public async Task What_readers_must_not_see_is_answered_like_what_never_was()
    {
        var pairs = 0;
        foreach (var item in World.Hidden)
        {
            foreach (var (name, nonsense) in new[] { (item.Id, $"{Guid.CreateVersion7()}"), (item.Slug, Canaries.Nonsense()) })
            {
                foreach (var url in AddressesOf(item))
                {
                    var client = pairs++ % 2 == 0 ? Anonymous : shared.Partner;
                    var answer = await TextAsync(client, url, name);
                    if (item.IsGone && !url.Contains('?', StringComparison.Ordinal)) Assert.True(answer.StartsWith("410", StringComparison.Ordinal), $"{item}: {answer}");
                    else Assert.Equal(await TextAsync(client, url, nonsense), answer);
                }
            }
        }
        Proof.Report($"{pairs} answers about {World.Hidden.Count} hidden items are those about what never was, or say that it is gone");
    }

    [Fact]
    public async Task Lists_and_totals_hold_only_what_is_visible()
    {
        foreach (var path in Questions.Lists)
        {
            var seen = World.Shown.Where(item => item.Plural == path.Split('/')[3] || (path == "/api/v1/breaking" && item.Plural == "articles")).Select(item => item.Id).Order().ToList();
            Assert.NotEmpty(seen);
            var found = new List<string>();
            for (string? next = path + "?limit=2&count=true"; next is not null;)
            {
                var page = await Anonymous.ReadAsync(next);
                Assert.Equal(seen.Count, (int)page["page"]!["total"]!);
                found.AddRange(((JsonArray)page["data"]!).Select(item => (string)item!["id"]!));
                next = (string?)page["page"]!["next"];
            }
            Assert.Equal(seen, found.Order());
        }
        foreach (var tag in World.Shown.Where(item => item.Plural == "tags"))
        {
            var articles = await Anonymous.ReadAsync($"/api/v1/articles?tag={tag.Id}&count=true");
            Assert.Equal((int)articles["page"]!["total"]!, (int)(await Anonymous.ReadAsync($"/api/v1/tags/{tag.Id}"))["data"]!["articleCount"]!);
            Assert.Subset(World.Shown.Select(item => item.Id).ToHashSet(), ((JsonArray)articles["data"]!).Select(item => (string)item!["id"]!).ToHashSet());
        }
    }

    private IEnumerable<string> Endless(Random random)
    {
        while (true)
        {
            string url;
            lock (random) url = Questions.Any(random);
            yield return url;
        }
    }

    /// <summary>Where a name of the item can stand.</summary>
    private static IEnumerable<string> AddressesOf(HiddenItem item)
    {
        yield return $"/api/v1/{item.Plural}/{{0}}";
        if (item.Plural is "newsletters") yield return "/api/v1/newsletters/{0}/editions";
        if (item.Plural is "newsletters") yield return "/api/v1/newsletters/{0}/editions/latest";
        if (item.Plural is "podcasts") yield return "/api/v1/podcasts/{0}/episodes";
        if (item.Plural is "editions") yield return "/api/v1/newsletters/open-newsletter/editions/{0}";
        if (item.Plural is "episodes") yield return "/api/v1/podcasts/open-podcast/episodes/{0}";
        foreach (var list in item.Plural switch
        {
            "tags" or "authors" => ["articles", "editions"],
            "newsletters" => ["articles", "editions", "podcasts", "breaking"],
            "editions" => ["articles"],
            "podcasts" => ["episodes"],
            _ => Array.Empty<string>(),
        })
        {
            yield return $"/api/v1/{list}?limit=100&count=true&{item.Plural[..^1]}={{0}}";
        }
    }

    /// <summary>The status, headers and body without what names the request.</summary>
    private static async Task<string> TextAsync(HttpClient client, string address, string name)
    {
        using var response = await client.GetAsync(address.Replace("{0}", name, StringComparison.Ordinal));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Remove("traceId");
        response.Headers.Date = null;
        return $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}{body.ToJsonString()}".Replace(name, "*", StringComparison.Ordinal);
    }
}

public sealed class LeaksOnSqlite(LeakServer shared) : LeakTests(Engine.Sqlite, shared);

public sealed class LeaksOnPostgreSql(LeakServer shared) : LeakTests(Engine.PostgreSql, shared);

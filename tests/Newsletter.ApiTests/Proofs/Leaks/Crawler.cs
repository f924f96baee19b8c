using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>Reads addresses in several ways, follows what leads on, and looks for canaries in every answer.</summary>
internal sealed class Crawler(HiddenWorld world, IReadOnlyList<HttpClient> clients)
{
    private readonly ConcurrentDictionary<string, bool> followed = new();
    private readonly ConcurrentQueue<string> leaks = new();
    private readonly ConcurrentDictionary<int, int> statuses = new();
    private int reads;

    public int Reads => reads;

    public IReadOnlyCollection<string> Leaks => leaks;

    public IReadOnlyDictionary<int, int> Statuses => statuses;

    /// <summary>Reads everything by as many at once as there are clients.</summary>
    public async Task ReadAllAsync(IEnumerable<string> urls, Random random, CancellationToken until)
    {
        try
        {
            await Parallel.ForEachAsync(urls, new ParallelOptions { MaxDegreeOfParallelism = 2 * clients.Count, CancellationToken = until }, async (url, _) =>
            {
                int die;
                lock (random) die = random.Next(100);
                await ReadAsync(url, die);
            });
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
        }
    }

    /// <param name="die">Decides how it is read: who asks, and whether as HEAD, with a condition, or in another form.</param>
    public async Task ReadAsync(string url, int die)
    {
        var client = clients[die % clients.Count];
        for (string? next = url; next is not null;)
        {
            using var request = new HttpRequestMessage(die is >= 10 and < 14 ? HttpMethod.Head : HttpMethod.Get, next);
            if (die is 20 or 21) request.Headers.TryAddWithoutValidation("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT");
            if (die is 22) request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            if (die is 23) request.Headers.TryAddWithoutValidation("Accept", "text/html");
            using var response = await client.SendAsync(request);
            var body = System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
            Interlocked.Increment(ref reads);
            statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
            if (world.Canaries.Find($"{response.Headers}{response.Content.Headers}{body}", Uri.UnescapeDataString(next)) is { } leak) leaks.Enqueue($"{request.Method} {next}: {leak}");
            if ((int)response.StatusCode >= 500) leaks.Enqueue($"{request.Method} {next}: {body}");
            next = Next(response, body);
        }
    }

    /// <summary>The next page, or where it went; each once.</summary>
    private string? Next(HttpResponseMessage response, string body)
    {
        var next = response.Headers.Location?.ToString();
        if (next is null && response.StatusCode is System.Net.HttpStatusCode.OK && body.Contains("\"next\":\"/", StringComparison.Ordinal)) next = (string?)JsonNode.Parse(body)!["page"]?["next"];
        return next is not null && followed.TryAdd(next, true) ? next : null;
    }

    /// <summary>What is not delivery: pages, documents, files, and what the caller may not do.</summary>
    public static IReadOnlyList<string> Others(HiddenWorld world) =>
    [
        "/", "/home.css", "/swagger/index.html", "/openapi/delivery.v1.json", "/openapi/management.v1.json", "/schemas/body/1.json", "/health/live", "/health/ready", "/nothing", "/api/v1", "/media/",
        .. world.ShownFiles, .. world.HiddenFiles, .. world.HiddenFiles.Select(file => file.Replace("original", "small", StringComparison.Ordinal)),
        .. world.Hidden.SelectMany(item => new[] { $"/manage/v1/{item.Plural}/{item.Id}", $"/manage/v1/{item.Plural}/{item.Slug}", $"/manage/v1/{item.Plural}/{item.Id}/revisions", $"/{item.Plural}/{item.Slug}" }),
        "/manage/v1/audit", "/manage/v1/schedules", "/manage/v1/articles",
    ];
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Newsletter.Load;

/// <summary>The workloads that no reference program has, on both engines: searching, and following the feed.</summary>
internal sealed class Alone(Options options, string work, string own, Figures figures)
{
    public static readonly string[] Names = ["SEARCH", "SYNC"];

    private const string Feed = "/api/v1/sync";
    private const int Publications = 20;

    private static readonly int[] Connections = [8, 32];

    private readonly string[] questions = Questions.Mixed(Path.Combine(work, "data"), options.Articles);

    public async Task RunAsync()
    {
        await RunAsync("PostgreSQL", cache => Api.Settings(Path.Combine(work, "storage"), own, cache));
        await RunAsync("SQLite", cache => Api.Settings(Path.Combine(work, "sqlite"), null, cache));
    }

    private async Task RunAsync(string engine, Func<bool, Dictionary<string, string>> settings)
    {
        await using (var api = await Api.StartAsync(options.Program, settings(false)))
        {
            if (options.Wants("SEARCH")) await MeasureAsync("SEARCH", engine, false, api, questions);
            if (options.Wants("SYNC")) await FollowAsync(engine, api);
        }
        if (!options.Wants("SEARCH")) return;
        await using var cached = await Api.StartAsync(options.Program, settings(true));
        // Each is asked once before, so that all are kept.
        await AskAsync(cached, questions);
        await MeasureAsync("SEARCH", engine, true, cached, questions);
    }

    /// <summary>All of the walk, page by page; the end of it, where nothing is new; and the place before some publications.</summary>
    private async Task FollowAsync(string engine, Running api)
    {
        var watch = Stopwatch.StartNew();
        var pages = await WalkAsync(api);
        figures.WalkSeconds[engine] = watch.Elapsed.TotalSeconds;
        await MeasureAsync("SYNC walk", engine, false, api, pages[..^1]);
        await MeasureAsync("SYNC end", engine, false, api, [pages[^1]]);
        using var client = Api.Client(api);
        for (var at = 0; at < Publications; at++) await Api.PublishAsync(client, string.Create(CultureInfo.InvariantCulture, $"followed-{at}"));
        await MeasureAsync("SYNC changes", engine, false, api, [pages[^1]]);
    }

    /// <summary>The paths of the pages as a follower comes to them; the last is the one to ask again later.</summary>
    private static async Task<string[]> WalkAsync(Running api)
    {
        using var client = new HttpClient { BaseAddress = new(api.Origin) };
        var pages = new List<string> { Feed };
        for (var hasMore = true; hasMore;)
        {
            var page = await client.GetFromJsonAsync<JsonObject>(pages[^1]);
            hasMore = (bool)page!["hasMore"]!;
            pages.Add($"{Feed}?cursor={Uri.EscapeDataString((string)page["nextCursor"]!)}");
        }
        return [.. pages];
    }

    private static async Task AskAsync(Running api, IEnumerable<string> paths)
    {
        using var client = new HttpClient { BaseAddress = new(api.Origin) };
        foreach (var path in paths) await client.GetByteArrayAsync(path);
    }

    private async Task MeasureAsync(string workload, string engine, bool cached, Running api, string[] paths)
    {
        foreach (var connections in Connections)
        {
            var runs = new List<Measured>();
            for (var turn = 0; turn < options.Repeat; turn++) runs.Add(await new Wrk(work, connections).RunAsync(api.Origin, paths, options.Seconds, turn == 0 ? options.Warm : 0));
            figures.Add(new AloneRow(workload, engine, cached, connections, Measured.Median(runs)));
        }
    }
}

using System.Net.Http.Headers;

namespace Newsletter.Load;

/// <summary>The read workloads: the hand-written statement, the program without and with its cache, and constant bytes of the same size.</summary>
internal sealed class Reads(Options options, string work, string own, string limit, Figures figures)
{
    public static readonly string[] Names = ["LIST", "FILTER", "DEEP", "ITEM", "EDITION", "304"];

    private const int DeepPage = 400;

    private readonly Wrk wrk = new(work);
    private readonly string self = Environment.ProcessPath!;

    private sealed record Workload(string Name, string[] Paths, string[] Sql);

    public async Task RunAsync()
    {
        IReadOnlyList<Workload> workloads;
        await using (var api = await Api.StartAsync(options.Program, Api.Settings(Path.Combine(work, "storage"), own, cache: false)))
        await using (var sql = await Running.StartAsync(self, origin => ["limit-sql", limit, origin], "/articles"))
        {
            workloads = [.. (await WorkloadsAsync(api)).Where(one => options.Wants(one.Name))];
            await SaveBodiesAsync(api, workloads);
            foreach (var workload in workloads) await SideBySideAsync(workload, sql, api);
        }
        await using var cached = await Api.StartAsync(options.Program, Api.Settings(Path.Combine(work, "storage"), own));
        await using var constant = await Running.StartAsync(self, origin => ["limit-static", Path.Combine(work, "bodies"), origin], "/" + workloads[0].Name);
        foreach (var workload in workloads) await SideBySideAsync(workload, constant, cached);
        if (options.Wants("304")) await UnchangedAsync(constant, cached);
        figures.ResidentMb = cached.ResidentMb;
    }

    private async Task<IReadOnlyList<Workload>> WorkloadsAsync(Running api)
    {
        var step = Math.Max(1, options.Articles / 1000);
        var items = Enumerable.Range(0, options.Articles).Where(at => at % step == 0).Take(1000).Select(Data.ArticleSlug).ToList();
        return
        [
            new("LIST", [Api.List], ["/articles"]),
            new("FILTER", [.. Data.TagSlugs.Select(tag => $"{Api.List}?tag={tag}")], [.. Data.TagSlugs.Select(tag => $"/articles?tag={tag}")]),
            new("DEEP", [await Api.PageAsync(api, Math.Min(DeepPage, options.Articles / 20))], [$"/articles?page={Math.Min(DeepPage, options.Articles / 20)}"]),
            new("ITEM", [.. items.Select(slug => $"{Api.List}/{slug}?body=html")], [.. items.Select(slug => $"/articles/{slug}")]),
            new("EDITION", [.. Data.EditionSlugs.Select(slug => $"/api/v1/editions/{slug}?include=articles")], [.. Data.EditionSlugs.Select(slug => $"/editions/{slug}")]),
        ];
    }

    /// <summary>What the constant reference sends: an answer of each workload.</summary>
    private async Task SaveBodiesAsync(Running api, IReadOnlyList<Workload> workloads)
    {
        using var client = new HttpClient { BaseAddress = new(api.Origin) };
        var folder = Directory.CreateDirectory(Path.Combine(work, "bodies")).FullName;
        foreach (var workload in workloads) await File.WriteAllBytesAsync(Path.Combine(folder, workload.Name), await client.GetByteArrayAsync(workload.Paths[workload.Paths.Length / 2]));
    }

    private Task SideBySideAsync(Workload workload, Running reference, Running api)
    {
        var isSql = !figures.Rows.Any(row => row.Workload == workload.Name);
        return InTurnsAsync(workload.Name, isSql ? "limit-sql" : "limit-static", (reference, isSql ? workload.Sql : ["/" + workload.Name]), (api, workload.Paths));
    }

    /// <summary>In turns, each time the other one first, so that a slow minute of the machine meets both.</summary>
    private async Task InTurnsAsync(string workload, string name, (Running Server, string[] Paths) reference, (Running Server, string[] Paths) api, string headers = "")
    {
        var (theirs, ours) = (new List<Measured>(), new List<Measured>());
        for (var turn = 0; turn < options.Repeat; turn++)
        {
            foreach (var isOurs in new[] { turn % 2 == 1, turn % 2 == 0 })
            {
                var (server, paths) = isOurs ? api : reference;
                (isOurs ? ours : theirs).Add(await wrk.RunAsync(server.Origin, paths, options.Seconds, turn == 0 ? options.Warm : 0, isOurs ? headers : ""));
            }
        }
        figures.Add(workload, name, Measured.Median(theirs), Measured.Median(ours));
    }

    private async Task UnchangedAsync(Running constant, Running cached)
    {
        using var client = new HttpClient { BaseAddress = new(cached.Origin) };
        using var answer = await client.GetAsync(new Uri(Api.List, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        EntityTagHeaderValue tag = answer.Headers.ETag!;
        var body = Directory.GetFiles(Path.Combine(work, "bodies")).Select(Path.GetFileName).First();
        await InTurnsAsync("304", "limit-static", (constant, ["/" + body]), (cached, [Api.List]), $"If-None-Match: {tag}");
    }
}

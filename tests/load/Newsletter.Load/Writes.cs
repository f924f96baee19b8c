using System.Diagnostics;
using System.Globalization;

namespace Newsletter.Load;

/// <summary>Writing, publications beside readers, and starts.</summary>
internal sealed class Writes(Options options, string work, string own, Figures figures)
{
    private const int Clients = 8;

    public async Task RunAsync()
    {
        await using (var api = await Api.StartAsync(options.Program, Api.Settings(Path.Combine(work, "storage"), own)))
        {
            var turn = 0;
            // What is asked for a hundred times a second instead of thousands is compiled later.
            await Warming.UntilSteadyAsync(options.Warm, options.Seconds, 5, () => CreateAsync(api, $"warm-{turn++}"));
            figures.CreatesPerSecond = await CreateAsync(api, "made");
            await SeenAfterAsync(api);
            await BesideReadersAsync(api, "warm-beside", options.Warm);
            var seconds = Math.Max(5, options.Seconds);
            (figures.BesidePublications, var published) = await BesideReadersAsync(api, "beside", seconds);
            figures.PublicationsPerSecond = published / (double)seconds;
        }
        var settings = Api.Settings(Path.Combine(work, "sqlite"), null);
        var starts = new List<double>();
        for (var start = 0; start < 5; start++)
        {
            await using var cold = await Api.StartAsync(options.Program, settings);
            starts.Add(cold.ColdMs);
        }
        figures.ColdMs = starts.Order().ElementAt(starts.Count / 2);
    }

    private async Task<double> CreateAsync(Running api, string slugs)
    {
        var (made, end) = (0, Stopwatch.GetTimestamp() + ((long)options.Seconds * Stopwatch.Frequency));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            using var client = Api.Client(api);
            for (var at = 0; Stopwatch.GetTimestamp() < end; at++)
            {
                await Api.SendAsync(client, "/manage/v1/articles", new
                {
                    slug = $"{slugs}-{number}-{at}",
                    title = $"Made {number} {at}",
                    newsletter = "the-load",
                    teaser = "What was decided in the night, and who pays for it.",
                    authors = new[] { new { author = "author-1", role = "writer" } },
                    tags = new[] { "tag-1", "tag-2", "tag-3" },
                    body = new { format = "markdown", content = string.Join("\n\n", Enumerable.Repeat("The council met **after midnight** and voted on the budget of the harbour, which had been closed since the storm.", 30)) },
                }, key: $"{slugs}-{number}-{at}");
                Interlocked.Increment(ref made);
            }
        }));
        return made / (double)options.Seconds;
    }

    /// <summary>How long a cached list goes on without what was just published.</summary>
    private async Task SeenAfterAsync(Running api)
    {
        using var client = Api.Client(api);
        using var reader = new HttpClient { BaseAddress = new(api.Origin) };
        var waits = new List<double>();
        for (var at = 0; at < 20; at++)
        {
            await reader.GetStringAsync(Api.List);
            var slug = await Api.PublishAsync(client, string.Create(CultureInfo.InvariantCulture, $"seen-{at}"));
            var watch = Stopwatch.StartNew();
            while (!(await reader.GetStringAsync(Api.List)).Contains($"\"{slug}\"", StringComparison.Ordinal)) await Task.Delay(1);
            waits.Add(watch.Elapsed.TotalMilliseconds);
        }
        figures.SeenAfterMs = waits.Max();
    }

    /// <summary>Ten publications a second, or one after the other where each takes longer, while lists and items are read.</summary>
    private async Task<(Measured Read, int Published)> BesideReadersAsync(Running api, string slugs, int seconds)
    {
        using var client = Api.Client(api);
        using var end = new CancellationTokenSource();
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!end.IsCancellationRequested)
            {
                await Api.PublishAsync(client, string.Create(CultureInfo.InvariantCulture, $"{slugs}-{published++}"));
                await timer.WaitForNextTickAsync();
            }
        });
        var paths = Data.TagSlugs.Select(tag => $"{Api.List}?tag={tag}").Append(Api.List).Concat(Enumerable.Range(0, 200).Select(at => $"{Api.List}/{Data.ArticleSlug(at)}"));
        var read = await new Wrk(work).RunAsync(api.Origin, paths, seconds, 0);
        await end.CancelAsync();
        await publishing;
        return (read, published);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Newsletter.Load.Media;

/// <summary>Measures pictures and prints one table.</summary>
internal sealed class MediaBench(MediaOptions options, string work, MediaFigures figures)
{
    private const int Loading = 8;
    private const int LoadedPictures = 12;

    /// <summary>How often lists are measured with and without; the one in the middle counts, since machines slow down for seconds.</summary>
    private const int Rounds = 3;

    private readonly Lazy<IReadOnlyList<string>> made = new(() => MadePictures.Write(Path.Combine(work, "pictures"), options.Pictures));

    public static async Task<int> RunAsync(string[] args)
    {
        var options = MediaOptions.Read(args);
        var figures = new MediaFigures { Cores = Environment.ProcessorCount, Pictures = options.Pictures };
        var work = Directory.CreateTempSubdirectory("newsletter-media-").FullName;
        try
        {
            await new MediaBench(options, work, figures).MeasureAsync();
            Console.WriteLine(figures.Table());
            if (options.Results is not { } results) return 0;
            Directory.CreateDirectory(results);
            await File.WriteAllTextAsync(Path.Combine(results, "media.md"), figures.Table());
            await File.WriteAllTextAsync(Path.Combine(results, "media.json"), JsonSerializer.Serialize(figures, Figures.Json));
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task MeasureAsync()
    {
        if (options.Wants("UPLOADS")) await UploadsAsync();
        if (options.Wants("RENDITIONS")) await RenditionsAsync();
        if (options.Wants("MEMORY")) await MemoryAsync();
        if (!options.Wants("LIST")) return;
        foreach (var cached in new[] { true, false }) await ListAsync(cached);
    }

    private async Task UploadsAsync()
    {
        await using var server = await StartAsync("uploads");
        using var client = new PictureClient(server);
        await client.UploadAsync(made.Value[0]);
        figures.UploadsPerSecond = await PerSecondAsync(1);
        figures.UploadsPerSecondAtFour = await PerSecondAsync(4);
        Say($"uploads/s {figures.UploadsPerSecond:F2}, by four {figures.UploadsPerSecondAtFour:F2}");

        async Task<double> PerSecondAsync(int clients)
        {
            var watch = Stopwatch.StartNew();
            await PictureClient.EachAsync(made.Value, clients, path => client.UploadAsync(path));
            return made.Value.Count / watch.Elapsed.TotalSeconds;
        }
    }

    private async Task RenditionsAsync()
    {
        var all = new List<Rendition>();
        await using (var server = await StartAsync("renditions"))
        {
            using var client = new PictureClient(server);
            foreach (var (path, at) in made.Value.Select((path, at) => (path, at))) all.AddRange(await client.ShowAsync(await client.UploadAsync(path), at, "original"));
            await WarmAsync(client);
            figures.Renditions = all.Count;
            // A few more clients than cores, so that none of these waits for a request.
            figures.RenditionsPerSecond = all.Count / await client.AskAsync(all, 2 * figures.Cores);
        }
        Say($"renditions/s {figures.RenditionsPerSecond:F2}");
        figures.SharpPerSecond = all.Count / await SharpAsync(all);
        Say($"sharp {figures.SharpPerSecond:F2}");
    }

    private async Task<double> SharpAsync(IEnumerable<Rendition> renditions)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [options.Sharp, figures.Cores.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(renditions.Select(one => new { file = made.Value[one.Picture], width = one.Width, height = one.Height, format = one.Format })));
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? double.Parse(said, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"sharp ended with {process.ExitCode}.");
    }

    private async Task MemoryAsync()
    {
        var large = MadePictures.WriteLarge(Path.Combine(work, "pictures"));
        await using var server = await StartAsync("memory");
        using var client = new PictureClient(server);
        var renditions = await client.ShowAsync(await client.UploadAsync(large), 0, "original");
        await client.AskAsync(renditions, figures.Cores);
        figures.PeakMb = server.PeakMb;
        Say($"peak RSS {figures.PeakMb:F0} MB");
    }

    private async Task ListAsync(bool cached)
    {
        await using var server = await StartAsync(cached ? "kept" : "not-kept", cached);
        using var client = new PictureClient(server);
        var all = new List<Rendition>();
        foreach (var (path, at) in made.Value.Take(LoadedPictures).Select((path, at) => (path, at))) all.AddRange(await client.ShowAsync(await client.UploadAsync(path), at, null));
        await WarmAsync(client);
        var wrk = new Wrk(work, connections: 8);
        await wrk.RunAsync(server.Origin, [Api.List], options.Seconds, options.Warm);
        var rounds = new List<ListRow>();
        foreach (var some in all.Chunk(all.Count / Rounds)) rounds.Add(new(cached, await wrk.RunAsync(server.Origin, [Api.List], options.Seconds, 0), await BesideAsync(server, client, wrk, some)));
        var row = rounds.OrderBy(round => round.Ratio).ElementAt(Rounds / 2);
        figures.Lists.Add(row);
        Say($"LIST p99 {row.Without.P99:F2} ms, beside renditions {row.Beside.P99:F2} ms");
    }

    private async Task<Measured> BesideAsync(Running server, PictureClient client, Wrk wrk, IReadOnlyList<Rendition> renditions)
    {
        using var end = new CancellationTokenSource();
        var loading = client.AskAsync(renditions, Loading, end.Token);
        var beside = await wrk.RunAsync(server.Origin, [Api.List], options.Seconds, 0);
        if (loading.IsCompleted) throw new InvalidOperationException("All renditions were made before the list was measured.");
        await end.CancelAsync();
        await loading;
        return beside;
    }

    /// <summary>Lets the runtime compile what renditions take, by a few of an aspect that is not measured.</summary>
    private async Task WarmAsync(PictureClient client)
    {
        var renditions = await client.ShowAsync(await client.UploadAsync(made.Value[^1]), 0, "16x9");
        await client.AskAsync(renditions.Where(one => one.Width <= 640), 1);
    }

    /// <summary>Starts the program with the demo content.</summary>
    private async Task<Running> StartAsync(string name, bool cached = true)
    {
        var settings = Api.Settings(Path.Combine(work, name), null, cached);
        settings["Limits__Files"] = "100000000";
        await Api.CommandAsync(options.Program, settings, "demo");
        return await Api.StartAsync(options.Program, settings);
    }

    private static void Say(FormattableString words) => Console.Error.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}

/// <summary>How pictures are measured.</summary>
/// <param name="Program">The program in Release.</param>
/// <param name="Sharp">The script that makes the same renditions.</param>
/// <param name="Seconds">The length of each run of wrk.</param>
/// <param name="Warm">The longest that a server is warmed up for it, in seconds.</param>
/// <param name="Only">UPLOADS, RENDITIONS, MEMORY, LIST; empty for all.</param>
internal sealed record MediaOptions(string Program, string Sharp, int Pictures, int Seconds, int Warm, string? Results, IReadOnlySet<string> Only)
{
    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);

    public static MediaOptions Read(string[] args)
    {
        var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new(given["--program"], given["--sharp"], Number("--pictures", 50), Number("--seconds", 6), Number("--warm", 20), given.GetValueOrDefault("--results"),
            given.TryGetValue("--only", out var only) ? only.ToUpperInvariant().Split(',').ToHashSet() : new HashSet<string>());
    }
}

using System.Text.Json;

namespace Newsletter.Load;

/// <summary>Measures the program beside the two references and prints one table.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args);
        var work = Directory.CreateTempSubdirectory("newsletter-load-").FullName;
        var (own, limit) = ($"newsletter_load_{Environment.ProcessId}", $"newsletter_limit_{Environment.ProcessId}");
        try
        {
            Console.Error.WriteLine($"Data: {options.Articles} articles");
            new Data(Path.Combine(work, "data"), options.Articles).Write();
            foreach (var name in new[] { own, limit }) await Databases.ExecuteAsync("create", name);
            var settings = Api.Settings(Path.Combine(work, "storage"), Databases.Connection(own));
            await Api.CommandAsync(options.Program, settings, "migrate");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await Api.CommandAsync(options.Program, settings, "import", "ndjson", Path.Combine(work, "data"));
            var figures = new Figures { ImportSeconds = watch.Elapsed.TotalSeconds };
            await Databases.AnalyzeAsync(own);
            if (options.Wants(Reads.Names))
            {
                await LimitSql.LoadAsync(Databases.Connection(limit), Path.Combine(work, "data"));
                await new Reads(options, work, Databases.Connection(own), Databases.Connection(limit), figures).RunAsync();
            }
            if (options.Wants(Alone.Names))
            {
                await Api.CommandAsync(options.Program, Api.Settings(Path.Combine(work, "sqlite"), null), "import", "ndjson", Path.Combine(work, "data"));
                await new Alone(options, work, Databases.Connection(own), figures).RunAsync();
            }
            if (options.Wants(Options.Writing)) await new Writes(options, work, Databases.Connection(own), figures).RunAsync();
            var table = Table.Write(options, figures);
            Console.WriteLine(table);
            if (options.Results is { } results)
            {
                Directory.CreateDirectory(results);
                await File.WriteAllTextAsync(Path.Combine(results, "load.md"), table);
                await File.WriteAllTextAsync(Path.Combine(results, "load.json"), JsonSerializer.Serialize(figures, Figures.Json));
            }
            return 0;
        }
        finally
        {
            foreach (var name in new[] { own, limit }) await Databases.ExecuteAsync("drop", name);
            Directory.Delete(work, recursive: true);
        }
    }
}

/// <summary>How the measurement is done.</summary>
/// <param name="Program">The program in Release.</param>
/// <param name="Seconds">The length of each run of wrk.</param>
/// <param name="Warm">The longest that a server is warmed up before, in seconds.</param>
/// <param name="Only">The workloads; empty for all, with writes and starts, which are WRITES here.</param>
internal sealed record Options(string Program, int Articles, int Seconds, int Warm, int Repeat, string? Results, IReadOnlySet<string> Only)
{
    public const string Writing = "WRITES";

    public bool All => Only.Count == 0;

    /// <summary>Whether one of these workloads is to be measured.</summary>
    public bool Wants(params string[] names) => All || names.Any(Only.Contains);

    public static Options Read(string[] args)
    {
        var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        return new(given["--program"], Number("--articles", 10_000), Number("--seconds", 6), Number("--warm", 40), Number("--repeat", 3), given.GetValueOrDefault("--results"),
            given.TryGetValue("--only", out var only) ? only.ToUpperInvariant().Split(',').ToHashSet() : new HashSet<string>());
    }
}

using System.Globalization;
using System.Text;

namespace Newsletter.Load;

/// <summary>The figures as Markdown, with what must be reached.</summary>
internal static class Table
{
    private static readonly Dictionary<(string Workload, string Reference), double> Wanted = new()
    {
        [("LIST", "limit-static")] = 0.75,
        [("FILTER", "limit-static")] = 0.75,
        [("DEEP", "limit-static")] = 0.75,
        [("ITEM", "limit-static")] = 0.75,
        [("EDITION", "limit-static")] = 0.75,
        [("304", "limit-static")] = 0.85,
        [("LIST", "limit-sql")] = 3.0,
        [("FILTER", "limit-sql")] = 3.0,
        [("DEEP", "limit-sql")] = 8,
        [("ITEM", "limit-sql")] = 1.1,
        [("EDITION", "limit-sql")] = 1.2,
    };

    /// <summary>The longest that a hundredth of the answers may take, by the connections.</summary>
    private static readonly Dictionary<(string Workload, bool Cached, int Connections), double> WantedMs = new() { [("SEARCH", false, 8)] = 50 };

    public static string Write(Options options, Figures figures)
    {
        var text = new StringBuilder();
        Line($"{options.Articles} articles, wrk with 2 threads and 32 connections, {options.Seconds} s each, {Environment.ProcessorCount} cores for all");
        Line($"");
        Line($"| | reference | its requests/s | cache | requests/s | p50 ms | p99 ms | bytes | errors | ratio | wanted | |");
        Line($"|---|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var row in figures.Rows)
        {
            var (ours, wanted) = (row.Ours, Wanted.GetValueOrDefault((row.Workload, row.Reference)));
            var cache = row.Reference == "limit-sql" ? "off" : "on";
            Line($"| {row.Workload} | {row.Reference} | {row.Theirs.PerSecond:F0} | {cache} | {ours.PerSecond:F0} | {ours.P50:F2} | {ours.P99:F2} | {ours.Bytes} | {ours.Errors} | {row.Ratio:F2} | {wanted:F2} | {(row.Ratio >= wanted ? "" : "MISSED")} |");
        }
        Line($"");
        if (figures.Alone.Count > 0) WriteAlone(figures, text);
        Line($"import {figures.ImportSeconds:F1} s");
        if (figures.ResidentMb is { } resident) Line($"RSS after the reads {resident:F0} MB (wanted < 200)");
        if (figures.CreatesPerSecond is null) return text.ToString();
        Line($"creates/s at 8 clients {figures.CreatesPerSecond:F0} (wanted ≥ 500); a publication is seen on a cached list after at most {figures.SeenAfterMs:F0} ms (wanted ≤ 200); start on SQLite to the first answer {figures.ColdMs:F0} ms (wanted < 1000)");
        Line($"beside {figures.PublicationsPerSecond:F1} publications a second: {figures.BesidePublications!.PerSecond:F0} requests/s, p99 {figures.BesidePublications.P99:F1} ms, {figures.BesidePublications.Errors} failed (wanted 0)");
        return text.ToString();

        void Line(FormattableString line) => Add(text, line);
    }

    private static void WriteAlone(Figures figures, StringBuilder text)
    {
        Add(text, $"| | engine | cache | connections | requests/s | p50 ms | p99 ms | bytes | errors | wanted p99 | |");
        Add(text, $"|---|---|---|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var row in figures.Alone)
        {
            var (ours, wanted) = (row.Ours, WantedMs.TryGetValue((row.Workload, row.Cached, row.Connections), out var most) ? most : (double?)null);
            Add(text, $"| {row.Workload} | {row.Engine} | {(row.Cached ? "on" : "off")} | {row.Connections} | {ours.PerSecond:F0} | {ours.P50:F2} | {ours.P99:F2} | {ours.Bytes} | {ours.Errors} | {wanted} | {(ours.P99 > wanted ? "MISSED" : "")} |");
        }
        Add(text, $"");
        foreach (var (engine, seconds) in figures.WalkSeconds) Add(text, $"the first walk through the feed of one follower on {engine}: {seconds:F1} s");
        Add(text, $"");
    }

    private static void Add(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}

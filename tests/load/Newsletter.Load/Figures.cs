using System.Text.Json;

namespace Newsletter.Load;

/// <summary>One workload of the program beside one reference.</summary>
internal sealed record Row(string Workload, string Reference, Measured Theirs, Measured Ours)
{
    public double Ratio => Ours.PerSecond / Theirs.PerSecond;
}

/// <summary>One workload that no reference program has.</summary>
internal sealed record AloneRow(string Workload, string Engine, bool Cached, int Connections, Measured Ours);

/// <summary>All that one run measured.</summary>
internal sealed class Figures
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public List<Row> Rows { get; } = [];
    public List<AloneRow> Alone { get; } = [];

    /// <summary>By the engine: how long one follower takes for the first walk through the feed, page by page.</summary>
    public Dictionary<string, double> WalkSeconds { get; } = [];
    public double ImportSeconds { get; set; }
    public double? ResidentMb { get; set; }
    public double? CreatesPerSecond { get; set; }

    /// <summary>The longest of twenty times.</summary>
    public double? SeenAfterMs { get; set; }

    /// <summary>Reading while ten articles a second are published.</summary>
    public Measured? BesidePublications { get; set; }
    public double? PublicationsPerSecond { get; set; }

    /// <summary>From the start of the process on SQLite to the first answer; the median of five.</summary>
    public double? ColdMs { get; set; }

    public void Add(string workload, string reference, Measured theirs, Measured ours)
    {
        Rows.Add(new(workload, reference, theirs, ours));
        Console.Error.WriteLine($"{workload} beside {reference}: {theirs.PerSecond:F0} → {ours.PerSecond:F0}, ratio {Rows[^1].Ratio:F2}");
    }

    public void Add(AloneRow row)
    {
        Alone.Add(row);
        Console.Error.WriteLine($"{row.Workload} on {row.Engine}, {(row.Cached ? "kept" : "not kept")}, {row.Connections} connections: {row.Ours.PerSecond:F0}, p50 {row.Ours.P50:F1} ms, p99 {row.Ours.P99:F1} ms");
    }
}

using System.Globalization;
using System.Text;

namespace Newsletter.Load.Media;

/// <summary>A list beside renditions that are being made, and without.</summary>
internal sealed record ListRow(bool Cached, Measured Without, Measured Beside)
{
    public double Ratio => Beside.P99 / Without.P99;
}

/// <summary>All that one run measured of pictures.</summary>
internal sealed class MediaFigures
{
    private const double WantedRatio = 0.9;
    private const double WantedMb = 500;
    private const double WantedSlower = 2;

    public required int Cores { get; init; }
    public required int Pictures { get; init; }

    public double? UploadsPerSecond { get; set; }
    public double? UploadsPerSecondAtFour { get; set; }

    public int? Renditions { get; set; }
    public double? RenditionsPerSecond { get; set; }
    public double? SharpPerSecond { get; set; }
    public double? Ratio => RenditionsPerSecond / SharpPerSecond;

    /// <summary>The most that the program held while it took a picture of 100 megapixels and made all renditions of one aspect.</summary>
    public double? PeakMb { get; set; }

    public List<ListRow> Lists { get; } = [];

    public string Table()
    {
        var text = new StringBuilder();
        Line($"{Pictures} pictures of 9 to 15 megapixels, {Cores} cores for all");
        Line($"");
        Line($"| | measured | wanted | |");
        Line($"|---|---:|---:|---|");
        if (UploadsPerSecond is { } one) Line($"| uploads/s, one after the other | {one:F2} | | |");
        if (UploadsPerSecondAtFour is { } four) Line($"| uploads/s, 4 clients | {four:F2} | | |");
        if (RenditionsPerSecond is { } ours) Line($"| renditions/s ({Renditions}, each asked for the first time) | {ours:F2} | | |");
        if (SharpPerSecond is { } theirs) Line($"| the same by sharp | {theirs:F2} | | |");
        if (Ratio is { } ratio) Line($"| ratio | {ratio:F2} | ≥ {WantedRatio} | {(ratio >= WantedRatio ? "" : "MISSED")} |");
        if (PeakMb is { } peak) Line($"| peak RSS with 100 megapixels, MB | {peak:F0} | < {WantedMb} | {(peak < WantedMb ? "" : "MISSED")} |");
        foreach (var row in Lists)
        {
            Line($"| LIST p99 ms, cache {(row.Cached ? "on" : "off")} ({row.Without.PerSecond:F0}/s) | {row.Without.P99:F2} | | |");
            Line($"| beside renditions for 8 clients ({row.Beside.PerSecond:F0}/s, {row.Beside.Errors} errors) | {row.Beside.P99:F2} | < {WantedSlower} × | {(row.Ratio < WantedSlower ? $"{row.Ratio:F2} ×" : $"{row.Ratio:F2} × MISSED")} |");
        }
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}

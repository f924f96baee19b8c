namespace Newsletter.Infrastructure.Body;

/// <summary>
/// Guesses what a text will cost the Markdown parser. For open ends it goes through the rest of the paragraph again,
/// and for definitions and underlined headings through those before; written by the thousand they cost minutes.
/// </summary>
internal static class MarkdownCost
{
    /// <summary>Characters gone through in half a second, about.</summary>
    private const double Limit = 300_000_000;

    /// <summary>What a line costs by itself, in characters gone through.</summary>
    private const double PerLine = 2_000;

    /// <summary>What a space before a line costs: every open list looks at it.</summary>
    private const double PerIndent = 300;

    /// <summary>A hundred times as many as a table may have cells in a row.</summary>
    private const int MaxPipes = 5_000;

    public static bool IsTooHigh(string content)
    {
        double cost = 0, length = 0, openEnds = 0, definitions = 0, underlines = 0;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            cost += PerLine + PerIndent * (line.Length - line.TrimStart().Length);
            if (text.Length == 0)
            {
                cost += openEnds * length;
                length = openEnds = 0;
            }
            length += line.Length + 1;
            openEnds += line.Count("](") + line.Count("<?") + line.Count("<!");
            definitions += line.Count("]:");
            if (text.Length > 0 && (text.TrimStart('=').Length == 0 || text.TrimStart('-').Length == 0)) underlines++;
            if (line.Count('|') > MaxPipes) return true;
        }
        return cost + openEnds * length + definitions * definitions * 0.6 + underlines * underlines * 0.1 > Limit;
    }
}

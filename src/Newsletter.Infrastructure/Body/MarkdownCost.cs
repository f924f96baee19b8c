namespace Newsletter.Infrastructure.Body;

/// <summary>Guesses what a text will cost the Markdown parser, which goes through the rest of a paragraph again for some open ends.</summary>
internal static class MarkdownCost
{
    /// <summary>Characters gone through in half a second, about.</summary>
    private const long Limit = 300_000_000;

    public static bool IsTooHigh(string content)
    {
        long cost = 0, length = 0, openEnds = 0;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            if (line.Trim().Length == 0)
            {
                cost += openEnds * length;
                length = openEnds = 0;
            }
            length += line.Length + 1;
            openEnds += line.Count("](") + line.Count("<?") + line.Count("<!");
        }
        return cost + openEnds * length > Limit;
    }
}

using System.Text.Json.Nodes;

namespace Newsletter.Load;

/// <summary>What people look for in the content of the measurement, the same on every run: words of its titles, frequent and rare, in the ways in which they are asked for.</summary>
internal static class Questions
{
    public const string Search = "/api/v1/search";

    /// <summary>So many titles, from all times, are asked for in ten ways each.</summary>
    private const int Titles = 100;

    private const int Beginning = 4;

    /// <param name="folder">Where the content is.</param>
    public static string[] Mixed(string folder, int articles) => [.. TitlesOf(folder, articles).SelectMany(Ways).Select(way => $"{Search}?q={Uri.EscapeDataString(way.Question)}{way.Filter}")];

    private static IEnumerable<(string Question, string Filter)> Ways(string[] title, int at)
    {
        var longest = title.MaxBy(word => word.Length)!;
        yield return (title[0], "");
        yield return (title[^1], "");
        yield return (longest, "");
        yield return ($"{title[0]} {title[2]}", "");
        yield return ($"{title[1]} {title[3]}", $"&tag=tag-{at % Data.Tags}");
        yield return ($"{longest} -{title[0]}", "");
        yield return ($"\"{Quoted(title)}\"", "");
        yield return (longest[..Math.Min(Beginning, longest.Length)], "");
        yield return (Misspelt(longest), "");
        // No word of the content has a q.
        yield return ($"{title[0]} q{title[1]}q", "");
    }

    private static IEnumerable<string[]> TitlesOf(string folder, int articles)
    {
        var step = Math.Max(1, articles / Titles);
        return File.ReadLines(Path.Combine(folder, "articles.ndjson")).Where((_, at) => at % step == 0).Take(Titles)
            .Select(line => ((string)JsonNode.Parse(line)!["title"]!).ToLowerInvariant().Split(' '));
    }

    /// <summary>The two words that follow each other and are the longest, which are seldom the most frequent: what is quoted is a name, not two words of every other article.</summary>
    private static string Quoted(string[] title) => title.Zip(title.Skip(1), (one, next) => $"{one} {next}").MaxBy(pair => pair.Length)!;

    /// <summary>With two letters in the middle swapped.</summary>
    private static string Misspelt(string word)
    {
        var middle = word.Length / 2;
        return middle == 0 ? word : $"{word[..(middle - 1)]}{word[middle]}{word[middle - 1]}{word[(middle + 1)..]}";
    }
}

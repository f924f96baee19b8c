using System.Net;
using System.Text;
using Newsletter.Application.Delivery.Search.Stems;

namespace Newsletter.Application.Delivery.Search;

/// <summary>Shows where a text has what was asked for: HTML with mark elements, everything else escaped.</summary>
internal sealed class Highlighter(SearchQuestion question, string language)
{
    private const int SnippetLength = 240;

    /// <summary>How much stands before the first match.</summary>
    private const int Lead = 60;

    /// <summary>Longer texts are looked through up to here.</summary>
    private const int MaxText = 50_000;

    /// <summary>Where words have no stems here: this much may differ at the ends of two words that begin alike.</summary>
    private const int MaxEnding = 3;

    private readonly Stemmer stemmer = Stemmer.Of(language);
    private readonly HashSet<string> stems = [.. question.Query.Wanted.SelectMany(term => term.Words).Select(Stemmer.Of(language).Stem)];
    private readonly HashSet<string> neighbours = question.WithTypos ? [.. question.Query.Wanted.SelectMany(term => term.Words).SelectMany(SearchKeys.Typos)] : [];
    private readonly List<string> beginnings = question.WithPrefixes ? [.. question.Query.Wanted.Where(term => term.IsPrefix).Select(term => term.Words[0])] : [];
    private readonly HashSet<int> lengths = [.. question.Query.Wanted.SelectMany(term => term.Words).SelectMany(word => new[] { word.Length - 1, word.Length, word.Length + 1 })];

    /// <summary>What all forms of the words begin with; null where a misspelt word may begin otherwise.</summary>
    private readonly HashSet<char>? initials = question.WithTypos ? null : [.. question.Query.Wanted.SelectMany(term => term.Words).Select(word => word[0])];

    private readonly Dictionary<string, bool> known = [];

    public string Whole(string text) => Mark(text, 0, text.Length, Matches(text));

    /// <summary>The part of a text with most matches close to each other; its beginning where it has none.</summary>
    public string Snippet(string text)
    {
        if (text.Length > MaxText) text = text[..MaxText];
        var matches = Matches(text);
        var (best, most) = (0, 0);
        for (var (first, last) = (0, 0); first < matches.Count; first++)
        {
            while (last < matches.Count && matches[last].End - matches[first].Start < SnippetLength - Lead) last++;
            var found = matches.Skip(first).Take(last - first).Select(match => match.Folded).Distinct().Count();
            if (found > most) (best, most) = (first, found);
        }
        var start = matches.Count == 0 || matches[best].Start <= Lead ? 0 : AtWord(text, matches[best].Start - Lead, matches[best].Start);
        var end = start + SnippetLength >= text.Length ? text.Length : BeforeWord(text, start, start + SnippetLength);
        return (start > 0 ? "… " : "") + Mark(text, start, end, matches) + (end < text.Length ? " …" : "");
    }

    private List<Word> Matches(string text) => [.. SearchWords.In(text, initials).Where(word => IsMatch(word.Folded))];

    private bool IsMatch(string word)
    {
        if (!known.TryGetValue(word, out var matches)) known[word] = matches = IsNew(word);
        return matches;
    }

    private bool IsNew(string word) => !stemmer.IsStopWord(word) && (stems.Contains(stemmer.Stem(word))
        || beginnings.Exists(beginning => word.StartsWith(beginning, StringComparison.Ordinal))
        || (language != SearchLanguages.Simple && !stemmer.HasStems && stems.Any(wanted => AreAlike(wanted, word)))
        || (neighbours.Count > 0 && lengths.Contains(word.Length) && SearchKeys.Typos(word).Any(neighbours.Contains)));

    private static bool AreAlike(string one, string other)
    {
        var alike = one.AsSpan().CommonPrefixLength(other);
        return alike > MaxEnding && one.Length - alike <= MaxEnding && other.Length - alike <= MaxEnding;
    }

    private static int AtWord(string text, int from, int last)
    {
        var space = text.AsSpan(from, last - from).IndexOfAny(' ', '\n');
        return space >= 0 ? from + space + 1 : last;
    }

    private static int BeforeWord(string text, int start, int end)
    {
        var space = text.AsSpan(start, end - start).LastIndexOfAny(' ', '\n');
        if (space > SnippetLength / 2) return start + space;
        return char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }

    private static string Mark(string text, int start, int end, List<Word> matches)
    {
        var html = new StringBuilder();
        foreach (var match in matches)
        {
            if (match.Start < start || match.End > end) continue;
            Escape(text[start..match.Start]);
            html.Append("<mark>");
            Escape(text[match.Start..match.End]);
            html.Append("</mark>");
            start = match.End;
        }
        Escape(text[start..end]);
        return html.ToString();

        void Escape(string part) => html.Append(WebUtility.HtmlEncode(part.ReplaceLineEndings(" ").Replace('\t', ' ')));
    }
}

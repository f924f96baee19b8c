using System.Net;
using System.Numerics;
using System.Text;

namespace Newsletter.Application.Delivery.Search;

/// <summary>Shows where a text has what was asked for: HTML with mark elements, everything else escaped.</summary>
internal sealed class Highlighter(SearchQuestion question, string language)
{
    private const int SnippetLength = 240;

    /// <summary>How much stands before the first match.</summary>
    private const int Lead = 60;

    /// <summary>Longer texts are looked through up to here.</summary>
    private const int MaxText = 50_000;

    private readonly MatchedWords matched = new(question, language);

    public string Whole(string text) => Mark(text, 0, text.Length, matched.In(text));

    /// <summary>The first part of a text with most of the words asked for close to each other; its beginning where it has none.</summary>
    public string Snippet(string text)
    {
        if (text.Length > MaxText) text = text[..MaxText];
        using var rest = matched.In(text).GetEnumerator();
        var matches = new List<MatchedWord>();
        var best = Best(rest, matches);
        var first = matches.Count == 0 ? 0 : matches[best].Start;
        var start = first <= Lead ? 0 : AtWord(text, first - Lead, first);
        var end = start + SnippetLength >= text.Length ? text.Length : BeforeWord(text, start, start + SnippetLength);
        while ((matches.Count == 0 || matches[^1].Start < end) && rest.MoveNext()) matches.Add(rest.Current);
        return (start > 0 ? "… " : "") + Mark(text, start, end, matches) + (end < text.Length ? " …" : "");
    }

    /// <summary>The match that the best part begins with. It looks no further than to where all that was asked for stands together.</summary>
    private int Best(IEnumerator<MatchedWord> rest, List<MatchedWord> matches)
    {
        var (best, most) = (0, 0);
        for (var first = 0; first < matches.Count || Next(); first++)
        {
            var (found, last) = (0u, first);
            while ((last < matches.Count || Next()) && matches[last].End - matches[first].Start < SnippetLength - Lead)
            {
                found |= matches[last++].Asked;
                if (BitOperations.PopCount(found) <= most) continue;
                (best, most) = (first, BitOperations.PopCount(found));
                if (most == matched.Count) return best;
            }
        }
        return best;

        bool Next()
        {
            if (!rest.MoveNext()) return false;
            matches.Add(rest.Current);
            return true;
        }
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

    private static string Mark(string text, int start, int end, IEnumerable<MatchedWord> matches)
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

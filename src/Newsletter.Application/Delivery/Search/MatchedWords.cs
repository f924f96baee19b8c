using Newsletter.Application.Delivery.Search.Stems;

namespace Newsletter.Application.Delivery.Search;

/// <summary>A word of a text that was asked for.</summary>
/// <param name="Asked">A bit for each of the words that it was asked for by.</param>
internal readonly record struct MatchedWord(int Start, int End, uint Asked);

/// <summary>Knows the words that were asked for in all the forms in which they are found, and remembers what it has found out about a word.</summary>
internal sealed class MatchedWords
{
    /// <summary>Where words have no stems here: this much may differ at the ends of two words that begin alike.</summary>
    private const int MaxEnding = 3;

    private readonly Stemmer stemmer;
    private readonly HashSet<char> initials;
    private readonly string[] words;
    private readonly string[] stems;
    private readonly string[] beginnings;
    private readonly bool takesTypos;
    private readonly bool takesAlike;

    private readonly Dictionary<string, uint> known = [];

    public MatchedWords(SearchQuestion question, string language)
    {
        stemmer = Stemmer.Of(language);
        var asked = question.Query.Wanted.SelectMany(term => term.Words.Select(word => (Word: word, IsBeginning: question.WithPrefixes && term.IsPrefix))).ToList();
        words = [.. asked.Select(one => one.Word)];
        Count = words.Count(word => !stemmer.IsStopWord(word));
        stems = [.. words.Select(stemmer.Stem)];
        beginnings = [.. asked.Select(one => one.IsBeginning ? one.Word : "")];
        takesTypos = question.WithTypos;
        initials = [.. words.Select(word => word[0])];
        takesAlike = language != SearchLanguages.Simple && !stemmer.HasStems;
    }

    /// <summary>How many words were asked for that can be found.</summary>
    public int Count { get; }

    public IEnumerable<MatchedWord> In(string text)
    {
        foreach (var word in SearchWords.In(text, takesTypos ? null : initials))
        {
            if (!known.TryGetValue(word.Folded, out var asked)) known[word.Folded] = asked = Find(word.Folded);
            if (asked != 0) yield return new(word.Start, word.End, asked);
        }
    }

    private uint Find(string word)
    {
        if (stemmer.IsStopWord(word)) return 0;
        var asked = 0u;
        // Only a misspelt word begins otherwise.
        var stem = initials.Contains(word[0]) ? stemmer.Stem(word) : "";
        for (var at = 0; stem.Length > 0 && at < stems.Length; at++)
        {
            if (stem == stems[at] || (beginnings[at].Length > 0 && word.StartsWith(beginnings[at], StringComparison.Ordinal)) || (takesAlike && AreAlike(stems[at], word))) asked |= 1u << at;
        }
        for (var at = 0; takesTypos && at < words.Length; at++)
        {
            if (SearchKeys.AreTypos(words[at], word)) asked |= 1u << at;
        }
        return asked;
    }

    private static bool AreAlike(string one, string other)
    {
        var alike = one.AsSpan().CommonPrefixLength(other);
        return alike > MaxEnding && one.Length - alike <= MaxEnding && other.Length - alike <= MaxEnding;
    }
}

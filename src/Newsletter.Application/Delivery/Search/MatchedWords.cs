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
    private readonly string[] stems;
    private readonly string[] beginnings;
    private readonly HashSet<string>[] neighbours;
    private readonly HashSet<int> lengths;
    private readonly bool takesAlike;

    private readonly Dictionary<string, uint> known = [];

    public MatchedWords(SearchQuestion question, string language)
    {
        stemmer = Stemmer.Of(language);
        var words = question.Query.Wanted.SelectMany(term => term.Words.Select(word => (Word: word, IsBeginning: question.WithPrefixes && term.IsPrefix))).ToList();
        Count = words.Count(one => !stemmer.IsStopWord(one.Word));
        stems = [.. words.Select(one => stemmer.Stem(one.Word))];
        beginnings = [.. words.Select(one => one.IsBeginning ? one.Word : "")];
        neighbours = question.WithTypos ? [.. words.Select(one => SearchKeys.Typos(one.Word).ToHashSet())] : [];
        lengths = [.. words.SelectMany(one => Enumerable.Range(one.Word.Length - 1, 3))];
        initials = [.. words.Select(one => one.Word[0])];
        takesAlike = language != SearchLanguages.Simple && !stemmer.HasStems;
    }

    /// <summary>How many words were asked for that can be found.</summary>
    public int Count { get; }

    public IEnumerable<MatchedWord> In(string text)
    {
        foreach (var word in SearchWords.In(text, neighbours.Length == 0 ? initials : null))
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
        if (neighbours.Length == 0 || !lengths.Contains(word.Length)) return asked;
        var keys = SearchKeys.Typos(word).ToList();
        for (var at = 0; at < stems.Length; at++)
        {
            if (keys.Exists(neighbours[at].Contains)) asked |= 1u << at;
        }
        return asked;
    }

    private static bool AreAlike(string one, string other)
    {
        var alike = one.AsSpan().CommonPrefixLength(other);
        return alike > MaxEnding && one.Length - alike <= MaxEnding && other.Length - alike <= MaxEnding;
    }
}

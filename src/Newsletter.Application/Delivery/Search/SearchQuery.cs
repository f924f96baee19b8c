namespace Newsletter.Application.Delivery.Search;

/// <summary>One thing asked for: a word, or words that follow each other.</summary>
/// <param name="Words">Folded, in order.</param>
/// <param name="IsPrefix">Whether longer words that begin like the (only) word are meant too.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix)
{
    /// <summary>The <see cref="SearchKeys"/> that stand for it as well as the words do.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

/// <summary>All of the wanted and none of the unwanted.</summary>
public sealed record SearchAlternative(IReadOnlyList<SearchTerm> Wanted, IReadOnlyList<SearchTerm> Unwanted);

/// <summary>What is asked for, as people write it: words, "phrases", -exclusions, or. Any text is a query; none is a syntax error.</summary>
public sealed record SearchQuery(IReadOnlyList<SearchAlternative> Alternatives)
{
    public const int MaxLength = 200;

    private const int MaxWords = 32;

    /// <summary>A shorter beginning would mean most words.</summary>
    private const int MinPrefix = 3;

    public IEnumerable<SearchTerm> Wanted => Alternatives.SelectMany(alternative => alternative.Wanted);

    public IEnumerable<SearchTerm> Terms => Alternatives.SelectMany(alternative => alternative.Wanted.Concat(alternative.Unwanted));

    /// <summary>The same with other terms.</summary>
    public SearchQuery With(Func<SearchTerm, SearchTerm> wanted, Func<SearchTerm, SearchTerm> unwanted) =>
        new([.. Alternatives.Select(one => new SearchAlternative([.. one.Wanted.Select(wanted)], [.. one.Unwanted.Select(unwanted)]))]);

    public static SearchQuery? Read(Parameters parameters)
    {
        if (parameters.Required("q", MaxLength, "q says what to look for.") is not { } text) return null;
        var query = Parse(text);
        if (query.Alternatives.Count == 0) parameters.Report("q", "nothing_to_find", "q needs a word to look for.");
        if (query.Terms.Sum(term => term.Words.Count) > MaxWords) parameters.Report("q", "too_many_words", $"q has at most {MaxWords} words.");
        return query;
    }

    public static SearchQuery Parse(string text)
    {
        var alternatives = new List<SearchAlternative>();
        var (wanted, unwanted) = (new List<SearchTerm>(), new List<SearchTerm>());
        foreach (var piece in Pieces(text))
        {
            if (!piece.IsQuoted && piece.Text.Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                Close();
                continue;
            }
            var words = SearchWords.In(piece.Text).Select(word => word.Folded).ToList();
            if (words.Count > 0) (piece.IsExcluded ? unwanted : wanted).Add(new(words, !piece.IsQuoted && !piece.IsExcluded && piece.IsLast && words is [{ Length: >= MinPrefix }]));
        }
        Close();
        return new(alternatives);

        // What is only excluded finds nothing.
        void Close()
        {
            if (wanted.Count > 0) alternatives.Add(new([.. wanted], [.. unwanted]));
            wanted.Clear();
            unwanted.Clear();
        }
    }

    private readonly record struct Piece(string Text, bool IsQuoted, bool IsExcluded, bool IsLast);

    private static IEnumerable<Piece> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var isExcluded = text[at] == '-' && at + 1 < text.Length;
            if (isExcluded) at++;
            var isQuoted = IsQuote(text[at]);
            var start = isQuoted ? at + 1 : at;
            var end = start;
            while (end < text.Length && (isQuoted ? !IsQuote(text[end]) : !char.IsWhiteSpace(text[end]) && !IsQuote(text[end]))) end++;
            yield return new(text[start..end], isQuoted, isExcluded, end == text.Length);
            at = isQuoted ? end + 1 : end;
        }
    }

    private static bool IsQuote(char character) => character is '"' or '“' or '”' or '„' or '«' or '»';
}

namespace Newsletter.Application.Delivery.Search.Stems;

/// <summary>
/// Leads the forms of a word to one stem, by the published algorithms that PostgreSQL uses too (Porter 2 and its relatives). SQLite indexes
/// these stems; on both engines highlighting compares them.
/// </summary>
public abstract class Stemmer
{
    private static readonly Dictionary<string, Stemmer> Known = new() { ["english"] = new EnglishStemmer(), ["german"] = new GermanStemmer(), ["russian"] = new RussianStemmer() };

    private static readonly Stemmer Other = new NoStemmer();

    /// <param name="language">One of <see cref="SearchLanguages"/>.</param>
    public static Stemmer Of(string language) => Known.GetValueOrDefault(language, Other);

    /// <summary>Whether words have stems here; else they are known as they are written.</summary>
    public virtual bool HasStems => true;

    /// <summary>Words that say so little that looking for them is no use.</summary>
    protected virtual IReadOnlySet<string> StopWords { get; } = new HashSet<string>();

    public bool IsStopWord(string word) => StopWords.Contains(word);

    /// <summary>The stem begins with the same letter.</summary>
    /// <param name="word">A folded word.</param>
    public abstract string Stem(string word);

    protected static IReadOnlySet<string> Words(string words) => words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>What is replaced and by what, as "a=b c=d".</summary>
    protected static Dictionary<string, string> Pairs(string pairs) => Words(pairs).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Endings, longest first.</summary>
    protected static string[] Endings(string endings) => [.. endings.Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(ending => ending.Length)];

    protected static string? EndingOf(string word, string[] endings) => Array.Find(endings, ending => word.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Where the region begins that follows the first consonant after a vowel.</summary>
    protected static int RegionAfter(string word, int from, string vowels)
    {
        for (var at = from + 1; at < word.Length; at++)
        {
            if (vowels.Contains(word[at - 1]) && !vowels.Contains(word[at])) return at + 1;
        }
        return word.Length;
    }

    private sealed class NoStemmer : Stemmer
    {
        public override bool HasStems => false;

        public override string Stem(string word) => word;
    }
}

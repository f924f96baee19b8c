namespace Newsletter.Application.Delivery.Search;

/// <summary>A query as an engine is to answer it.</summary>
/// <param name="Languages">The <see cref="SearchLanguages"/> to look in; the words are understood in each one's own way.</param>
public sealed record SearchQuestion(SearchQuery Query, IReadOnlyList<string> Languages)
{
    /// <summary>Of each of these groups found must have one of the <see cref="SearchKeys"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Among { get; init; } = [];

    /// <summary>How many of the newest are wanted at most; null for all.</summary>
    public int? Most { get; init; }

    /// <summary>Whether prefixes are looked for too.</summary>
    public bool WithPrefixes { get; init; }

    /// <summary>Whether words that differ in a letter from a word of the title are looked for too.</summary>
    public bool WithTypos { get; init; }

    /// <summary>The keys that stand for a term here.</summary>
    public IReadOnlyList<string> KeysOf(SearchTerm term) => WithTypos && term.Words is [var word] ? [.. term.Keys, .. SearchKeys.Typos(word)] : term.Keys;
}

/// <summary>A document that has what is asked for.</summary>
/// <param name="Number">Grows with the date of publication.</param>
public sealed record SearchMatch(Guid Id, long Number);

/// <summary>A document that was found.</summary>
/// <param name="Number">Grows with the date of publication.</param>
/// <param name="Rank">Between 0 and 1.</param>
public sealed record SearchHit(Guid Id, long Number, double Rank);

namespace Newsletter.Application.Delivery.Search;

/// <summary>A query as an engine is to answer it.</summary>
/// <param name="Languages">The <see cref="SearchLanguages"/> to look in; the words are understood in each one's own way.</param>
public sealed record SearchQuestion(SearchQuery Query, IReadOnlyList<string> Languages)
{
    /// <summary>Of each of these groups found must have one of the <see cref="SearchKeys"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Among { get; init; } = [];

    /// <summary>How many of the newest that match are looked at, whether they may be found or not; null for all.</summary>
    public int? Reach { get; init; }

    /// <summary>How many are wanted at most.</summary>
    public int Most { get; init; }

    /// <summary>Whether prefixes are looked for too.</summary>
    public bool WithPrefixes { get; init; }

    /// <summary>Whether words that differ in a letter from a word of the title are looked for too.</summary>
    public bool WithTypos { get; init; }

    /// <summary>The keys that stand for a term here.</summary>
    public IReadOnlyList<string> KeysOf(SearchTerm term) => WithTypos && term.Words is [var word] ? [.. term.Keys, .. SearchKeys.Typos(word)] : term.Keys;
}

/// <summary>A document that was found.</summary>
/// <param name="Rank">Between 0 and 1.</param>
public sealed record SearchHit(Guid Id, double Rank);

/// <summary>What the word index answers: a row for each document that was found, or one without.</summary>
/// <param name="Matched">How many were looked at.</param>
/// <param name="Sequence">The number of the publication log at which they were.</param>
public sealed record SearchRow(Guid? Id, double? Rank, int Matched, long Sequence);

namespace Newsletter.Application.Publishing;

/// <summary>What the word index gets to know of a document: its own words, folded and parted by spaces, and nothing of what it refers to.</summary>
/// <param name="Language">The search language whose forms of words it holds.</param>
/// <param name="Lead">What stands above the text: kicker, teaser, headings of sections; a tag's synonyms.</param>
/// <param name="Named">Keys of its authors and tags.</param>
/// <param name="Keys">Keys that say what it is, and weigh nothing.</param>
public sealed record SearchEntry(Guid Id, string Language, DateTimeOffset PublishedAt, string Title, string Lead, string Body, IReadOnlyList<string> Named, IReadOnlyList<string> Keys);

/// <summary>Writes the word index, within the transaction that changes what readers see.</summary>
public interface ISearchIndex
{
    /// <summary>Adds documents that are not in it.</summary>
    Task AddAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken);

    Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Published documents of these types that it lacks.</summary>
    Task<IReadOnlyList<Guid>> MissingAsync(IReadOnlyList<string> types, CancellationToken cancellationToken);
}

using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery.Search;

/// <summary>
/// Finds the authors and tags that a query names, so that what they wrote or what is about them is found by their present names. Only those count
/// that the reader can see.
/// </summary>
internal sealed class SearchNames(Reading reading)
{
    /// <summary>So many authors and tags can be meant by one term.</summary>
    private const int MaxNames = 100;

    public async Task<SearchQuery> AddToAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var meant = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var term in query.Terms.Where(term => term.Words.Sum(word => word.Length) > 1))
        {
            var words = TextOf(term);
            if (!meant.ContainsKey(words)) meant[words] = [.. (await FindAsync(term, words, cancellationToken)).Select(SearchKeys.Named)];
        }
        return query.With(Named, Named);

        SearchTerm Named(SearchTerm term) => term with { Keys = meant.GetValueOrDefault(TextOf(term), []) };
    }

    /// <summary>As it stands in a name.</summary>
    private static string TextOf(SearchTerm term) => $" {string.Join(' ', term.Words)}{(term.IsPrefix ? "" : " ")}";

    private async Task<IReadOnlyList<Guid>> FindAsync(SearchTerm term, string words, CancellationToken cancellationToken)
    {
        var key = MadeFrom.Slug(SearchLanguages.Names, words);
        if (reading.Recall(memory => memory.Meant, key) is { } known) return known.Value;
        var moment = await reading.MomentAsync(cancellationToken);
        var question = new SearchQuestion(new([new([term], [])]), [SearchLanguages.Names]) { WithPrefixes = true };
        var names = await reading.Db.SearchNames(question).Join(reading.Db.SeenBy(reading.Sight), id => id, document => document.Id, (id, document) => new { document.Id, document.SearchText, document.Type, document.Title })
            .OrderBy(name => name.Title).ThenBy(name => name.Id).Take(MaxNames).ToListAsync(cancellationToken);
        // An author's search text has the job too, a tag's the synonyms.
        Guid[] ids = [.. names.Where(name => $" {SearchWords.Plain(name.Type == "tag" ? name.SearchText : name.Title)} ".Contains(words, StringComparison.Ordinal)).Select(name => name.Id)];
        reading.Learn(memory => memory.Meant, key, ids, new() { Types = ["author", "tag"] }, moment.ChangesAt);
        return ids;
    }
}

using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery.Search;

/// <summary>
/// Finds the authors and tags that a query names, so that what they wrote or what is about them is found by their present names. Only those count
/// that the reader can see.
/// </summary>
internal sealed class SearchNames(IDeliveryDb db, Sight sight)
{
    /// <summary>So many authors and tags can be meant by one query.</summary>
    private const int MaxNames = 100;

    public async Task<SearchQuery> AddToAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        // Any of the terms will do, each by itself.
        var terms = query.Terms.Where(term => term.Words.Sum(word => word.Length) > 1).Select(term => new SearchAlternative([term], [])).ToList();
        if (terms.Count == 0) return query;
        var question = new SearchQuestion(new(terms), [SearchLanguages.Names]) { WithPrefixes = true };
        var names = await db.Matches(question).Join(db.SeenBy(sight), hit => hit.Id, document => document.Id, (hit, document) => new { document.Id, document.SearchText, document.Type, document.Title })
            .OrderBy(name => name.Title).ThenBy(name => name.Id).Take(MaxNames).ToListAsync(cancellationToken);
        if (names.Count == 0) return query;
        // An author's search text has the job too, a tag's the synonyms.
        var known = names.ConvertAll(name => (Key: SearchKeys.Named(name.Id), Words: " " + SearchWords.Plain(name.Type == "tag" ? name.SearchText : name.Title) + " "));
        return query.With(Named, Named);

        SearchTerm Named(SearchTerm term)
        {
            var words = $" {string.Join(' ', term.Words)}{(term.IsPrefix ? "" : " ")}";
            return term with { Keys = [.. known.Where(name => name.Words.Contains(words, StringComparison.Ordinal)).Select(name => name.Key)] };
        }
    }
}

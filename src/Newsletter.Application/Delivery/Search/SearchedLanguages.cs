using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery.Search;

/// <summary>Remembers the languages of all that is indexed, as they are at one number of the publication log.</summary>
public sealed class SearchedLanguages
{
    private sealed record Known(long Sequence, IReadOnlyList<string> Languages);

    private volatile Known known = new(0, []);

    internal async Task<IReadOnlyList<string>> FindAsync(IDeliveryDb db, Moment moment, CancellationToken cancellationToken)
    {
        // An index that is not made yet comes without a publication.
        if (known is { Languages.Count: > 0 } last && last.Sequence == moment.Sequence) return last.Languages;
        var languages = await db.SearchLanguages.Where(language => language != SearchLanguages.Names).ToListAsync(cancellationToken);
        known = new(moment.Sequence, languages);
        return languages;
    }
}

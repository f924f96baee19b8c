using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery.Search;

/// <summary>Remembers the languages of all that is indexed until something is published.</summary>
public sealed class SearchedLanguages
{
    private volatile Remembered<IReadOnlyList<string>>? known;

    internal async Task<IReadOnlyList<string>> FindAsync(Reading reading, CancellationToken cancellationToken)
    {
        // An index that is not made yet comes without a publication.
        if (known is { Value.Count: > 0 } last && reading.Holds(last)) return last.Value;
        await reading.MomentAsync(cancellationToken);
        var languages = await reading.Db.SearchLanguages.Where(language => language != SearchLanguages.Names).ToListAsync(cancellationToken);
        reading.Learn(number => known = new(languages, From, number, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        return languages;
    }

    private static MadeFrom From { get; } = new() { Types = ["article", "edition"] };
}

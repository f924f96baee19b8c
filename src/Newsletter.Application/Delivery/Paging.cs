using System.Globalization;

namespace Newsletter.Application.Delivery;

/// <summary>Sorted pages by key (no offsets): every page costs the same, and nothing is shown twice or left out when something is published meanwhile.</summary>
internal sealed class Paging(string sort, int limit, Cursor? cursor)
{
    private readonly string key = sort.TrimStart('-');
    private readonly bool descending = sort.StartsWith('-') ^ (cursor?.Backwards ?? false);

    public IQueryable<PublishedDocument> Apply(FilteredDocuments documents) => (documents.Leading is { } leading && IsByTime
        ? Ordered(cursor is null ? leading : After(leading, cursor), documents.Rest)
        : Ordered(cursor is null ? documents.All : After(documents.All, cursor))).Take(limit + 1);

    public IQueryable<PublishedReference> Apply(IQueryable<PublishedReference> leading) => Ordered(cursor is null ? leading : After(leading, cursor)).Take(limit + 1);

    /// <summary>The references lie in the order of the list; of what they come from only what is shown is read.</summary>
    private IQueryable<PublishedDocument> Ordered(IQueryable<PublishedReference> leading, IQueryable<PublishedDocument> documents)
    {
        var rows = leading.Join(documents, reference => reference.FromId, document => document.Id, (reference, document) => new { reference, document });
        return (descending
            ? rows.OrderByDescending(row => row.reference.PublishedAt).ThenByDescending(row => row.reference.FromId)
            : rows.OrderBy(row => row.reference.PublishedAt).ThenBy(row => row.reference.FromId)).Select(row => row.document);
    }

    private IOrderedQueryable<PublishedReference> Ordered(IQueryable<PublishedReference> leading) =>
        descending ? leading.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.FromId) : leading.OrderBy(r => r.PublishedAt).ThenBy(r => r.FromId);

    private IQueryable<PublishedReference> After(IQueryable<PublishedReference> leading, Cursor place)
    {
        var (id, published) = (place.Id, Instant(place.Value));
        return descending
            ? leading.Where(r => r.PublishedAt <= published && (r.PublishedAt < published || r.FromId.CompareTo(id) < 0))
            : leading.Where(r => r.PublishedAt >= published && (r.PublishedAt > published || r.FromId.CompareTo(id) > 0));
    }

    /// <summary>Cuts the surplus item that tells whether there is more, and puts a page that was read backwards the right way round.</summary>
    public (List<ShownDocument> Page, Cursor? Previous, Cursor? Next) Cut(List<ShownDocument> rows)
    {
        var more = rows.Count > limit;
        var page = rows.Take(limit).ToList();
        if (cursor is { Backwards: true }) page.Reverse();
        if (page.Count == 0) return (page, null, null);
        var backwards = cursor?.Backwards ?? false;
        var hasNext = backwards || more;
        var hasPrevious = backwards ? more : cursor is not null;
        return (page, hasPrevious ? Place(page[0], true) : null, hasNext ? Place(page[^1], false) : null);
    }

    public bool IsByTitle => key == "title";

    public bool IsByTime => key == "publishedAt";

    public bool IsByUpdate => key == "updatedAt";

    public bool IsByNumber => key == "number";

    /// <summary>What a place in the list is, for questions of one shape ...</summary>
    public Given Given(Given given, Cursor place) => key switch
    {
        "publishedAt" or "updatedAt" => given with { After = place.Id, Instant = Instant(place.Value) },
        "number" => given with { After = place.Id, Number = Number(place.Value) },
        _ => given with { After = place.Id, Text = place.Value },
    };

    /// <summary>... and the other way round.</summary>
    public string Value(Given given) => key switch
    {
        "publishedAt" or "updatedAt" => Ticks(given.Instant),
        "number" => given.Number.ToString(CultureInfo.InvariantCulture),
        _ => given.Text,
    };

    private Cursor Place(ShownDocument document, bool backwards) => new(key switch
    {
        "publishedAt" => Ticks(document.PublishedAt),
        "updatedAt" => Ticks(document.UpdatedAt),
        "number" => (document.SerialNumber ?? 0).ToString(CultureInfo.InvariantCulture),
        _ => document.SortTitle,
    }, document.Id, backwards);

    private IQueryable<PublishedDocument> Ordered(IQueryable<PublishedDocument> documents) => (key, descending) switch
    {
        ("publishedAt", true) => documents.OrderByDescending(d => d.PublishedAt).ThenByDescending(d => d.Id),
        ("publishedAt", false) => documents.OrderBy(d => d.PublishedAt).ThenBy(d => d.Id),
        ("updatedAt", true) => documents.OrderByDescending(d => d.UpdatedAt).ThenByDescending(d => d.Id),
        ("updatedAt", false) => documents.OrderBy(d => d.UpdatedAt).ThenBy(d => d.Id),
        ("number", true) => documents.OrderByDescending(d => d.SerialNumber ?? 0).ThenByDescending(d => d.Id),
        ("number", false) => documents.OrderBy(d => d.SerialNumber ?? 0).ThenBy(d => d.Id),
        (_, true) => documents.OrderByDescending(d => d.SortTitle).ThenByDescending(d => d.Id),
        _ => documents.OrderBy(d => d.SortTitle).ThenBy(d => d.Id),
    };

    /// <summary>The first comparison of each pair bounds the index; the second breaks ties.</summary>
    private IQueryable<PublishedDocument> After(IQueryable<PublishedDocument> documents, Cursor place)
    {
        var id = place.Id;
        switch (key)
        {
            case "publishedAt":
                var published = Instant(place.Value);
                return descending
                    ? documents.Where(d => d.PublishedAt <= published && (d.PublishedAt < published || d.Id.CompareTo(id) < 0))
                    : documents.Where(d => d.PublishedAt >= published && (d.PublishedAt > published || d.Id.CompareTo(id) > 0));
            case "updatedAt":
                var updated = Instant(place.Value);
                return descending
                    ? documents.Where(d => d.UpdatedAt <= updated && (d.UpdatedAt < updated || d.Id.CompareTo(id) < 0))
                    : documents.Where(d => d.UpdatedAt >= updated && (d.UpdatedAt > updated || d.Id.CompareTo(id) > 0));
            case "number":
                var number = Number(place.Value);
                return descending
                    ? documents.Where(d => (d.SerialNumber ?? 0) <= number && ((d.SerialNumber ?? 0) < number || d.Id.CompareTo(id) < 0))
                    : documents.Where(d => (d.SerialNumber ?? 0) >= number && ((d.SerialNumber ?? 0) > number || d.Id.CompareTo(id) > 0));
            default:
                var title = place.Value;
                return descending
                    ? documents.Where(d => d.SortTitle.CompareTo(title) <= 0 && (d.SortTitle.CompareTo(title) < 0 || d.Id.CompareTo(id) < 0))
                    : documents.Where(d => d.SortTitle.CompareTo(title) >= 0 && (d.SortTitle.CompareTo(title) > 0 || d.Id.CompareTo(id) > 0));
        }
    }

    private static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}

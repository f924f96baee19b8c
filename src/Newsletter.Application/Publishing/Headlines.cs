using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>Who else has the titles of a release: in the release itself, or before the eyes of readers. Found in one statement.</summary>
internal sealed class Headlines
{
    private readonly ILookup<(string Type, string Language, string Title), (Guid Id, string Slug)> slugs;

    private Headlines(IEnumerable<(string Type, string Language, string Title, Guid Id, string Slug)> known) =>
        slugs = known.ToLookup(one => (one.Type, one.Language, one.Title), one => (one.Id, one.Slug));

    public static async Task<Headlines> LoadAsync(IEditorialDb db, IReadOnlyList<Item> releasing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = releasing.Select(item => item.Id.Value).ToList();
        var types = releasing.Select(item => DocumentTypes.Name(item.Type)).Distinct().ToList();
        var titles = releasing.Select(item => item.SearchTitle).Distinct().ToList();
        var seen = await db.Documents.Where(document => types.Contains(document.Type) && titles.Contains(document.SortTitle) && document.VisibleUntil > now && !ids.Contains(document.Id))
            .Select(document => new { document.Type, document.Language, document.SortTitle, document.Id, document.Slug }).ToListAsync(cancellationToken);
        return new(seen.Select(one => (one.Type, one.Language, one.SortTitle, one.Id, one.Slug))
            .Concat(releasing.Select(item => (DocumentTypes.Name(item.Type), item.Language, item.SearchTitle, item.Id.Value, item.Slug))));
    }

    /// <summary>The slugs of the others with this title.</summary>
    public IReadOnlyList<string> SameAs(Item item) =>
        [.. slugs[(DocumentTypes.Name(item.Type), item.Language, item.SearchTitle)].Where(one => one.Id != item.Id.Value).Select(one => one.Slug).Order(StringComparer.Ordinal)];
}

using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>
/// Members of a document that other publications decide: an article's editions, an edition's neighbours, a tag's count. They are found on
/// reading, for all items of an answer at once, and put behind the stored members.
/// </summary>
internal sealed class FoundOnReading(Reading reading)
{
    private static readonly HashSet<string> Types = ["article", "edition", "tag"];

    /// <returns>For each item what stands behind its stored members, with marks as in these.</returns>
    public async Task<byte[][]> FindAsync(IReadOnlyList<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var found = new byte[roots.Count][];
        List<int>? missing = null;
        for (var at = 0; at < found.Length; at++)
        {
            if (!Types.Contains(roots[at].Type)) found[at] = [];
            else if (reading.Recall(memory => memory.Found, roots[at].Id) is { } known) found[at] = known.Value;
            else (missing ??= []).Add(at);
        }
        if (missing is null) return found;
        var read = await ReadAsync(missing.ConvertAll(at => roots[at]), cancellationToken);
        foreach (var at in missing) found[at] = read[roots[at].Id];
        return found;
    }

    private async Task<Dictionary<Guid, byte[]>> ReadAsync(List<ShownDocument> roots, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, byte[]>();
        var moment = await reading.MomentAsync(cancellationToken);
        var added = roots.ToDictionary(root => root.Id, _ => new StringBuilder());
        await AddEditionsAsync([.. roots.Where(root => root.Type == "article")], added, cancellationToken);
        await AddNeighboursAsync([.. roots.Where(root => root.Type == "edition")], added, cancellationToken);
        await AddTranslationsAsync([.. roots.Where(root => root.Type is "article" or "edition")], added, cancellationToken);
        await AddCountsAsync([.. roots.Where(root => root.Type == "tag")], added, cancellationToken);
        foreach (var root in roots)
        {
            var one = found[root.Id] = Encoding.ASCII.GetBytes(added[root.Id].ToString());
            reading.Learn(memory => memory.Found, root.Id, one, MadeFrom([root]), moment.ChangesAt);
        }
        return found;
    }

    /// <summary>What decides about these members besides the items themselves.</summary>
    public static MadeFrom MadeFrom(IReadOnlyList<ShownDocument> roots) => new()
    {
        Shown = [.. roots.Where(root => root.Type == "edition").Select(root => root.SeriesId).OfType<Guid>()],
        Gathered = [.. roots.SelectMany(root => root.Type switch
        {
            "article" => [root.Id, root.TranslationGroup],
            "edition" => [root.TranslationGroup, root.SeriesId ?? root.Id],
            "tag" => new[] { root.Id },
            _ => [],
        }).Distinct()],
    };

    private async Task AddEditionsAsync(IReadOnlyList<ShownDocument> articles, Dictionary<Guid, StringBuilder> added, CancellationToken cancellationToken)
    {
        if (articles.Count == 0) return;
        var ids = articles.Select(article => article.Id).ToList();
        var rows = await reading.Db.References.Where(reference => ids.Contains(reference.ToId) && reference.Relation == Relations.SectionItem)
            .Join(reading.Db.SeenBy(reading.Sight), reference => reference.FromId, edition => edition.Id, (reference, edition) => new { reference.ToId, edition.Id, edition.PublishedAt })
            .Distinct().ToListAsync(cancellationToken);
        var byArticle = rows.OrderByDescending(row => row.PublishedAt).ThenByDescending(row => row.Id).ToLookup(row => row.ToId, row => row.Id);
        foreach (var article in articles) added[article.Id].Append(List("editions", byArticle[article.Id]));
    }

    private async Task AddNeighboursAsync(IReadOnlyList<ShownDocument> editions, Dictionary<Guid, StringBuilder> added, CancellationToken cancellationToken)
    {
        if (editions.Count == 0) return;
        var ids = editions.Select(edition => edition.Id).ToList();
        var visible = reading.Db.SeenBy(reading.Sight);
        var neighbours = await reading.Db.Documents.Where(edition => ids.Contains(edition.Id)).Select(edition => new
        {
            edition.Id,
            Previous = visible.Where(other => other.Type == "edition" && other.SeriesId == edition.SeriesId && other.Language == edition.Language && other.SerialNumber < edition.SerialNumber)
                .OrderByDescending(other => other.SerialNumber).Select(other => (Guid?)other.Id).FirstOrDefault(),
            Next = visible.Where(other => other.Type == "edition" && other.SeriesId == edition.SeriesId && other.Language == edition.Language && other.SerialNumber > edition.SerialNumber)
                .OrderBy(other => other.SerialNumber).Select(other => (Guid?)other.Id).FirstOrDefault(),
        }).ToDictionaryAsync(row => row.Id, cancellationToken);
        // A newsletter's notices stand in all its editions, also in those from before the notice.
        var series = editions.Select(edition => edition.SeriesId).OfType<Guid>().Concat(ids).Distinct().ToList();
        var notices = (await reading.Db.References.Where(reference => series.Contains(reference.FromId) && reference.Relation == Relations.Notice)
            .OrderBy(reference => reference.Ordinal).Select(reference => new { reference.FromId, reference.ToId }).ToListAsync(cancellationToken)).ToLookup(row => row.FromId, row => row.ToId);
        foreach (var edition in editions)
        {
            added[edition.Id].Append(One("previous", neighbours.GetValueOrDefault(edition.Id)?.Previous)).Append(One("next", neighbours.GetValueOrDefault(edition.Id)?.Next))
                .Append(List("notices", notices[edition.Id].Concat(notices[edition.SeriesId ?? default]).Distinct()));
        }
    }

    private async Task AddTranslationsAsync(IReadOnlyList<ShownDocument> roots, Dictionary<Guid, StringBuilder> added, CancellationToken cancellationToken)
    {
        if (roots.Count == 0) return;
        var groups = roots.Select(root => root.TranslationGroup).Distinct().ToList();
        var rows = await reading.Db.SeenBy(reading.Sight).Where(document => groups.Contains(document.TranslationGroup))
            .Select(document => new { document.TranslationGroup, document.Id, document.Language }).ToListAsync(cancellationToken);
        var byGroup = rows.OrderBy(row => row.Language, StringComparer.Ordinal).ToLookup(row => row.TranslationGroup, row => row.Id);
        foreach (var root in roots) added[root.Id].Append(List("translations", byGroup[root.TranslationGroup].Where(id => id != root.Id)));
    }

    private async Task AddCountsAsync(IReadOnlyList<ShownDocument> tags, Dictionary<Guid, StringBuilder> added, CancellationToken cancellationToken)
    {
        if (tags.Count == 0) return;
        var ids = tags.Select(tag => tag.Id).ToList();
        var counts = await reading.Db.References.Where(reference => ids.Contains(reference.ToId) && reference.Relation == Relations.Tag)
            .Join(reading.Db.SeenBy(reading.Sight).Where(document => document.Type == "article"), reference => reference.FromId, article => article.Id, (reference, article) => reference.ToId)
            .GroupBy(id => id).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        foreach (var tag in tags) added[tag.Id].Append(CultureInfo.InvariantCulture, $",\"articleCount\":{counts.GetValueOrDefault(tag.Id)}");
    }

    private static string List(string name, IEnumerable<Guid> ids) =>
        $",\"{name}\":[{string.Join(',', ids.Select(id => $"{(char)Marks.Begin}{(char)Marks.Element}{Reference(name, id)}{(char)Marks.End}"))}]";

    private static string One(string name, Guid? id) =>
        $",\"{name}\":{(id is { } there ? $"{(char)Marks.Begin}{(char)Marks.Value}{Reference(name, there)}{(char)Marks.End}" : "null")}";

    private static string Reference(string name, Guid id) => $"{(char)Marks.Reference}{Includes.CodeOf(name)}{id:N}";
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Makes the HTML, Markdown and text of published bodies anew when something that they lead to is withdrawn or gets another file. Blocks need
/// no such care: their references are resolved on reading.
/// </summary>
public sealed class ReferrerBodies(IEditorialDb db)
{
    /// <summary>These show parts of what they refer to inside the bodies that refer to them: a portrait, a notice's text, a recording's captions.</summary>
    private static readonly string[] Nesting = ["author", "notice", "media"];

    /// <returns>The items whose bodies are others now.</returns>
    internal async Task<IReadOnlyList<Guid>> RefreshAsync(IReadOnlyCollection<Guid> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (changed.Count == 0) return [];
        var nested = await db.PublishedReferences.Where(reference => changed.Contains(reference.ToId) && reference.Relation == Relations.Link)
            .Join(db.Documents.Where(document => Nesting.Contains(document.Type)), reference => reference.FromId, document => document.Id, (reference, document) => document.Id)
            .Distinct().ToListAsync(cancellationToken);
        var leading = changed.Concat(nested).ToList();
        var rows = await db.PublishedReferences.Where(reference => leading.Contains(reference.ToId) && reference.Relation == Relations.Link).Select(reference => reference.FromId).Distinct().ToListAsync(cancellationToken);
        if (rows.Count == 0) return [];

        var ids = rows.ConvertAll(id => new ItemId(id));
        var referrers = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id)).ToListAsync(cancellationToken);
        var references = (await db.PublishedReferences.Where(reference => rows.Contains(reference.FromId)).Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken))
            .ConvertAll(id => new ItemId(id));
        var targets = await PublishingTargets.LoadAsync(db, [], references, cancellationToken, shown: referrers.Select(item => item.PublishedContent ?? item.Content));
        var rewritten = new List<Guid>();
        foreach (var item in referrers)
        {
            var content = item.PublishedContent ?? item.Content;
            if (content.Bodies().All(body => body.Blocks.Count == 0)) continue;
            var (html, markdown, text) = DocumentMaker.Derive(content, targets.SeenFrom(item, now));
            var count = await db.Documents.Where(document => document.Id == item.Id.Value && (document.Html != html || document.Markdown != markdown || document.Text != text)).ExecuteUpdateAsync(row => row
                .SetProperty(document => document.Html, html)
                .SetProperty(document => document.Markdown, markdown)
                .SetProperty(document => document.Text, text), cancellationToken);
            if (count > 0) rewritten.Add(item.Id.Value);
        }
        return rewritten;
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Renders published bodies anew when a picture or recording in them changes: HTML and Markdown hold its address and words, which blocks
/// do not. Nothing was published, so no revision rises.
/// </summary>
public sealed class BodyRefresh(IEditorialDb db)
{
    private const int AtOnce = 50;

    public async Task RenderReferrersAsync(Item media, CancellationToken cancellationToken)
    {
        var from = await db.PublishedReferences.Where(reference => reference.ToId == media.Id.Value).Select(reference => reference.FromId).Distinct().ToListAsync(cancellationToken);
        foreach (var some in from.Chunk(AtOnce))
        {
            var ids = some.Select(id => new ItemId(id)).ToList();
            foreach (var item in await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id)).ToListAsync(cancellationToken)) await RenderAsync(item, media, cancellationToken);
        }
    }

    private async Task RenderAsync(Item item, Item media, CancellationToken cancellationToken)
    {
        var content = item.PublishedContent ?? item.Content;
        if (content.Bodies().All(body => body.Blocks.Count == 0)) return;
        var references = await db.PublishedReferences.Where(reference => reference.FromId == item.Id.Value).Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken);
        var targets = await PublishingTargets.LoadAsync(db, [media], references.Select(id => new ItemId(id)), cancellationToken);
        var (html, markdown) = (DocumentMaker.Html(content, targets), DocumentMaker.Markdown(content, targets));
        await db.Documents.Where(document => document.Id == item.Id.Value)
            .ExecuteUpdateAsync(row => row.SetProperty(document => document.Html, html).SetProperty(document => document.Markdown, markdown), cancellationToken);
    }
}

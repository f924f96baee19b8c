using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Preview;

/// <summary>
/// What previews take from working copies on reading: the forms of bodies, which hold the titles of other items, and for a link the revision
/// that it was made for.
/// </summary>
public sealed class WorkingDocuments(IEditorialDb db, IPreviewDb preview, ContentReader contents, DocumentMaker maker) : IDocumentFinish
{
    private const BodyForms Derived = BodyForms.Html | BodyForms.Markdown | BodyForms.Text;

    private PreviewLink? pinned;

    internal void Pin(PreviewLink link) => pinned = link;

    /// <summary>The item as delivery would show it, but for the forms of its bodies.</summary>
    public static WorkingDocument Make(DocumentMaker maker, Item item) => maker.Make<WorkingDocument>(item, null);

    /// <summary>Whether the item differs from what readers see, so that previews need a document of it.</summary>
    public static bool IsNeeded(Item item) => item.Status is not ItemStatus.TakenDown && (item.Type is ItemType.Media || item.PublishedRevision != item.Revision);

    async Task<Result<IReadOnlyList<ShownDocument>>> IDocumentFinish.ApplyAsync(IReadOnlyList<ShownDocument> documents, BodyForms forms, Sight sight, CancellationToken cancellationToken)
    {
        var derives = (forms & Derived) != 0;
        var isOlder = pinned is not null && documents.Any(document => IsPinned(document) && document.Revision != pinned.Revision);
        if (!derives && !isOlder) return Result.Of(documents);

        var ids = documents.Select(document => new ItemId(document.Id)).ToList();
        var items = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id.Value, cancellationToken);
        if (isOlder)
        {
            var item = items[pinned!.Item.Value];
            if (await db.Revisions.AsNoTracking().FirstOrDefaultAsync(revision => revision.ItemId == item.Id && revision.Number == pinned.Revision, cancellationToken) is not { } kept) return PreviewLinks.Expired;
            items[item.Id.Value] = item.AsOf(new(kept.Number, kept.Slug, kept.Language, kept.TranslationGroup, kept.Content));
            documents = [.. documents.Select(document => IsPinned(document) ? Older(document, items[document.Id], forms) : document)];
        }
        if (!derives) return Result.Of(documents);
        var references = items.Values.SelectMany(item => contents.ReferencesIn(item.Id, item.Content)).Select(reference => reference.TargetId).ToList();
        var targets = (await PublishingTargets.LoadAsync(db, items.Values, references, cancellationToken)).Working(await SeenAmongAsync(references, sight, cancellationToken));
        return Result.Of<IReadOnlyList<ShownDocument>>([.. documents.Select(document => items.TryGetValue(document.Id, out var item) ? WithForms(document, item, targets, forms) : document)]);
    }

    /// <summary>The forms name nothing that the caller would not see by itself.</summary>
    private async Task<IReadOnlySet<ItemId>> SeenAmongAsync(IEnumerable<ItemId> targets, Sight sight, CancellationToken cancellationToken)
    {
        var ids = targets.Select(id => id.Value).Distinct().ToList();
        return (await preview.SeenBy(sight).Where(document => ids.Contains(document.Id)).Select(document => document.Id).ToListAsync(cancellationToken)).Select(id => new ItemId(id)).ToHashSet();
    }

    private bool IsPinned(ShownDocument document) => document.Id == pinned?.Item.Value;

    private ShownDocument Older(ShownDocument present, Item item, BodyForms forms)
    {
        var made = Make(maker, item);
        return present with { Slug = made.Slug, Title = made.Title, Language = made.Language, Path = made.Path, Revision = made.Revision, Summary = made.Summary, Blocks = forms.HasFlag(BodyForms.Blocks) ? made.Blocks : null };
    }

    private static ShownDocument WithForms(ShownDocument document, Item item, SeenTargets targets, BodyForms forms)
    {
        var made = DocumentMaker.Derive(item.Content, targets);
        // What is named was chosen for who looks.
        return (document with
        {
            Html = forms.HasFlag(BodyForms.Html) ? made.Html : null,
            Markdown = forms.HasFlag(BodyForms.Markdown) ? made.Markdown : null,
            Text = forms.HasFlag(BodyForms.Text) ? made.Text : null,
        }).Take(unnamed: false);
    }
}

using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>Brings items to the state that lines describe: working copy, what readers see, dates. Runs within the caller's transaction.</summary>
internal sealed class ItemRestorer(IEditorialDb db, Publisher publisher)
{
    /// <summary>Makes the items that are not there yet, as drafts, so that they can be referred to.</summary>
    public void Draft(IReadOnlyList<ImportItem> items, DateTimeOffset now)
    {
        foreach (var item in items.Where(item => item.Current is null)) Create(item, now);
    }

    /// <param name="arriving">What other batches are about to publish.</param>
    public async Task RestoreAsync(IReadOnlyList<ImportItem> items, IReadOnlySet<ItemId> arriving, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (edited, releases, withdrawn) = (new List<ImportItem>(), new List<Release>(), new List<Item>());
        var pairs = items.Select(item => (Line: item, Item: item.Current ?? Create(item, now), Made: item.Current is null)).ToList();
        foreach (var (line, item, made) in pairs)
        {
            if (line.Line.Publishes && !line.IsShownBy(item))
            {
                if (Edit(item, line, line.First, now)) edited.Add(line);
                item.SetDates(null, null, line.Head.FirstPublishedAt);
                releases.Add(new(item, [.. line.First.ReferencesOf(item.Id)])
                {
                    EmbargoUntil = line.EmbargoUntil,
                    ExpiresAt = line.ExpiresAt,
                    PublishedAt = line.Head.PublishedAt,
                    UpdatedAt = line.Head.UpdatedAt,
                });
            }
            else if (!line.Line.Publishes && item.Step(WorkflowAction.Unpublish, now) is null) withdrawn.Add(item);
            else if (made && line.Head.Status is ItemStatus.Unpublished or ItemStatus.TakenDown)
            {
                // Readers saw it once: its dates and the address it returns to are those of that time.
                item.Publish(line.Head.EmbargoUntil, line.Head.ExpiresAt, now, line.Head.PublishedAt);
                item.Step(WorkflowAction.Unpublish, now);
            }
        }
        if (releases.Count > 0) await publisher.PublishAsync(releases, now, cancellationToken, arriving);
        if (withdrawn.Count > 0) await db.CancelSchedulesAsync([.. withdrawn.Select(item => item.Id)], now, cancellationToken);
        if (withdrawn.Count > 0) await publisher.WithdrawAsync(withdrawn, "unpublished", now, cancellationToken);

        foreach (var (line, item, _) in pairs)
        {
            if (Edit(item, line, line.Working, now) && !edited.Contains(line)) edited.Add(line);
            item.SetDates(line.Head.CreatedAt, line.Head.UpdatedAt, line.Head.FirstPublishedAt);
        }
        db.RetiredSlugs.AddRange(items.SelectMany(line => line.MissingSlugs.Select(old => new RetiredSlug
        {
            Type = DocumentTypes.Name(line.Line.Type),
            Slug = old.Slug,
            Language = Languages.Canonical(old.Language),
            ItemId = line.Line.Id.Value,
            RetiredAt = old.RetiredAt,
        })));
        await ReplaceReferencesAsync(edited, cancellationToken);
        foreach (var (_, item, _) in pairs.Where(pair => pair.Item.Type is ItemType.Media && !pair.Made)) await publisher.RefreshMediaAsync(item, now, cancellationToken);
    }

    private Item Create(ImportItem line, DateTimeOffset now)
    {
        var item = Item.Create(line.Line.Id, line.First.Slug!, line.First.Language!, line.TranslationGroup, line.First.Content, now);
        item.SetDates(line.Head.CreatedAt, line.Head.UpdatedAt, line.Head.FirstPublishedAt);
        db.Items.Add(item);
        // An edit that follows brings its own.
        if (ReferenceEquals(line.First, line.Working)) db.References.AddRange(line.Working.ReferencesOf(item.Id));
        return item;
    }

    private static bool Edit(Item item, ImportItem line, Draft draft, DateTimeOffset now) =>
        item.Edit(draft.Slug!, draft.Language!, line.TranslationGroup, draft.Content, now);

    private async Task ReplaceReferencesAsync(List<ImportItem> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return;
        var ids = lines.ConvertAll(line => line.Line.Id);
        await db.References.Where(reference => ids.Contains(reference.ItemId)).ExecuteDeleteAsync(cancellationToken);
        db.References.AddRange(lines.SelectMany(line => line.Working.ReferencesOf(line.Line.Id)));
    }
}

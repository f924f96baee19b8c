using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>One item of a publication, what it refers to, and the terms.</summary>
public sealed record Release(Item Item, IReadOnlyList<ItemReference> References)
{
    /// <summary>What is published instead of the working copy.</summary>
    public ItemVersion? Version { get; init; }

    /// <summary>The item with what is published as its working copy.</summary>
    public Item Shown => Version is null ? Item : Item.AsOf(Version);

    /// <summary>Readers see it from here on.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Readers see it until here.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The date readers are told, where an import brings one; else now.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it was last changed, where an import says so; else now.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>
/// Writes the delivery side: documents, their references, the files that become reachable, retired slugs, and last the log.
/// Runs within the caller's transaction, so readers see all of it or nothing.
/// </summary>
public sealed class Publisher(IEditorialDb db, DocumentMaker maker, ShownMedia shownMedia, ShownRecordings recordings, ReferrerBodies referrers, TouchedItems touched, SearchEntries search, ISearchIndex index, PublicationLog log)
{
    /// <summary>Publishes the items as they stand and shows the media they refer to.</summary>
    /// <param name="arriving">What is not published yet and will be, so that texts lead there already.</param>
    public async Task PublishAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken, IReadOnlySet<ItemId>? arriving = null)
    {
        await db.EnterLogAsync(cancellationToken);
        await RetireSlugsAsync(releases, now, cancellationToken);
        foreach (var release in releases)
        {
            release.Item.Publish(release.EmbargoUntil, release.ExpiresAt, now, release.PublishedAt, release.Version);
            release.Item.SetDates(null, release.UpdatedAt, null);
        }
        // What waited is overtaken.
        await db.CancelSchedulesAsync([.. releases.Select(release => release.Item.Id)], now, cancellationToken, ScheduleAction.Publish);
        await ShowAsync(releases, now, cancellationToken, arriving);
    }

    /// <summary>Makes anew what readers see of items that are published; their life, terms and schedules stay as they are.</summary>
    public async Task ShowAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken, IReadOnlySet<ItemId>? arriving = null)
    {
        var targets = await PublishingTargets.LoadAsync(db, releases.Select(release => release.Shown),
            releases.SelectMany(release => release.References).Select(reference => reference.TargetId), cancellationToken, arriving);
        var ids = releases.Select(release => release.Item.Id.Value).ToList();
        var before = await touched.LookAsync(ids, cancellationToken);
        var seen = before.Windows.Count > 0;
        if (seen) await RemoveAsync(ids, cancellationToken);

        var (entries, documents, published) = (new List<LogEntry>(), new List<PublishedDocument>(), new List<PublishedReference>());
        foreach (var release in releases)
        {
            var shown = release.Shown;
            var document = maker.Make(shown, targets.SeenFrom(shown, now));
            documents.Add(document);
            var references = release.References.Where(reference => Relations.ReachesReaders(reference.Relation)).DistinctBy(reference => (reference.Relation, reference.TargetId)).ToList();
            published.AddRange(references.Select(reference => new PublishedReference
            {
                FromId = reference.ItemId.Value,
                FromType = document.Type,
                PublishedAt = document.PublishedAt,
                VisibleFrom = document.VisibleFrom,
                VisibleUntil = document.VisibleUntil,
                Ordinal = reference.Ordinal,
                Relation = reference.Relation,
                ToId = reference.TargetId.Value,
                ToType = DocumentTypes.Name(reference.TargetType),
            }));
            entries.Add(PublicationLog.Upsert(shown, now, references.Select(reference => reference.TargetId.Value).Concat(before.TargetsOf(shown))));
        }
        db.Documents.AddRange(documents);
        db.PublishedReferences.AddRange(published);
        await db.SaveChangesAsync(cancellationToken);
        await search.AddAsync(releases.Select(release => release.Shown),
            releases.SelectMany(release => release.References).ToLookup(reference => reference.ItemId.Value, reference => (reference.Relation, reference.TargetId.Value)), cancellationToken);
        await MarkPublishedAsync(releases, now, cancellationToken);
        await recordings.SettleAsync(releases.Select(release => release.Shown), seen, now, cancellationToken);
        var pictures = releases.SelectMany(release => release.References).Where(reference => reference.TargetType is ItemType.Media).Select(reference => reference.TargetId.Value);
        var changes = await shownMedia.SettleAsync(before.Media.Concat(pictures), now, cancellationToken);
        var after = seen ? await touched.LookAsync(ids, cancellationToken) : SeenBefore.Of(documents, published);
        // Texts that lead to what moved were made for other times.
        var rewritten = await referrers.RefreshAsync(TouchedItems.Moved(before, after), now, cancellationToken);
        await AppendAsync(before, after, changes, entries, rewritten, now, cancellationToken);
    }

    /// <summary>Takes items back from readers, and the media that nothing else shows.</summary>
    public async Task WithdrawAsync(IReadOnlyList<Item> items, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.EnterLogAsync(cancellationToken);
        await db.CancelSchedulesAsync([.. items.Select(item => item.Id)], now, cancellationToken, ScheduleAction.Unpublish);
        var ids = items.Select(item => item.Id.Value).ToList();
        var before = await touched.LookAsync(ids, cancellationToken);
        var holders = await HoldersAsync(ids, cancellationToken);
        await RemoveAsync(ids, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await recordings.RemoveAsync(items, cancellationToken);
        var changes = await shownMedia.SettleAsync(before.Media, now, cancellationToken);
        var rewritten = await referrers.RefreshAsync(ids, now, cancellationToken);
        var entries = items.Select(item => PublicationLog.Delete(item, reason, now, before.TargetsOf(item).Concat(holders[item.Id.Value]))).ToList();
        await AppendAsync(before, await touched.LookAsync(ids, cancellationToken), changes, entries, rewritten, now, cancellationToken);
    }

    /// <summary>Shows a changed media item anew, if readers see it.</summary>
    public async Task RefreshMediaAsync(Item media, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await db.Documents.AnyAsync(document => document.Id == media.Id.Value, cancellationToken)) return;
        var before = await touched.LookAsync([media.Id.Value], cancellationToken);
        await RemoveAsync([media.Id.Value], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var changes = await shownMedia.SettleAsync(before.Media.Append(media.Id.Value), now, cancellationToken);
        var rewritten = await referrers.RefreshAsync([media.Id.Value], now, cancellationToken);
        await AppendAsync(before, await touched.LookAsync([media.Id.Value], cancellationToken), changes, [], rewritten, now, cancellationToken);
    }

    /// <summary>What is shown along with others comes before what shows it, and goes after it.</summary>
    private async Task AppendAsync(SeenBefore before, SeenBefore after, MediaChanges media, IReadOnlyList<LogEntry> entries, IReadOnlyList<Guid> rewritten, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = entries.Concat(media.Arrived).Concat(media.Left).Select(entry => entry.ItemId).ToHashSet();
        var along = await touched.EntriesAsync(before, after, known, rewritten, now, cancellationToken);
        await log.AppendAsync([.. media.Arrived, .. entries, .. along, .. media.Left], now, cancellationToken);
    }

    /// <summary>The history never loses a revision that readers have seen.</summary>
    private Task<int> MarkPublishedAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = releases.Select(release => release.Item.Id).ToList();
        return db.Revisions.Where(revision => ids.Contains(revision.ItemId) && revision.PublishedAt == null && db.Items.Any(item => item.Id == revision.ItemId && item.PublishedRevision == revision.Number))
            .ExecuteUpdateAsync(row => row.SetProperty(revision => revision.PublishedAt, now), cancellationToken);
    }

    /// <summary>The newsletters whose editions show these.</summary>
    private async Task<ILookup<Guid, Guid>> HoldersAsync(List<Guid> ids, CancellationToken cancellationToken) =>
        (await db.PublishedReferences.Where(reference => ids.Contains(reference.ToId) && reference.Relation == Relations.SectionItem)
            .Join(db.Documents, reference => reference.FromId, edition => edition.Id, (reference, edition) => new { reference.ToId, edition.SeriesId })
            .Distinct().ToListAsync(cancellationToken)).ToLookup(row => row.ToId, row => row.SeriesId ?? Guid.Empty);

    private async Task RemoveAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        await db.PublishedReferences.Where(reference => ids.Contains(reference.FromId)).ExecuteDeleteAsync(cancellationToken);
        await db.Documents.Where(document => ids.Contains(document.Id)).ExecuteDeleteAsync(cancellationToken);
        await index.RemoveAsync(ids, cancellationToken);
    }

    /// <summary>Keeps the slug that readers know when the item gets another; who takes a retired slug owns it.</summary>
    private async Task RetireSlugsAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var arriving = releases.Select(release => release.Shown).Where(item => item.PublishedSlug != item.Slug || item.PublishedLanguage != item.Language).ToList();
        if (arriving.Count == 0) return;
        var slugs = arriving.Select(item => item.Slug).Concat(arriving.Select(item => item.PublishedSlug).OfType<string>()).ToList();
        var retired = await db.RetiredSlugs.Where(old => slugs.Contains(old.Slug)).ToListAsync(cancellationToken);
        foreach (var item in arriving)
        {
            var type = DocumentTypes.Name(item.Type);
            db.RetiredSlugs.RemoveRange(retired.Where(old => old.Type == type && old.Slug == item.Slug && old.Language == item.Language));
            if (item.PublishedSlug is null || retired.Any(old => old.Type == type && old.Slug == item.PublishedSlug && old.Language == item.PublishedLanguage)) continue;
            db.RetiredSlugs.Add(new() { Type = type, Slug = item.PublishedSlug, Language = item.PublishedLanguage!, ItemId = item.Id.Value, RetiredAt = now });
        }
    }
}

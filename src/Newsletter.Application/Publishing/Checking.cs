using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing.Checks;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>The findings on one item of a release.</summary>
public sealed record CheckResult(Item Item, IReadOnlyList<Finding> Findings);

/// <summary>Gathers what is published together and asks all checks about it.</summary>
public sealed class Checking(IEditorialDb db, ContentReader contents, IEnumerable<IPublishingCheck> checks)
{
    /// <summary>The item and, if asked for, the articles of its sections that readers do not see as they are now.</summary>
    /// <param name="version">What of the item is published instead of its working copy.</param>
    public async Task<IReadOnlyList<Release>> GatherAsync(Item item, bool includeArticles, CancellationToken cancellationToken, ItemVersion? version = null)
    {
        var older = version is null ? null : contents.ReferencesIn(item.Id, version.Content);
        var items = new List<Item> { item };
        if (includeArticles)
        {
            var articles = older is null
                ? await db.References.Where(reference => reference.ItemId == item.Id && reference.Relation == Relations.SectionItem).Select(reference => reference.TargetId).ToListAsync(cancellationToken)
                : [.. older.Where(reference => reference.Relation == Relations.SectionItem).Select(reference => reference.TargetId)];
            items.AddRange((await db.Items.Where(article => articles.Contains(article.Id)).OrderBy(article => article.Id).ToListAsync(cancellationToken))
                .Where(article => article.Status is not ItemStatus.TakenDown && (!article.IsPublished || article.HasUnpublishedChanges)));
        }
        var ids = items.ConvertAll(one => one.Id);
        var references = (await db.References.AsNoTracking().Where(reference => ids.Contains(reference.ItemId)).OrderBy(reference => reference.Ordinal).ToListAsync(cancellationToken))
            .ToLookup(reference => reference.ItemId);
        return items.ConvertAll(one => older is not null && one.Id == item.Id ? new Release(one, older) { Version = version } : new Release(one, [.. references[one.Id]]));
    }

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var releasing = releases.Select(release => release.Item.Id).ToHashSet();
        var targets = await PublishingTargets.LoadAsync(db, releases.Select(release => release.Shown),
            releases.SelectMany(release => release.References).Select(reference => reference.TargetId), cancellationToken);
        return [.. releases.Select(release => new CheckResult(release.Item,
            [.. checks.SelectMany(check => check.Look(new(release.Shown, release.References, targets.Items, releasing, now)))]))];
    }
}

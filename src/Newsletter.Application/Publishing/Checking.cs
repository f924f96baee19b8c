using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Publishing.Checks;
using Newsletter.Domain;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing;

/// <summary>The findings on one item of a release.</summary>
public sealed record CheckResult(Item Item, IReadOnlyList<Finding> Findings);

/// <summary>Gathers what is published together and asks all checks about it.</summary>
public sealed class Checking(IEditorialDb db, ContentReader contents, IMediaStore store, IEnumerable<IPublishingCheck> checks)
{
    /// <summary>The item and, if asked for, the articles of its sections that readers do not see as they are now.</summary>
    public async Task<IReadOnlyList<Release>> GatherAsync(Item item, bool includeArticles, CancellationToken cancellationToken)
    {
        var articles = includeArticles ? await db.SectionArticlesAsync(item.Id, cancellationToken) : [];
        var unseen = articles.Where(article => !article.IsPublished || article.HasUnpublishedChanges);
        return await GatherAsync([item, .. unseen], new Dictionary<ItemId, ItemVersion>(), cancellationToken);
    }

    /// <param name="versions">What is published instead of working copies.</param>
    public async Task<IReadOnlyList<Release>> GatherAsync(IReadOnlyList<Item> items, IReadOnlyDictionary<ItemId, ItemVersion> versions, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.Id).Where(id => !versions.ContainsKey(id)).ToList();
        var references = (await db.References.AsNoTracking().Where(reference => ids.Contains(reference.ItemId)).OrderBy(reference => reference.Ordinal).ToListAsync(cancellationToken))
            .ToLookup(reference => reference.ItemId);
        return
        [
            .. items.Select(item => versions.TryGetValue(item.Id, out var version)
                ? new Release(item, contents.ReferencesIn(item.Id, version.Content)) { Version = version }
                : new Release(item, [.. references[item.Id]])),
        ];
    }

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(IReadOnlyList<Release> releases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var releasing = releases.Select(release => release.Item.Id).ToHashSet();
        var shown = releases.Select(release => release.Shown).ToList();
        var targets = await PublishingTargets.LoadAsync(db, shown, releases.SelectMany(release => release.References).Select(reference => reference.TargetId), cancellationToken);
        var headlines = await Headlines.LoadAsync(db, shown, now, cancellationToken);
        var lost = await LostAsync(shown, targets, cancellationToken);
        return [.. releases.Zip(shown, (release, item) => new CheckResult(release.Item,
            [.. checks.SelectMany(check => check.Look(new(item, release.References, targets.Items, releasing, headlines.SameAs(item), now) { Recordings = targets.Recordings, Lost = lost }))]))];
    }

    /// <summary>Of the recordings that items cannot do without, those whose bytes are gone: a disk may lose what the database has.</summary>
    private async Task<IReadOnlySet<ItemId>> LostAsync(IEnumerable<Item> items, PublishingTargets targets, CancellationToken cancellationToken)
    {
        var lost = new HashSet<ItemId>();
        foreach (var id in items.SelectMany(item => item.Content.Bodies()).SelectMany(body => body.Blocks).OfType<RecordingBlock>().Where(recording => recording.Mandatory).Select(recording => recording.Media?.Id).OfType<ItemId>().Distinct())
        {
            if (targets.Items.TryGetValue(id, out var item) && item.Content is MediaAsset { File: { } file } && !await store.ExistsAsync(MediaKeys.Original(file), cancellationToken)) lost.Add(id);
        }
        return lost;
    }
}

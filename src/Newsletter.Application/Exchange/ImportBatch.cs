using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Exchange;

internal enum BatchMode
{
    /// <summary>Imports what depends on nothing that is still to come.</summary>
    Settle,

    /// <summary>Makes drafts of what waits for each other.</summary>
    Draft,

    /// <summary>Imports what waited.</summary>
    Finish,
}

/// <summary>What became of a line in a batch.</summary>
internal sealed record LineResult(ImportItem Item, LineState State, Outcome Outcome);

/// <summary>Imports some lines of one type in one transaction.</summary>
internal sealed class ImportBatch(IEditorialDb db, ContentReader contents, ItemRestorer restorer, ImportMedia media, TimeProvider time)
{
    /// <returns>What became of each line, or why the batch as a whole failed; then nothing was written.</returns>
    public async Task<Result<IReadOnlyList<LineResult>>> ExecuteAsync(IReadOnlyList<ParsedLine> lines, IImportIndex index, ImportRequest request, BatchMode mode, CancellationToken cancellationToken)
    {
        var staged = new List<StagedFile>();
        try
        {
            var items = await ReadAsync(lines, index, request.Folder, staged, cancellationToken);
            if (mode is BatchMode.Settle) FindWaiting(items);
            var sound = items.Where(item => item.Issues.Count == 0).ToList();
            var changed = sound.Where(item => !item.Waits && !item.IsUnchanged).ToList();
            var stops = request.Strict && sound.Count < items.Count;
            if (changed.Count > 0 && !stops)
            {
                foreach (var file in staged) await file.KeepAsync(cancellationToken);
                var written = await WriteAsync(changed, mode, cancellationToken);
                if (written.Failed) return written.Error;
            }
            return Result.Of<IReadOnlyList<LineResult>>([.. items.Select(item => new LineResult(item, State(item, mode), OutcomeOf(item)))]);
        }
        finally
        {
            foreach (var file in staged) await file.DisposeAsync();
        }
    }

    private Task<Result<bool>> WriteAsync(List<ImportItem> changed, BatchMode mode, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        var now = time.GetUtcNow();
        var arriving = changed.SelectMany(item => item.Targets).Select(target => target.Line).OfType<IndexedLine>()
            .Where(line => line is { State: LineState.Ready, Publishes: true }).Select(line => line.Id).ToHashSet();
        if (mode is BatchMode.Draft) restorer.Draft(changed, now);
        else await restorer.RestoreAsync(changed, arriving, now, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task<IReadOnlyList<ImportItem>> ReadAsync(IReadOnlyList<ParsedLine> lines, IImportIndex index, string folder, List<StagedFile> staged, CancellationToken cancellationToken)
    {
        var type = lines[0].Line.Type;
        var targets = await ImportTargets.LoadAsync(db, index, lines, cancellationToken);
        var ids = lines.Where(line => line.Line.Existed || line.Line.State is LineState.Ready).Select(line => line.Line.Id).ToList();
        var present = ids.Count == 0 ? [] : await db.Items.Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken);
        var slugs = lines.Select(line => line.Line.Slug).ToList();
        var rivals = (await db.Items.AsNoTracking().Where(item => item.Type == type && slugs.Contains(item.Slug)).Select(item => new { item.Id, item.Slug, item.Language })
            .ToListAsync(cancellationToken)).ToLookup(item => (item.Slug, item.Language), item => item.Id);

        var items = new List<ImportItem>();
        foreach (var line in lines)
        {
            var item = new ImportItem(line, present.GetValueOrDefault(line.Line.Id));
            items.Add(item);
            if (item.Issues.Count > 0) continue;
            if (rivals[(line.Line.Slug, line.Line.Language)].Any(id => id != line.Line.Id)) item.Issues.AddRange(ItemErrors.SlugTaken(null).Issues);
            if (Read(line.Working, item, targets, "") is { } working) item.Working = working;
            if (line.Published is { } seen) item.Published = Read(seen, item, targets, "/published");
            if (item.Issues.Count == 0 && type is ItemType.Media) await AddFileAsync(item, folder, staged, cancellationToken);
        }
        await FindGroupsAsync(items, cancellationToken);
        await FindSlugsAsync(type, items, cancellationToken);
        foreach (var item in items.Where(item => item.Issues.Count == 0)) item.Compare();
        return items;
    }

    private Draft? Read(ParsedContent content, ImportItem item, ImportTargets targets, string prefix)
    {
        var found = targets.Find(content, item, prefix);
        if (item.Issues.Count > 0) return null;
        var read = contents.Read(item.Line.Type, content.Json, content.Shape.References, found);
        if (!read.Failed)
        {
            return new(item.Line.Id, content.Slug ?? item.Line.Slug, content.Language ?? item.Line.Language, null, read.Value, content.Shape.References, [.. found.Select(id => id!.Value)]);
        }
        item.Issues.AddRange(read.Error.Issues.Select(issue => issue.Under(prefix)));
        return null;
    }

    private async Task AddFileAsync(ImportItem item, string folder, List<StagedFile> staged, CancellationToken cancellationToken)
    {
        var present = (item.Current?.Content as MediaAsset)?.File;
        if (item.Parsed.File is null)
        {
            item.SetFile(present);
            return;
        }
        var found = await media.FindAsync(item.Parsed.File, folder, present, staged, cancellationToken);
        if (!found.Failed) item.SetFile(found.Value);
        else if (found.Error.Issues.Count > 0) item.Issues.AddRange(found.Error.Issues);
        else item.Issues.Add(new("/file", found.Error.Code, found.Error.Message));
    }

    private async Task FindGroupsAsync(List<ImportItem> items, CancellationToken cancellationToken)
    {
        var translations = items.Where(item => item.Issues.Count == 0 && item.Working.Content.Translates is not null).ToList();
        if (translations.Count == 0) return;
        var originals = translations.ConvertAll(item => item.Working.Content.Translates!.Value.Id);
        var groups = await db.Items.AsNoTracking().Where(item => originals.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.TranslationGroup, cancellationToken);
        foreach (var item in translations)
        {
            var original = item.Working.Content.Translates!.Value.Id;
            item.TranslationGroup = item.Head.TranslationGroup ?? groups.GetValueOrDefault(original, original);
        }
    }

    /// <summary>An old slug that leads elsewhere by now stays there.</summary>
    private async Task FindSlugsAsync(ItemType type, List<ImportItem> items, CancellationToken cancellationToken)
    {
        var slugs = items.SelectMany(item => item.Head.OldSlugs).Select(old => old.Slug).Distinct().ToList();
        if (slugs.Count == 0) return;
        var name = DocumentTypes.Name(type);
        var retired = await db.RetiredSlugs.AsNoTracking().Where(old => old.Type == name && slugs.Contains(old.Slug)).Select(old => new { old.Slug, old.Language }).ToListAsync(cancellationToken);
        var present = await db.Items.AsNoTracking().Where(item => item.Type == type && slugs.Contains(item.Slug)).Select(item => new { item.Slug, item.Language }).ToListAsync(cancellationToken);
        var taken = retired.Concat(present).Select(one => (one.Slug, one.Language)).ToHashSet();
        foreach (var item in items) item.MissingSlugs = [.. item.Head.OldSlugs.Where(old => taken.Add((old.Slug, old.Language)))];
    }

    /// <summary>What leads to a line that is not done waits for it; so does what leads to something that waits.</summary>
    private static void FindWaiting(IReadOnlyList<ImportItem> items)
    {
        var batch = items.ToDictionary(item => item.Line.Id);
        var found = true;
        while (found)
        {
            found = false;
            foreach (var item in items.Where(item => !item.Waits && item.Issues.Count == 0 && !item.IsUnchanged && item.Targets.Any(target => !IsSettled(target.Line) && Holds(target.Reference))))
            {
                item.Waits = found = true;
            }
        }

        // A newsletter goes before its editions, whichever of them is its template.
        static bool Holds(FoundReference reference) => Relations.ReachesReaders(reference.Relation);

        bool IsSettled(IndexedLine? line) => line is null or { State: LineState.Done or LineState.Failed }
            || (batch.TryGetValue(line.Id, out var other) && !other.Waits && other.Issues.Count == 0);
    }

    private static LineState State(ImportItem item, BatchMode mode) => item.Issues.Count > 0 ? LineState.Failed
        : item.Waits ? LineState.Waiting
        : mode is BatchMode.Draft ? LineState.Ready
        : LineState.Done;

    private static Outcome OutcomeOf(ImportItem item) => !item.Line.Existed ? Outcome.Created : item.IsUnchanged ? Outcome.Unchanged : Outcome.Changed;
}

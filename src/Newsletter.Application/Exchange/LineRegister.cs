using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>The first reading: which items the lines are about. What is wrong with a line's JSON or head shows here.</summary>
internal sealed class LineRegister(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int BatchSize = 500;

    private sealed record HeadOfLine(NdjsonLine Place, LineHead Head, string? Parent);

    public async Task ReadAsync(ItemType type, string path, ImportRun run, CancellationToken cancellationToken)
    {
        var batch = new List<HeadOfLine>(BatchSize);
        await foreach (var line in NdjsonFile.LinesAsync(path, cancellationToken))
        {
            if (run.Report.Stopped) return;
            if (Read(type, line, run) is not { } head) continue;
            batch.Add(head);
            if (batch.Count < BatchSize) continue;
            await AddAsync(type, batch, run, cancellationToken);
            run.Moved(ImportStep.Reading, type, line.Offset + line.Length);
            batch.Clear();
        }
        if (batch.Count > 0 && !run.Report.Stopped) await AddAsync(type, batch, run, cancellationToken);
    }

    private static HeadOfLine? Read(ItemType type, NdjsonLine line, ImportRun run)
    {
        if (line.Bytes is not { } bytes)
        {
            run.Fail(type, line.Number, new Issue("", "too_large", $"A line may have at most {StrictJson.MaxBytes} bytes."));
            return null;
        }
        var json = StrictJson.Parse(bytes.Span, "The line");
        if (json.Failed)
        {
            run.Fail(type, line.Number, new Issue("", json.Error.Code, json.Error.Message));
            return null;
        }
        var issues = new List<Issue>();
        var head = LineHead.Take(json.Value, type, issues);
        if (issues.Count > 0)
        {
            run.Fail(type, line.Number, [.. issues]);
            return null;
        }
        var parent = type is ItemType.Newsletter ? null : json.Value[ContentShape.Name(ParentOf(type))];
        return new(line with { Bytes = null }, head, parent?.GetValueKind() is System.Text.Json.JsonValueKind.String ? parent.GetValue<string>() : null);
    }

    private async Task AddAsync(ItemType type, List<HeadOfLine> batch, ImportRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
        var ids = batch.Select(one => one.Head.Id).OfType<ItemId>().ToList();
        var slugs = batch.Select(one => one.Head.Slug!).ToList();
        var known = await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id) || (item.Type == type && slugs.Contains(item.Slug)))
            .Select(item => new { item.Id, item.Type, item.Slug, item.Language, item.Status }).ToListAsync(cancellationToken);
        var byId = known.ToDictionary(item => item.Id);
        var bySlug = known.Where(item => item.Type == type).ToDictionary(item => (item.Slug, item.Language));
        var languages = await ParentLanguagesAsync(db, type, batch.Where(one => one.Head.Language is null).Select(one => one.Parent).OfType<string>().Distinct().ToList(), run, cancellationToken);
        foreach (var (place, head, parent) in batch)
        {
            var present = head.Id is { } given ? byId.GetValueOrDefault(given) : null;
            if (present is not null && present.Type != type)
            {
                run.Fail(type, place.Number, [.. ItemErrors.IdTaken(null).Issues]);
                continue;
            }
            var language = head.Language ?? present?.Language ?? (parent is null ? null : languages.GetValueOrDefault(parent)) ?? Languages.Default;
            if (head.Id is null) present = bySlug.GetValueOrDefault((head.Slug!, language));
            var publishes = type is not ItemType.Media && (head.Status is { } status ? status is ItemStatus.Published
                : present is null ? Item.PublishesOnSave(type) : present.Status is ItemStatus.Published);
            var line = new IndexedLine(type, place.Number, place.Offset, place.Length, head.Id ?? present?.Id ?? ItemId.New(time.GetUtcNow()), head.Slug!, language, publishes, present is not null, LineState.Pending);
            if (run.Index.Add(line) is { } earlier)
            {
                run.Fail(type, place.Number, new Issue(earlier.Id == line.Id ? "/id" : "/slug", "repeated", $"Line {earlier.Number} of {ExchangeFiles.Name(earlier.Type)} is about the same item."));
            }
        }
    }

    private static ItemType ParentOf(ItemType type) => type is ItemType.Episode ? ItemType.Podcast : ItemType.Newsletter;

    /// <summary>An edition, article or episode that names no language has that of its newsletter or podcast.</summary>
    private static async Task<Dictionary<string, string>> ParentLanguagesAsync(IEditorialDb db, ItemType type, List<string> parents, ImportRun run, CancellationToken cancellationToken)
    {
        var languages = new Dictionary<string, string>();
        if (parents.Count == 0) return languages;
        var parentType = ParentOf(type);
        var ids = parents.Select(ReferenceTargets.IdOf).OfType<ItemId>().ToList();
        foreach (var item in await db.Items.AsNoTracking().Where(item => item.Type == parentType && (ids.Contains(item.Id) || parents.Contains(item.Slug)))
            .OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id).Select(item => new { item.Id, item.Slug, item.Language }).ToListAsync(cancellationToken))
        {
            languages[item.Slug] = languages[item.Id.ToString()] = item.Language;
        }
        foreach (var parent in parents)
        {
            var line = ReferenceTargets.IdOf(parent) is { } id ? run.Index.Find(id) : run.Index.Find(parentType, parent) is [var first, ..] ? first : null;
            if (line is not null && line.Type == parentType) languages[parent] = line.Language;
        }
        return languages;
    }
}

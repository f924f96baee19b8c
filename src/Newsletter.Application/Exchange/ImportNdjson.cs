using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>
/// Imports an exchange folder. First all lines are registered, so that order does not matter: what refers to something further down waits
/// for it. Lines go to the database in batches, each a transaction of its own; what is there already as a line says is left alone.
/// </summary>
public sealed class ImportNdjson(IServiceScopeFactory scopes, IImportIndexes indexes, ContentReader contents)
{
    private const int BatchSize = 250;

    /// <summary>The files of a batch lie beside the store until it is committed.</summary>
    private const int MediaBatchSize = 50;

    private readonly LineParser parser = new(contents);

    public async Task<ImportReport> ExecuteAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
    {
        request = request with { Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder)) };
        using var index = indexes.Create();
        var run = new ImportRun(request, index, observer);
        if (!Directory.Exists(request.Folder)) run.FailFile(request.Folder, new("", "not_found", "There is no such folder."));
        else
        {
            var files = Files(run);
            await using (var scope = scopes.CreateAsyncScope())
            {
                var register = scope.ServiceProvider.GetRequiredService<LineRegister>();
                // Newsletters and then podcasts first: others have their language from them.
                foreach (var type in files.OrderBy(type => type switch { ItemType.Newsletter => 0, ItemType.Podcast => 1, _ => 2 }))
                {
                    run.Moved(ImportStep.Reading, type);
                    await register.ReadAsync(type, PathOf(request, type), run, cancellationToken);
                    run.BytesRead += new FileInfo(PathOf(request, type)).Length;
                }
            }
            foreach (var type in files)
            {
                await ImportAsync(type, BatchMode.Settle, run, cancellationToken);
                Break(run);
                if (index.Release() == 0) continue;
                foreach (var ready in files) await ImportAsync(ready, BatchMode.Draft, run, cancellationToken);
                Break(run);
                foreach (var ready in files) await ImportAsync(ready, BatchMode.Finish, run, cancellationToken);
            }
        }
        return run.Report;
    }

    private static List<ItemType> Files(ImportRun run)
    {
        var folder = run.Request.Folder;
        var known = ExchangeFiles.Types.ToDictionary(ExchangeFiles.Name);
        foreach (var name in Directory.EnumerateFiles(folder, "*.ndjson").Select(Path.GetFileName).OfType<string>().Where(name => name[0] != '.' && !known.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            run.FailFile(name, new("", "unknown_file", $"There is no such type. There are: {string.Join(", ", known.Keys)}."));
        }
        var types = ExchangeFiles.Types.Where(type => File.Exists(PathOf(run.Request, type))).ToList();
        if (types.Count == 0) run.FailFile(folder, new("", "nothing_to_import", $"There is none of these files: {string.Join(", ", known.Keys)}."));
        run.Bytes = types.Sum(type => new FileInfo(PathOf(run.Request, type)).Length);
        return types;
    }

    private static string PathOf(ImportRequest request, ItemType type) => Path.Combine(request.Folder, ExchangeFiles.Name(type));

    private async Task ImportAsync(ItemType type, BatchMode mode, ImportRun run, CancellationToken cancellationToken)
    {
        if (run.Report.Stopped) return;
        await using var file = NdjsonFile.Open(PathOf(run.Request, type));
        var state = mode is BatchMode.Settle ? LineState.Pending : LineState.Ready;
        var size = type is ItemType.Media ? MediaBatchSize : BatchSize;
        var after = 0;
        var next = ParseNext();
        while (await next is { Count: > 0 } lines && !run.Report.Stopped)
        {
            // The next batch is parsed while the database works on this one.
            next = ParseNext();
            await ImportAsync(type, lines, mode, run, cancellationToken);
            run.Moved(mode is BatchMode.Settle ? ImportStep.Importing : ImportStep.Finishing, type);
        }
        await next;

        Task<IReadOnlyList<ParsedLine>> ParseNext()
        {
            List<(IndexedLine Line, byte[] Bytes)> lines = [.. run.Index.Take(type, state, after, size).Select(line => (line, Bytes(file, line)))];
            after = lines.Count > 0 ? lines[^1].Line.Number : after;
            return Task.Run(() => parser.Parse(lines), cancellationToken);
        }
    }

    private static byte[] Bytes(FileStream file, IndexedLine line)
    {
        var bytes = new byte[line.Length];
        if (file.Position != line.Offset) file.Position = line.Offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>One line that the database refuses fails its batch; then each line goes alone, so that only that line is lost.</summary>
    private async Task ImportAsync(ItemType type, IReadOnlyList<ParsedLine> lines, BatchMode mode, ImportRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<ImportBatch>().ExecuteAsync(lines, run.Index, run.Request, mode, cancellationToken);
        if (!result.Failed)
        {
            Take(type, mode, result.Value, run);
        }
        else if (lines.Count == 1)
        {
            run.Index.Mark([lines[0].Line], LineState.Failed);
            run.Fail(type, lines[0].Line.Number, result.Error.Issues is { Count: > 0 } issues ? issues : [new Issue("", result.Error.Code, result.Error.Message)]);
        }
        else
        {
            await using var file = NdjsonFile.Open(PathOf(run.Request, type));
            foreach (var line in lines)
            {
                // The references of a parsed line are resolved in place, so it is read again.
                if (!run.Report.Stopped) await ImportAsync(type, parser.Parse([(line.Line, Bytes(file, line.Line))]), mode, run, cancellationToken);
            }
        }
    }

    private static void Take(ItemType type, BatchMode mode, IReadOnlyList<LineResult> results, ImportRun run)
    {
        if (mode is BatchMode.Settle)
        {
            foreach (var waiting in results.Where(result => result.State is LineState.Waiting).Select(result => result.Item))
            {
                foreach (var target in waiting.Targets.Where(target => target.Line is { State: LineState.Pending or LineState.Waiting } line && line.Id != waiting.Line.Id))
                {
                    run.Index.Require(waiting.Line, target.Prefix + target.Reference.Pointer, target.Reference.IdOrSlug, target.Id);
                }
            }
        }
        run.Take(type, results);
    }

    private static void Break(ImportRun run)
    {
        while (!run.Report.Stopped && run.Index.Break(BatchSize) is { Count: > 0 } broken)
        {
            foreach (var line in broken.GroupBy(reference => (reference.Type, reference.Number)))
            {
                run.Fail(line.Key.Type, line.Key.Number, [.. line.Select(reference =>
                    new Issue(reference.Pointer, "unknown_reference", $"There is no {ContentShape.Name(reference.TargetType)} \"{reference.IdOrSlug}\": its line failed."))]);
            }
        }
    }
}

using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>One import on its way: what it has done and whom it tells.</summary>
internal sealed class ImportRun(ImportRequest request, IImportIndex index, IImportObserver observer)
{
    private long done;

    public ImportRequest Request => request;
    public IImportIndex Index => index;
    public ImportReport Report { get; } = new();

    /// <summary>The bytes of all files, to tell how far the reading is.</summary>
    public long Bytes { get; set; }

    /// <summary>The bytes of the files that are read.</summary>
    public long BytesRead { get; set; }

    public void Moved(ImportStep step, ItemType type, long bytes = 0) => observer.Moved(step is ImportStep.Reading
        ? new(step, ExchangeFiles.Name(type), BytesRead + bytes, Bytes)
        : new(step, ExchangeFiles.Name(type), done, index.Count));

    public void Fail(ItemType type, int line, params IReadOnlyList<Issue> issues)
    {
        Report[type].Failed++;
        Tell(ExchangeFiles.Name(type), line, issues);
    }

    public void FailFile(string file, Issue issue)
    {
        Report.FailedFiles++;
        Tell(file, 0, [issue]);
    }

    public void Take(ItemType type, IReadOnlyList<LineResult> results)
    {
        foreach (var state in results.GroupBy(result => result.State)) index.Mark([.. state.Select(result => result.Item.Line)], state.Key);
        foreach (var (item, state, outcome) in results)
        {
            if (state is LineState.Waiting or LineState.Ready) continue;
            done++;
            if (state is LineState.Failed) Fail(type, item.Line.Number, item.Issues);
            else if (outcome is Outcome.Created) Report[type].Created++;
            else if (outcome is Outcome.Changed) Report[type].Changed++;
            else Report[type].Unchanged++;
        }
    }

    private void Tell(string file, int line, IReadOnlyList<Issue> issues)
    {
        foreach (var issue in issues) observer.Failed(new(file, line, issue));
        if (request.Strict) Report.Stopped = true;
    }
}

using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Puts a table together: rows of plain cells, filled up to one width.</summary>
internal sealed class TableAssembler(BlockAssembler blocks)
{
    private const int MaxRows = 500;
    private const int MaxCells = 50;

    private readonly List<(List<string> Cells, bool Heading)> rows = [];
    private List<string>? row;
    private bool rowIsHeading;
    private bool inHead;
    private string? caption;
    private bool inCaption;

    public void Start(string name, bool spans)
    {
        EndCell();
        switch (name)
        {
            case "caption":
                inCaption = true;
                blocks.Plain = new();
                break;
            case "thead":
                inHead = true;
                break;
            case "tbody" or "tfoot":
                EndRow();
                inHead = false;
                break;
            case "tr":
                EndRow();
                StartRow();
                break;
            case "td" or "th":
                if (row is null) StartRow();
                rowIsHeading &= name == "th" || inHead;
                blocks.Plain = new();
                if (spans) blocks.Drop("changed_table", "Cells over several rows or columns became single cells.");
                break;
        }
    }

    public void End(string name)
    {
        EndCell();
        if (name is "tr" or "thead" or "tbody" or "tfoot" or "table") EndRow();
        if (name is "thead") inHead = false;
    }

    public TableBlock? Take()
    {
        End("table");
        if (rows.Count == 0) return null;
        var width = Math.Min(MaxCells, rows.Max(entry => entry.Cells.Count));
        if (rows.Count > MaxRows || rows.Any(entry => entry.Cells.Count > MaxCells))
        {
            blocks.Drop("shortened", $"A table was cut to {MaxRows} rows of {MaxCells} cells.");
        }
        return new()
        {
            Caption = blocks.Shorten(caption, 2_000),
            HeaderRows = Math.Min(MaxRows, rows.TakeWhile(entry => entry.Heading).Count()),
            Rows = [.. rows.Take(MaxRows).Select(entry => new TableRow { Cells = [.. entry.Cells.Concat(Enumerable.Repeat("", MaxCells)).Take(width)] })],
        };
    }

    private void StartRow() => (row, rowIsHeading) = ([], true);

    private void EndCell()
    {
        if (blocks.Plain is null) return;
        var content = blocks.Plain.ToString();
        blocks.Plain = null;
        if (inCaption) caption ??= content;
        else row?.Add(blocks.Shorten(content, 2_000) ?? "");
        inCaption = false;
    }

    private void EndRow()
    {
        // Empty header rows are what tables without headings are given in Markdown.
        if (row is { Count: > 0 } && !(rowIsHeading && rows.Count == 0 && row.All(string.IsNullOrEmpty))) rows.Add((row, rowIsHeading));
        row = null;
    }
}

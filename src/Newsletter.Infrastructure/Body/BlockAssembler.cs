using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>
/// Puts a body together from a stream of marks, text and boundaries. It keeps no tree, only counters and stacks,
/// so neither depth nor misnesting costs anything.
/// </summary>
internal sealed class BlockAssembler
{
    private const int MaxLevel = 6;

    private readonly TextAssembler text = new();
    private readonly Dictionary<string, int> marks = [];
    private readonly List<ListItemKind> lists = [];
    private IReadOnlyList<string> decorators = [];
    private bool pendingBreak;
    private bool itemHasText;
    private int quotes;

    public List<Block> Blocks { get; } = [];

    public DropReport Report { get; } = new();

    public LinkMark? Link { get; set; }

    /// <summary>The style of the heading that is open.</summary>
    public BlockStyle? Heading { get; set; }

    /// <summary>Takes all text while it is set: table cells and captions hold plain text.</summary>
    public PlainText? Plain { get; set; }

    public void Drop(string code, string message) => Report.Add(Blocks.Count, code, message);

    public void Mark(string decorator, int change)
    {
        marks[decorator] = Math.Max(0, marks.GetValueOrDefault(decorator) + change);
        decorators = [.. Decorators.All.Where(name => marks.GetValueOrDefault(name) > 0)];
    }

    public void Text(string content, bool keepSpace)
    {
        if (Plain is { } plain)
        {
            if (decorators.Count > 0 || Link is not null) Drop("dropped_marks", "Marks and links in table cells and captions were dropped; their text was kept.");
            plain.Append(content, keepSpace);
            return;
        }
        if (keepSpace ? content.Length > 0 : !string.IsNullOrWhiteSpace(content)) FlushBreak();
        text.Append(content, decorators, Link, keepSpace);
    }

    public void Break()
    {
        if (Plain is { } plain)
        {
            plain.Break();
            return;
        }
        FlushBreak();
        text.Break(decorators, Link);
    }

    /// <summary>The start or end of a paragraph. Within a list item, paragraphs are parted by breaks: an item is one block.</summary>
    public void ParagraphBoundary()
    {
        if (Plain is { } plain) plain.Break();
        else if (lists.Count == 0) EndBlock();
        else pendingBreak = true;
    }

    public void EndBlock()
    {
        pendingBreak = false;
        if (Plain is { } plain)
        {
            plain.Break();
            return;
        }
        if (text.IsEmpty) return;
        var style = Heading ?? (quotes > 0 ? BlockStyle.Blockquote : BlockStyle.Normal);
        if (lists.Count > MaxLevel) Drop("changed_list", $"Lists nest {MaxLevel} deep at most; deeper items were raised.");
        if (lists.Count > 0 && itemHasText) Drop("changed_list", "A list item with several blocks became several items.");
        itemHasText = lists.Count > 0;
        Blocks.Add(text.Take(style, lists.Count == 0 ? null : lists[^1], Math.Min(lists.Count, MaxLevel)));
    }

    public void Add(Block block)
    {
        EndBlock();
        Blocks.Add(block);
    }

    public void StartQuote()
    {
        EndBlock();
        if (Plain is null) quotes++;
    }

    public void EndQuote()
    {
        EndBlock();
        if (Plain is null) quotes = Math.Max(0, quotes - 1);
    }

    public void StartList(ListItemKind kind)
    {
        EndBlock();
        if (Plain is null) lists.Add(kind);
    }

    public void EndList()
    {
        EndBlock();
        if (Plain is null && lists.Count > 0) lists.RemoveAt(lists.Count - 1);
    }

    public void ItemBoundary()
    {
        EndBlock();
        itemHasText = false;
    }

    /// <summary>Takes back what was written from a place on, to put it into something.</summary>
    public List<Block> TakeFrom(int index)
    {
        var taken = Blocks[index..];
        Blocks.RemoveRange(index, taken.Count);
        return taken;
    }

    private void FlushBreak()
    {
        if (pendingBreak && !text.IsEmpty) text.Break([], null);
        pendingBreak = false;
    }

    public string? Shorten(string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length <= max) return value;
        Drop("shortened", $"A text was cut to {max:N0} characters.");
        return value[..(char.IsHighSurrogate(value[max - 1]) ? max - 1 : max)];
    }
}

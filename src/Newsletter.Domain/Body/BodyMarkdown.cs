using System.Globalization;
using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>
/// Derives Markdown (CommonMark with tables and strikethrough) from a body. Read back, it gives the same text blocks;
/// marks that Markdown has no sign for are written as HTML elements without attributes.
/// </summary>
public static class BodyMarkdown
{
    public static string Render(IReadOnlyList<Block> body, IBodyTargets targets)
    {
        var markdown = new StringBuilder();
        var lists = new MarkdownLists();
        var inlines = new MarkdownInlines(targets);
        var others = new MarkdownBlocks(targets);
        var afterItem = false;
        foreach (var block in body)
        {
            var item = block as TextBlock is { ListItem: not null } text ? text : null;
            if (item is null) lists.End();
            var written = block switch
            {
                TextBlock paragraph => Paragraph(paragraph, inlines),
                _ => others.Write(block),
            };
            if (string.IsNullOrEmpty(written)) continue;
            if (item is not null) written = lists.Item(item.ListItem!.Value, item.Level ?? 1, written);
            if (markdown.Length > 0) markdown.Append(afterItem && item is not null ? "\n" : "\n\n");
            markdown.Append(written);
            afterItem = item is not null;
        }
        return markdown.ToString();
    }

    internal static string Prefixed(string text, string prefix) =>
        prefix + text.Replace("\n", "\n" + prefix, StringComparison.Ordinal).Replace(prefix + "\n", prefix.TrimEnd() + "\n", StringComparison.Ordinal);

    private static string Paragraph(TextBlock block, MarkdownInlines inlines) => block.Style switch
    {
        BlockStyle.H2 => Heading("## ", inlines.Write(block, oneLine: true)),
        BlockStyle.H3 => Heading("### ", inlines.Write(block, oneLine: true)),
        BlockStyle.Blockquote when inlines.Write(block, oneLine: false) is { Length: > 0 } quote => Prefixed(quote, "> "),
        BlockStyle.Blockquote => "",
        _ => inlines.Write(block, oneLine: false),
    };

    private static string Heading(string sign, string text) => text.Length == 0 ? "" : sign + text;
}

/// <summary>Indents list items so that each stands in the item it belongs to.</summary>
internal sealed class MarkdownLists
{
    /// <summary>The open items from the outermost in: their kind, number, and where their text begins.</summary>
    private readonly List<(ListItemKind Kind, int Number, int Indent)> open = [];

    public void End() => open.Clear();

    public string Item(ListItemKind kind, int level, string content)
    {
        level = Math.Clamp(level, 1, HtmlLists.MaxLevel);
        var number = level <= open.Count && open[level - 1].Kind == kind ? open[level - 1].Number + 1 : 1;
        if (level <= open.Count) open.RemoveRange(level - 1, open.Count - level + 1);
        var line = new StringBuilder().Append(' ', open.Count == 0 ? 0 : open[^1].Indent);
        // A level that is skipped is an item that holds nothing but the next list.
        while (open.Count < level)
        {
            var marker = kind == ListItemKind.Number ? number.ToString(CultureInfo.InvariantCulture) + ". " : "- ";
            line.Append(marker);
            open.Add((kind, number, line.Length));
            number = open.Count < level ? 1 : number;
        }
        return line + content.Replace("\n", "\n" + new string(' ', line.Length), StringComparison.Ordinal);
    }
}

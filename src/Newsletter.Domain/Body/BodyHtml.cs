namespace Newsletter.Domain.Body;

/// <summary>Derives HTML from a body. It is safe by construction: only elements and attributes named here, all text encoded, all addresses checked again.</summary>
public static class BodyHtml
{
    /// <summary>What readers cannot see is left out; the text of a link to it stays.</summary>
    public static string Render(IReadOnlyList<Block> body, IBodyTargets targets)
    {
        var html = new HtmlText();
        Render(html, body, targets);
        return html.ToString();
    }

    internal static void Render(HtmlText html, IReadOnlyList<Block> body, IBodyTargets targets)
    {
        var lists = new HtmlLists(html);
        var texts = new HtmlInlines(html, targets);
        var others = new HtmlBlocks(html, targets);
        foreach (var block in body)
        {
            if (block is TextBlock { ListItem: { } kind } item)
            {
                lists.Item(kind, Math.Clamp(item.Level ?? 1, 1, HtmlLists.MaxLevel), Element(item.Style), () => texts.Write(item));
                continue;
            }
            lists.End();
            if (block is TextBlock text)
            {
                var element = Element(text.Style) ?? "p";
                html.Open(element);
                texts.Write(text);
                html.Close(element);
            }
            else
            {
                others.Write(block);
            }
        }
        lists.End();
    }

    private static string? Element(BlockStyle style) => style switch
    {
        BlockStyle.H2 => "h2",
        BlockStyle.H3 => "h3",
        BlockStyle.Blockquote => "blockquote",
        _ => null,
    };
}

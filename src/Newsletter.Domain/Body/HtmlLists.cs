namespace Newsletter.Domain.Body;

/// <summary>
/// Nests list items by level as the public renderers of Portable Text do: a skipped level becomes an empty item,
/// and an item that fits no open list ends them all.
/// </summary>
internal sealed class HtmlLists(HtmlText html)
{
    public const int MaxLevel = 6;

    /// <summary>The open lists from the outermost in, each with the element inside its open item.</summary>
    private readonly Stack<(ListItemKind Kind, string? Inner)> open = new();

    public void Item(ListItemKind kind, int level, string? inner, Action content)
    {
        if (level > open.Count)
        {
            Deepen(kind, level, inner);
        }
        else if (open.ElementAt(open.Count - level).Kind == kind)
        {
            while (open.Count > level) CloseList();
            CloseItem(open.Pop().Inner);
            OpenItem(kind, inner);
        }
        else
        {
            End();
            Deepen(kind, level, inner);
        }
        content();
    }

    public void End()
    {
        while (open.Count > 0) CloseList();
    }

    private void Deepen(ListItemKind kind, int level, string? inner)
    {
        while (open.Count < level)
        {
            html.Open(Element(kind));
            OpenItem(kind, inner);
        }
    }

    private void OpenItem(ListItemKind kind, string? inner)
    {
        html.Open("li");
        if (inner is not null) html.Open(inner);
        open.Push((kind, inner));
    }

    private void CloseItem(string? inner)
    {
        if (inner is not null) html.Close(inner);
        html.Close("li");
    }

    private void CloseList()
    {
        var (kind, inner) = open.Pop();
        CloseItem(inner);
        html.Close(Element(kind));
    }

    private static string Element(ListItemKind kind) => kind == ListItemKind.Number ? "ol" : "ul";
}

namespace Newsletter.Domain.Body;

/// <summary>Writes the text of a block with its marks.</summary>
internal sealed class HtmlInlines(HtmlText html, IBodyTargets targets)
{
    public void Write(TextBlock block) => Write(InlineTree.Of(block));

    private void Write(List<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case InlineText text:
                    html.Text(text.Text);
                    break;
                case InlineMark { Definition: LinkMark link } mark:
                    Link(Href.IsAllowed(link.Href) ? link.Href : null, Rel(link.Rel), mark.Children);
                    break;
                case InlineMark { Definition: InternalLinkMark link } mark:
                    Link(targets.Visible(link.Reference.Id)?.Url, null, mark.Children);
                    break;
                case InlineMark { Name: Decorators.Underline } mark:
                    html.Open("span", ("style", "text-decoration:underline"));
                    Write(mark.Children);
                    html.Close("span");
                    break;
                case InlineMark mark:
                    var element = mark.Name == Decorators.StrikeThrough ? "del" : mark.Name;
                    html.Open(element);
                    Write(mark.Children);
                    html.Close(element);
                    break;
            }
        }
    }

    private void Link(string? href, string? rel, List<Inline> children)
    {
        if (href is not null) html.Open("a", ("href", href), ("rel", rel));
        Write(children);
        if (href is not null) html.Close("a");
    }

    private static string? Rel(string? rel) =>
        rel is null ? null : string.Join(' ', rel.Split(' ').Where(Href.RelTypes.Contains)) is { Length: > 0 } known ? known : null;
}

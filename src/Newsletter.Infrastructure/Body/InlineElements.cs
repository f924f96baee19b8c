using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Elements that mark text: each end takes back what its start set, whatever stands between.</summary>
internal sealed class InlineElements(BlockAssembler blocks)
{
    private static readonly Dictionary<string, string> Marks = new()
    {
        ["b"] = Decorators.Strong,
        ["strong"] = Decorators.Strong,
        ["i"] = Decorators.Emphasis,
        ["em"] = Decorators.Emphasis,
        ["cite"] = Decorators.Emphasis,
        ["dfn"] = Decorators.Emphasis,
        ["var"] = Decorators.Emphasis,
        ["u"] = Decorators.Underline,
        ["ins"] = Decorators.Underline,
        ["s"] = Decorators.StrikeThrough,
        ["del"] = Decorators.StrikeThrough,
        ["strike"] = Decorators.StrikeThrough,
        ["code"] = Decorators.Code,
        ["kbd"] = Decorators.Code,
        ["samp"] = Decorators.Code,
        ["tt"] = Decorators.Code,
        ["sub"] = Decorators.Subscript,
        ["sup"] = Decorators.Superscript,
    };

    private readonly Dictionary<string, Stack<string[]>> open = [];

    public bool Start(HtmlElement element)
    {
        switch (element.Name)
        {
            case "a":
                Link(element);
                return true;
            case "br":
                blocks.Break();
                return true;
        }
        if (Of(element) is not { } marks) return false;
        if (!open.TryGetValue(element.Name, out var stack)) open[element.Name] = stack = new();
        stack.Push(marks);
        foreach (var mark in marks) blocks.Mark(mark, 1);
        return true;
    }

    public bool End(string name)
    {
        if (name == "a") blocks.Link = null;
        if (name == "br") blocks.Break();
        if (name is "a" or "br") return true;
        if (!open.TryGetValue(name, out var stack)) return name == "span" || Marks.ContainsKey(name);
        if (stack.TryPop(out var marks))
        {
            foreach (var mark in marks) blocks.Mark(mark, -1);
        }
        return true;
    }

    private static string[]? Of(HtmlElement element)
    {
        var style = (element["style"] ?? "").ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        // Word processors on the web wrap whole documents in a b that is not bold.
        if (Marks.TryGetValue(element.Name, out var mark)) return style.Contains("font-weight:normal", StringComparison.Ordinal) ? [] : [mark];
        return element.Name == "span" ? [.. Styled(style)] : null;
    }

    private static IEnumerable<string> Styled(string style)
    {
        if (style.Contains("font-weight:bold", StringComparison.Ordinal) || style.Contains("font-weight:700", StringComparison.Ordinal)) yield return Decorators.Strong;
        if (style.Contains("font-style:italic", StringComparison.Ordinal)) yield return Decorators.Emphasis;
        if (style.Contains("text-decoration:underline", StringComparison.Ordinal)) yield return Decorators.Underline;
        if (style.Contains("text-decoration:line-through", StringComparison.Ordinal)) yield return Decorators.StrikeThrough;
    }

    private void Link(HtmlElement element)
    {
        blocks.Link = null;
        if (element["href"] is not { } written) return;
        var href = written.Trim(' ', '\t', '\n', '\r', '\f');
        if (href.StartsWith("http", StringComparison.OrdinalIgnoreCase)) href = href.Replace(" ", "%20", StringComparison.Ordinal);
        if (!Href.IsAllowed(href))
        {
            blocks.Drop("dropped_link", $"The link to {DropReport.Quote(href)} was dropped; its text was kept.");
            return;
        }
        var rel = (element["rel"] ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Href.RelTypes.Contains).Distinct();
        blocks.Link = new() { Key = "", Href = href, Rel = string.Join(' ', rel) is { Length: > 0 } known ? known : null };
    }
}

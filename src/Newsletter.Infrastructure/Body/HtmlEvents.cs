using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>The start of an element as it was written.</summary>
internal sealed record HtmlElement(string Name, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    public HtmlElement(string name) : this(name, []) { }

    public string? this[string attribute] =>
        Attributes.FirstOrDefault(pair => pair.Key.Equals(attribute, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Says what each element of HTML means in a body. Markdown is read through it too.</summary>
internal sealed class HtmlEvents
{
    /// <summary>Elements whose content is no text for readers.</summary>
    private static readonly HashSet<string> Dropped =
    [
        "script", "style", "template", "textarea", "title", "noscript", "xmp", "noembed", "noframes", "select", "object", "applet", "svg", "math", "canvas",
        "iframe", "video", "audio", "map", "datalist", "frameset",
    ];

    /// <summary>Elements that say nothing the schema has a place for, and lose nothing by going.</summary>
    private static readonly HashSet<string> Silent =
        ["html", "body", "head", "span", "font", "abbr", "time", "bdi", "bdo", "data", "wbr", "meta", "link", "base", "source", "track", "picture", "label", "colgroup", "col",
        "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "param", "big", "ruby", "rb", "rp", "rt", "rtc", "area", "nobr"];

    private readonly BlockAssembler blocks = new();
    private readonly InlineElements inlines;
    private readonly HtmlBoxes boxes;
    private TableAssembler? table;
    private int tables;
    private int preformatted;
    private string? skipped;
    private int skippedDepth;

    public HtmlEvents()
    {
        inlines = new(blocks);
        boxes = new(blocks);
    }

    public BlockAssembler Blocks => blocks;

    public void Start(HtmlElement element)
    {
        var name = element.Name;
        if (skipped is not null)
        {
            if (name == skipped) skippedDepth++;
            else if (name == "source" && skipped is "video" or "audio") boxes.Source(skipped, element);
            return;
        }
        foreach (var (attribute, _) in element.Attributes)
        {
            if (attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase)) blocks.Drop("dropped_attribute", $"The attribute {DropReport.Quote(attribute)} was dropped.");
        }
        if (Dropped.Contains(name))
        {
            (skipped, skippedDepth) = (name, 1);
            boxes.Foreign(element);
            return;
        }
        if (!inlines.Start(element) && !Table(element)) Block(element);
    }

    public void End(string name)
    {
        if (skipped is not null)
        {
            if (name == skipped && --skippedDepth == 0) skipped = null;
            if (skipped is null) boxes.EndForeign(name);
            return;
        }
        if (inlines.End(name)) return;
        if (table is not null && name is "table" or "caption" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th")
        {
            EndTable(name);
            return;
        }
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                EndHeading();
                break;
            case "blockquote":
                EndHeading();
                blocks.EndQuote();
                break;
            case "ul" or "ol" or "menu" or "dir":
                blocks.EndList();
                break;
            case "li":
                blocks.ItemBoundary();
                break;
            case "pre" or "listing":
                blocks.EndBlock();
                if (preformatted > 0) blocks.Mark(Decorators.Code, -1);
                preformatted = Math.Max(0, preformatted - 1);
                break;
            case "figure" or "figcaption" or "aside":
                boxes.End(name);
                break;
            default:
                if (!Silent.Contains(name)) blocks.ParagraphBoundary();
                break;
        }
    }

    public void Text(string text, bool keepSpace = false)
    {
        if (skipped is not null) return;
        // White space between the rows of a table is none of the text around it.
        if (table is not null && blocks.Plain is null && string.IsNullOrWhiteSpace(text)) return;
        blocks.Text(text, keepSpace || preformatted > 0);
    }

    public IReadOnlyList<Block> Finish()
    {
        skipped = null;
        tables = Math.Min(tables, 1);
        EndTable("table");
        blocks.EndBlock();
        boxes.Finish();
        return BodyNormaliser.Normalise(blocks.Blocks);
    }

    private void Block(HtmlElement element)
    {
        var name = element.Name;
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Heading(name);
                break;
            case "p":
                if (blocks.Heading is not null) EndHeading();
                blocks.ParagraphBoundary();
                break;
            case "blockquote":
                EndHeading();
                blocks.StartQuote();
                break;
            case "ul" or "menu" or "dir":
                EndHeading();
                blocks.StartList(ListItemKind.Bullet);
                break;
            case "ol":
                EndHeading();
                blocks.StartList(ListItemKind.Number);
                break;
            case "li":
                blocks.ItemBoundary();
                break;
            case "pre" or "listing":
                EndHeading();
                blocks.Drop("changed_code", "A block of code became a paragraph marked as code.");
                blocks.Mark(Decorators.Code, 1);
                preformatted++;
                break;
            case "hr":
                EndHeading();
                if (blocks.Plain is null) blocks.Add(new DividerBlock());
                break;
            case "figure" or "figcaption" or "aside":
                boxes.Start(element);
                break;
            case "img" or "image":
                boxes.Image(element);
                break;
            case "input" or "embed" or "button" or "frame" or "keygen":
                blocks.Drop("dropped_element", $"The element {name} was dropped.");
                break;
            case "div" or "section" or "article" or "main" or "header" or "footer" or "nav" or "address" or "details" or "summary" or "dl" or "dt" or "dd"
                or "center" or "form" or "fieldset" or "legend" or "hgroup" or "search":
                blocks.ParagraphBoundary();
                break;
            default:
                if (!Silent.Contains(name)) blocks.Drop("dropped_element", $"The element {DropReport.Quote(name)} was dropped; its text was kept.");
                break;
        }
    }

    private void Heading(string name)
    {
        blocks.EndBlock();
        blocks.Heading = name is "h1" or "h2" ? BlockStyle.H2 : BlockStyle.H3;
        if (name is not ("h2" or "h3")) blocks.Drop("changed_heading", $"Headings {name} became {(name == "h1" ? "h2" : "h3")}.");
    }

    private void EndHeading()
    {
        blocks.EndBlock();
        blocks.Heading = null;
    }

    private bool Table(HtmlElement element)
    {
        var name = element.Name;
        if (name == "table")
        {
            if (table is null && blocks.Plain is null)
            {
                EndHeading();
                (table, tables) = (new(blocks), 1);
            }
            else
            {
                if (table is not null) tables++;
                blocks.Drop("changed_table", "A table within a table or caption became text.");
            }
            return true;
        }
        if (table is null || name is not ("caption" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th")) return false;
        if (tables > 1) blocks.ParagraphBoundary();
        else table.Start(name, element["colspan"] is not (null or "1") || element["rowspan"] is not (null or "1"));
        return true;
    }

    private void EndTable(string name)
    {
        if (table is null) return;
        if (tables > 1)
        {
            blocks.ParagraphBoundary();
            if (name == "table") tables--;
            return;
        }
        table.End(name);
        if (name != "table") return;
        var finished = table.Take();
        (table, tables) = (null, 0);
        if (finished is not null) blocks.Add(finished);
    }
}

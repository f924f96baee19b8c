using System.Globalization;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Newsletter.Infrastructure.Body;

/// <summary>Reads Markdown (CommonMark with tables and strikethrough) by saying it in HTML's elements; raw HTML in it is read as HTML.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    public static void Read(string content, HtmlEvents events)
    {
        if (MarkdownCost.IsTooHigh(content))
        {
            Plain(content, events);
            return;
        }
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(content, Pipeline);
        }
        catch (ArgumentException)
        {
            // The parser refuses what nests deeper than 128.
            Plain(content, events);
            return;
        }
        foreach (var block in document) Read(block, events);
    }

    private static void Plain(string content, HtmlEvents events)
    {
        events.Blocks.Drop("too_complex", "The Markdown is nested too deeply or has too many open ends; it was read as plain text.");
        foreach (var paragraph in content.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Around("p", events, () => events.Text(paragraph));
        }
    }

    private static void Read(Block block, HtmlEvents events)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Around("h" + heading.Level.ToString(CultureInfo.InvariantCulture), events, () => Read(heading.Inline, events));
                break;
            case ParagraphBlock paragraph:
                Around("p", events, () => Read(paragraph.Inline, events));
                break;
            case QuoteBlock quote:
                Around("blockquote", events, () => Read(quote, events));
                break;
            case ListBlock list:
                Around(list.IsOrdered ? "ol" : "ul", events, () => Read(list, events));
                break;
            case ListItemBlock item:
                Around("li", events, () => Read(item, events));
                break;
            case HtmlBlock html:
                HtmlReader.Read(html.Lines.ToString(), events);
                break;
            case CodeBlock code:
                Around("pre", events, () => events.Text(code.Lines.ToString(), keepSpace: true));
                break;
            case ThematicBreakBlock:
                events.Start(new("hr"));
                break;
            case Table table:
                Around("table", events, () => Read(table, events));
                break;
            case TableRow row:
                Around("tr", events, () =>
                {
                    foreach (var cell in row) Around(row.IsHeader ? "th" : "td", events, () => Read((ContainerBlock)cell, events));
                });
                break;
            case ContainerBlock other:
                Read(other, events);
                break;
        }
    }

    private static void Read(ContainerBlock container, HtmlEvents events)
    {
        foreach (var block in container) Read(block, events);
    }

    private static void Read(ContainerInline? container, HtmlEvents events)
    {
        foreach (var inline in container ?? Enumerable.Empty<Inline>()) Read(inline, events);
    }

    private static void Read(Inline inline, HtmlEvents events)
    {
        switch (inline)
        {
            case LiteralInline literal:
                events.Text(literal.Content.ToString(), keepSpace: true);
                break;
            case HtmlEntityInline entity:
                events.Text(entity.Transcoded.ToString(), keepSpace: true);
                break;
            case CodeInline code:
                Around("code", events, () => events.Text(code.Content, keepSpace: true));
                break;
            case LineBreakInline { IsHard: true }:
                events.Start(new("br"));
                break;
            case LineBreakInline:
                events.Text(" ");
                break;
            case HtmlInline html:
                HtmlReader.Read(html.Tag, events);
                break;
            case AutolinkInline autolink:
                events.Start(new("a", [new("href", (autolink.IsEmail ? "mailto:" : "") + autolink.Url)]));
                events.Text(autolink.Url, keepSpace: true);
                events.End("a");
                break;
            case LinkInline { IsImage: true } image:
                events.Start(new("img", [new("src", image.Url ?? ""), new("alt", string.Concat(image.Descendants<LiteralInline>().Select(literal => literal.Content.ToString())))]));
                break;
            case LinkInline link:
                events.Start(new("a", [new("href", link.Url ?? "")]));
                Read((ContainerInline)link, events);
                events.End("a");
                break;
            case EmphasisInline emphasis:
                var name = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
                Around(name, events, () => Read((ContainerInline)emphasis, events));
                break;
            case ContainerInline other:
                Read(other, events);
                break;
        }
    }

    private static void Around(string name, HtmlEvents events, Action content)
    {
        events.Start(new(name));
        content();
        events.End(name);
    }
}

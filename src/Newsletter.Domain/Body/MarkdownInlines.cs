using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>Writes the text of a block with its marks as Markdown.</summary>
internal sealed class MarkdownInlines(IBodyTargets targets)
{
    /// <param name="oneLine">Whether breaks must be written so that the text stays on one line.</param>
    public string Write(TextBlock block, bool oneLine)
    {
        var inlines = InlineTree.Of(block);
        if (!inlines.Any(HasText)) return "";
        var markdown = new StringBuilder();
        Write(markdown, inlines, null, oneLine);
        return markdown.ToString();
    }

    /// <param name="after">The character that will follow all of these; null at the end of the block.</param>
    private void Write(StringBuilder markdown, List<Inline> inlines, char? after, bool oneLine)
    {
        inlines = [.. inlines.Where(HasText)];
        for (var i = 0; i < inlines.Count; i++)
        {
            var next = i + 1 < inlines.Count ? First(inlines[i + 1]) : after;
            switch (inlines[i])
            {
                case InlineText text:
                    MarkdownText.Append(markdown, text.Text, next is null, oneLine);
                    break;
                case InlineMark mark:
                    Write(markdown, mark, next, oneLine);
                    break;
            }
        }
    }

    private void Write(StringBuilder markdown, InlineMark mark, char? next, bool oneLine)
    {
        if (mark.Definition is not null)
        {
            Link(markdown, mark, next, oneLine);
            return;
        }
        if (mark.Name == Decorators.Code && Code(mark) is { } code && (markdown.Length == 0 || markdown[^1] != '`'))
        {
            markdown.Append('`').Append(code).Append('`');
            return;
        }
        var sign = Sign(mark.Name);
        if (sign is not null && CanStand(markdown, mark, next))
        {
            markdown.Append(sign);
            Write(markdown, mark.Children, sign[0], oneLine);
            markdown.Append(sign);
            return;
        }
        var element = mark.Name switch { Decorators.Underline => "u", Decorators.StrikeThrough => "del", var name => name };
        markdown.Append('<').Append(element).Append('>');
        Write(markdown, mark.Children, '<', oneLine);
        markdown.Append("</").Append(element).Append('>');
    }

    private void Link(StringBuilder markdown, InlineMark mark, char? next, bool oneLine)
    {
        var href = mark.Definition switch
        {
            LinkMark link when Href.IsAllowed(link.Href) => link.Href,
            InternalLinkMark link => targets.Visible(link.Reference.Id)?.Url,
            _ => null,
        };
        if (href is null)
        {
            Write(markdown, mark.Children, next, oneLine);
            return;
        }
        // "!" before a link would make it a picture.
        if (markdown.Length > 0 && markdown[^1] == '!') markdown.Insert(markdown.Length - 1, '\\');
        markdown.Append('[');
        Write(markdown, mark.Children, ']', oneLine);
        markdown.Append("](").Append(MarkdownText.Address(href)).Append(')');
    }

    /// <summary>The text, if it can stand between backticks as it is.</summary>
    private static string? Code(InlineMark mark)
    {
        if (!mark.Children.All(child => child is InlineText)) return null;
        var text = string.Concat(mark.Children.Cast<InlineText>().Select(child => child.Text));
        // Square brackets at the start of a line can be a definition, which backticks do not prevent.
        return text.Any(c => c is '`' or '|' or '[' or ']' || char.IsControl(c)) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? null : text;
    }

    private static string? Sign(string decorator) => decorator switch
    {
        Decorators.Strong => "**",
        Decorators.Emphasis => "_",
        Decorators.StrikeThrough => "~~",
        _ => null,
    };

    /// <summary>Signs mark only where they touch text inside and a border of words outside; elsewhere they are letters, and elements are needed.</summary>
    private static bool CanStand(StringBuilder markdown, InlineMark mark, char? next) =>
        IsInside(First(mark)) && IsInside(Last(mark)) && IsOutside(markdown.Length == 0 ? null : markdown[^1]) && IsOutside(next);

    private static bool IsInside(char? c) => c is { } known && (char.IsAsciiLetterOrDigit(known) || known is '*' or '_' or '~' or '[' or ']' or '<' or '>' || char.IsLetterOrDigit(known));

    private static bool IsOutside(char? c) => c is null or ' ' or '\n' || char.IsAsciiLetterOrDigit(c.Value) is false && char.IsAscii(c.Value) && char.IsPunctuation(c.Value);

    private static bool HasText(Inline inline) => inline switch
    {
        InlineText text => text.Text.Length > 0,
        InlineMark mark => mark.Children.Any(HasText),
        _ => false,
    };

    /// <summary>The first character that will be written for this: of the text, or of the sign around it.</summary>
    private static char? First(Inline inline) => inline switch
    {
        InlineText text => text.Text[0],
        InlineMark mark => mark.Children.Where(HasText).Select(First).First() is var first && mark.Definition is not null ? '[' : first,
        _ => null,
    };

    private static char? Last(Inline inline) => inline switch
    {
        InlineText text => text.Text[^1],
        InlineMark mark => Last(mark.Children.Last(HasText)),
        _ => null,
    };
}

using System.Globalization;
using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>Escapes text so that Markdown says exactly it.</summary>
internal static class MarkdownText
{
    /// <param name="ends">Whether the block ends with this text.</param>
    public static void Append(StringBuilder markdown, string text, bool ends, bool oneLine)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var atStart = markdown.Length == 0 || markdown[^1] == '\n';
            var atEnd = i + 1 == text.Length ? ends : text[i + 1] == '\n';
            // A break alone on its line would be a block of HTML.
            if (c == '\n' && markdown.Length == 0 && i + 1 == text.Length && ends) Entity(markdown, c);
            else if (c == '\n') markdown.Append(oneLine || (ends && i + 1 == text.Length) ? "<br>" : "\\\n");
            // White space at the edge of a line is not text in Markdown, and four spaces are code.
            else if (char.IsWhiteSpace(c) && (atStart || atEnd || c != ' ')) Entity(markdown, c);
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '&' or '~' or '|' || (atStart && c is '#' or '+' or '-' or '=' or '>' or ':') || (c == '#' && oneLine))
            {
                markdown.Append('\\').Append(c);
            }
            else if (c is '.' or ')' && EndsNumber(markdown)) markdown.Append('\\').Append(c);
            else if (!BodyIssues.IsForbidden(c)) markdown.Append(c);
        }
    }

    public static string Escape(string text, bool oneLine = true)
    {
        var markdown = new StringBuilder();
        Append(markdown, text, ends: true, oneLine);
        return markdown.ToString();
    }

    /// <summary>The address inside the parentheses of a link.</summary>
    public static string Address(string href)
    {
        var markdown = new StringBuilder();
        foreach (var c in href)
        {
            if (c is '(' or ')' or '*' or '_' or '[' or ']' or '&' or '~' or '|' or '!' or '#') markdown.Append('\\');
            markdown.Append(c);
        }
        return markdown.ToString();
    }

    private static void Entity(StringBuilder markdown, char c) => markdown.Append("&#").Append(((int)c).ToString(CultureInfo.InvariantCulture)).Append(';');

    /// <summary>Whether the line so far is a number, which a following "." or ")" would make a list.</summary>
    private static bool EndsNumber(StringBuilder markdown)
    {
        var i = markdown.Length;
        while (i > 0 && char.IsAsciiDigit(markdown[i - 1]) && markdown.Length - i < 10) i--;
        return i < markdown.Length && (i == 0 || markdown[i - 1] == '\n');
    }
}

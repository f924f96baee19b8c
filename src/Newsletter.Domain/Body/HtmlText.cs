using System.Globalization;
using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>Writes HTML. Names are constants of the code; everything else is encoded here and nowhere else.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder html = new();

    public HtmlText Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        html.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            html.Append(' ').Append(name).Append("=\"");
            Encode(value);
            html.Append('"');
        }
        html.Append('>');
        return this;
    }

    public HtmlText Close(string element)
    {
        html.Append("</").Append(element).Append('>');
        return this;
    }

    public HtmlText Element(string element, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        text is null ? this : Open(element, attributes).Text(text).Close(element);

    /// <summary>Line feeds become breaks; runs of spaces stay visible.</summary>
    public HtmlText Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') html.Append("<br/>");
            else if (text[i] == ' ' && i + 1 < text.Length && text[i + 1] == ' ') html.Append("&nbsp;");
            else Encode(text.AsSpan(i, 1));
        }
        return this;
    }

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public override string ToString() => html.ToString();

    private void Encode(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    html.Append("&amp;");
                    break;
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '"':
                    html.Append("&quot;");
                    break;
                case '\'':
                    html.Append("&#39;");
                    break;
                case '\u00A0':
                    html.Append("&nbsp;");
                    break;
                default:
                    if (!BodyIssues.IsForbidden(c)) html.Append(c);
                    break;
            }
        }
    }
}

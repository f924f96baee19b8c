using System.Globalization;

namespace Newsletter.Domain.Body;

/// <summary>Derives what stands of corrections at the end of a body, for those who take only that. It has no words of its own, so it fits every language.</summary>
public static class BodyCorrections
{
    public static string Html(IReadOnlyList<Correction> corrections)
    {
        var html = new HtmlText();
        foreach (var correction in corrections)
        {
            html.Open("aside", ("class", "correction"), ("data-kind", correction.Kind.ToString().ToLowerInvariant()))
                .Element("time", Day(correction), ("datetime", correction.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))
                .Element("p", correction.Text).Close("aside");
        }
        return html.ToString();
    }

    public static string Markdown(IReadOnlyList<Correction> corrections) => string.Join("\n\n", corrections.Select(correction =>
        BodyMarkdown.Prefixed($"{Day(correction)}\n\n{MarkdownText.Escape(correction.Text, oneLine: false)}", "> ")));

    public static string Text(IReadOnlyList<Correction> corrections) => string.Join("\n\n", corrections.Select(correction => $"{Day(correction)}\n{correction.Text}"));

    private static string Day(Correction correction) => correction.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

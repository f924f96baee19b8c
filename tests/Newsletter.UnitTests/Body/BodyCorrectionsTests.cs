using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyCorrectionsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 23, 30, 0, TimeSpan.FromHours(-2));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("--> ]]> &lt;b&gt; \u0000\uFFFE")]
    public void The_HTML_is_safe_whatever_a_correction_says(string text)
    {
        var html = BodyCorrections.Html([Correction(CorrectionKind.Retraction, text)]);
        SafeHtml.Check(html);
        Assert.StartsWith("<aside class=\"correction\" data-kind=\"retraction\"><time datetime=\"2026-03-02T01:30:00Z\">2026-03-02</time><p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_says_exactly_the_text()
    {
        var markdown = BodyCorrections.Markdown([Correction(CorrectionKind.Update, "# *One*\n\n> two"), Correction(CorrectionKind.Update, "1. three")]);
        Assert.Equal("> 2026-03-02\n>\n> \\# \\*One\\*\\\n> \\\n> \\> two\n\n> 2026-03-02\n>\n> 1\\. three", markdown);
    }

    [Fact]
    public void Without_corrections_there_is_nothing() => Assert.Equal(("", "", ""), (BodyCorrections.Html([]), BodyCorrections.Markdown([]), BodyCorrections.Text([])));

    private static Correction Correction(CorrectionKind kind, string text) => new() { Kind = kind, Text = text, At = At };
}

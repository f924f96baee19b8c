using System.Text.Json;
using CsCheck;
using Newsletter.Application.Body;
using Newsletter.Domain.Body;
using Newsletter.Infrastructure.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyRoundTripTests
{
    private static readonly BodyReader Reader = new();

    [Fact]
    public void Markdown_read_back_says_the_same() => Bodies.TextBody.Sample(body =>
    {
        var markdown = BodyMarkdown.Render(body, new Targets());
        var reading = Reader.Read(BodyFormat.Markdown, markdown);
        Assert.True(Text(body) == Text(reading.Blocks), $"{Text(body)}\n--\n{Text(reading.Blocks)}\n--\n{markdown}");
    }, iter: 5_000);

    [Fact]
    public void Html_read_back_says_the_same() => Bodies.TextBody.Sample(body =>
    {
        // An item with a style holds the lists in it, which in HTML gives them the style too.
        var plain = body.Select(block => block is TextBlock { ListItem: not null } item ? item with { Style = BlockStyle.Normal } : block).ToList();
        // Browsers collapse white space, and levels that are skipped are filled.
        var collapsed = Reader.Read(BodyFormat.Html, BodyHtml.Render(plain, new Targets())).Blocks;
        var again = Reader.Read(BodyFormat.Html, BodyHtml.Render(collapsed, new Targets())).Blocks;
        Assert.Equal(Text(collapsed), Text(again));
    }, iter: 1_000);

    [Fact]
    public void Tables_and_dividers_come_back_from_Markdown_and_HTML()
    {
        IReadOnlyList<Block> body = BodyNormaliser.Normalise(
        [
            new TableBlock { HeaderRows = 1, Rows = [new() { Cells = ["a|b", "*c*"] }, new() { Cells = ["<d>\ne", ""] }] },
            new DividerBlock(),
            new TableBlock { Rows = [new() { Cells = ["1", "2"] }] },
        ]);
        Assert.Equal(Json(body), Json(Reader.Read(BodyFormat.Markdown, BodyMarkdown.Render(body, new Targets())).Blocks));
        Assert.Equal(Json(body), Json(Reader.Read(BodyFormat.Html, BodyHtml.Render(body, new Targets())).Blocks));
    }

    private static string Json(IReadOnlyList<Block> body) => JsonSerializer.Serialize(body, ContentJson.Options);

    /// <summary>What a body says, whatever its keys are and in whatever order marks stand.</summary>
    private static string Text(IReadOnlyList<Block> body) => string.Join('\n', body.Select(block => block is TextBlock text
        ? $"{text.Style} {text.ListItem} {text.Level} " + string.Concat(text.Children.Select(span => $"{{{JsonSerializer.Serialize(span.Text)} {Marks(text, span)}}}"))
        : block.ToString()));

    private static string Marks(TextBlock block, Span span) => string.Join(' ', span.Marks
        .Select(mark => block.MarkDefs.OfType<LinkMark>().FirstOrDefault(link => link.Key == mark)?.Href ?? mark).Order(StringComparer.Ordinal));
}

using System.Text;
using Newsletter.Application.Body;
using Newsletter.Domain.Body;
using Newsletter.Infrastructure.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyReaderTests
{
    private const string Id = "01900000-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("<p>a</p><p>b</p>", "Normal: a | Normal: b")]
    [InlineData("a<div>b</div>c", "Normal: a | Normal: b | Normal: c")]
    [InlineData("<p>  a\n <b> b</b> </p>", "Normal: a [b strong]")]
    [InlineData("a<br>b<br/>c", "Normal: a\\nb\\nc")]
    [InlineData("<h2>a</h2><h3>b</h3>c", "H2: a | H3: b | Normal: c")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>c", "Blockquote: a | Blockquote: b | Normal: c")]
    [InlineData("<ul><li>a<ol><li>b</ol><li>c</ul>d", "Normal Bullet 1: a | Normal Number 2: b | Normal Bullet 1: c | Normal: d")]
    [InlineData("<ul><li><p>a</p><p>b</p></li></ul>", "Normal Bullet 1: a\\nb")]
    [InlineData("<strong>a</strong><b>b</b>", "Normal: [ab strong]")]
    [InlineData("<i>a</i> <em>b</em>", "Normal: [a em] [b em]")]
    [InlineData("<u>a</u><s>b</s><del>c</del><strike>d</strike>", "Normal: [a underline][bcd strike-through]")]
    [InlineData("<code>a</code><sub>b</sub><sup>c</sup>", "Normal: [a code][b sub][c sup]")]
    [InlineData("<b>a<i>b</b>c</i>", "Normal: [a strong][b strong em][c em]")]
    [InlineData("<a href=\"https://a.b/\" rel=\"ugc opener\">a</a>", "Normal: [a l1=https://a.b/]")]
    [InlineData("<span style=\"text-decoration: underline\">a</span>", "Normal: [a underline]")]
    [InlineData("a<hr>b", "Normal: a | DividerBlock | Normal: b")]
    [InlineData("<p></p> <p>&nbsp;</p>", "Normal: \u00A0")]
    [InlineData("<unknown>a</unknown>", "Normal: a")]
    public void Html_becomes_blocks(string html, string expected) => Assert.Equal(expected, Told(Read(BodyFormat.Html, html).Blocks));

    [Theory]
    [InlineData("a\nb\n\nc", "Normal: a b | Normal: c")]
    [InlineData("## a\n### b", "H2: a | H3: b")]
    [InlineData("**a** _b_ ~~c~~ `d`", "Normal: [a strong] [b em] [c strike-through] [d code]")]
    [InlineData("- a\n  1. b\n- c", "Normal Bullet 1: a | Normal Number 2: b | Normal Bullet 1: c")]
    [InlineData("- a\n\n  b\n- c", "Normal Bullet 1: a\\nb | Normal Bullet 1: c")]
    [InlineData("> a\n>\n> b", "Blockquote: a | Blockquote: b")]
    [InlineData("[a](https://a.b/) <https://c.d/> <e@f.g>", "Normal: [a l1=https://a.b/] [https://c.d/ l2=https://c.d/] [e@f.g l3=mailto:e@f.g]")]
    [InlineData("a  \nb\\\nc", "Normal: a\\nb\\nc")]
    [InlineData("---", "DividerBlock")]
    [InlineData("a <u>b</u> <sub>c</sub>", "Normal: a [b underline] [c sub]")]
    [InlineData("<div>a <b>b</b></div>\n\nc", "Normal: a [b strong] | Normal: c")]
    [InlineData("a &amp; b &copy;", "Normal: a & b ©")]
    public void Markdown_becomes_blocks(string markdown, string expected) => Assert.Equal(expected, Told(Read(BodyFormat.Markdown, markdown).Blocks));

    [Theory]
    [InlineData(BodyFormat.Html, "<h1>a</h1>", "changed_heading")]
    [InlineData(BodyFormat.Html, "<h5>a</h5>", "changed_heading")]
    [InlineData(BodyFormat.Html, "<pre>a</pre>", "changed_code")]
    [InlineData(BodyFormat.Html, "<a href=\"javascript:a\">a</a>", "dropped_link")]
    [InlineData(BodyFormat.Html, "<p onclick=\"a\">a</p>", "dropped_attribute")]
    [InlineData(BodyFormat.Html, "a<script>b</script>", "dropped_element")]
    [InlineData(BodyFormat.Html, "a<style>b</style>", "dropped_element")]
    [InlineData(BodyFormat.Html, "a<unknown>b</unknown>", "dropped_element")]
    [InlineData(BodyFormat.Html, "<img src=\"https://a.b/c.png\">", "dropped_image")]
    [InlineData(BodyFormat.Html, "<iframe src=\"javascript:a\"></iframe>", "dropped_element")]
    [InlineData(BodyFormat.Html, "<table><tr><td colspan=2>a</table>", "changed_table")]
    [InlineData(BodyFormat.Html, "<table><tr><td><b>a</b></table>", "dropped_marks")]
    [InlineData(BodyFormat.Markdown, "# a", "changed_heading")]
    [InlineData(BodyFormat.Markdown, "```\na\n```", "changed_code")]
    [InlineData(BodyFormat.Markdown, "[a](javascript:a)", "dropped_link")]
    [InlineData(BodyFormat.Markdown, "![a](https://a.b/c.png)", "dropped_image")]
    [InlineData(BodyFormat.Markdown, "a <script>b</script>", "dropped_element")]
    public void What_is_not_kept_is_reported(BodyFormat format, string content, string code) => Assert.Equal(code, Assert.Single(Read(format, content).Dropped).Code);

    [Fact]
    public void A_report_says_at_which_block() => Assert.Equal("/1", Assert.Single(Read(BodyFormat.Html, "<p>a</p><h1>b</h1>").Dropped).Pointer);

    [Fact]
    public void Scripts_leave_nothing_behind() => Assert.Equal("Normal: ac", Told(Read(BodyFormat.Html, "a<script>'</p>' b</script>c").Blocks));

    [Fact]
    public void Code_keeps_its_lines() =>
        Assert.Equal("Normal: [a\\n  b code]", Told(Read(BodyFormat.Markdown, "```\na\n  b\n```").Blocks));

    [Theory]
    [InlineData(BodyFormat.Html, "<img src=\"/media/" + Id + "/small.jpg\" alt=\"x\">")]
    [InlineData(BodyFormat.Markdown, "![x](media:" + Id + ")")]
    [InlineData(BodyFormat.Markdown, "![x](/media/" + Id + "/small.jpg)")]
    public void Pictures_of_the_library_are_kept(BodyFormat format, string content)
    {
        var image = Assert.IsType<ImageBlock>(Assert.Single(Read(format, content).Blocks));
        Assert.Equal((Targets.Picture, "x"), (image.Media.Id, image.Alt));
    }

    [Fact]
    public void A_figure_gives_its_caption()
    {
        var image = Assert.IsType<ImageBlock>(Assert.Single(Read(BodyFormat.Html, $"<figure><img src='/media/{Id}/a.jpg'><figcaption>b <b>c</b></figcaption></figure>").Blocks));
        Assert.Equal("b c", image.Caption);
    }

    [Theory]
    [InlineData("https://www.youtube.com/embed/aB_-1?rel=0", "youtube", "aB_-1")]
    [InlineData("https://www.youtube-nocookie.com/embed/aB_-1", "youtube", "aB_-1")]
    [InlineData("https://www.youtube.com/watch?v=aB_-1&t=1", "youtube", "aB_-1")]
    [InlineData("https://youtu.be/aB_-1", "youtube", "aB_-1")]
    [InlineData("https://player.vimeo.com/video/123", "vimeo", "123")]
    public void Frames_of_known_providers_are_videos(string address, string provider, string id)
    {
        var video = Assert.IsType<VideoBlock>(Assert.Single(Read(BodyFormat.Html, $"<iframe src=\"{address}\" title=\"T\"></iframe>").Blocks));
        Assert.Equal((provider, id, "T"), (video.Provider, video.ProviderId, video.Title));
    }

    [Fact]
    public void Other_frames_are_embeds()
    {
        var embed = Assert.IsType<EmbedBlock>(Assert.Single(Read(BodyFormat.Html, "<iframe src=\"https://www.maps.example.com/a\"></iframe>").Blocks));
        Assert.Equal(("maps-example-com", "https://www.maps.example.com/a"), (embed.Provider, embed.Url));
    }

    [Fact]
    public void A_video_of_the_library_is_kept() =>
        Assert.Equal(Targets.Picture, Assert.IsType<VideoBlock>(Assert.Single(Read(BodyFormat.Html, $"<video><source src='/media/{Id}/a.mp4'>no</video>").Blocks)).Media!.Value.Id);

    [Fact]
    public void Tables_are_filled_up_to_one_width()
    {
        var table = Assert.IsType<TableBlock>(Assert.Single(Read(BodyFormat.Html,
            "<table><caption>C</caption><tr><th>a<th>b<tr><td>c<tr><td>d<td><p>e</p><p>f</p></table>").Blocks));
        Assert.Equal(("C", 1), (table.Caption, table.HeaderRows));
        Assert.Equal(["a,b", "c,", "d,e\nf"], table.Rows.Select(row => string.Join(',', row.Cells)));
    }

    [Fact]
    public void A_table_in_a_caption_or_cell_does_not_spoil_the_next_one()
    {
        const string Inner = "<table><tr><td>x</td></tr></table>";
        var body = Read(BodyFormat.Html, $"<figure><figcaption>{Inner}</figcaption></figure><table><tr><td>{Inner}<ul><li>y</ul></td></tr></table><p>z</p>{Inner}").Blocks;
        Assert.Equal("Normal: x | TableBlock | Normal: z | TableBlock", Told(body));
    }

    [Fact]
    public void An_aside_is_a_callout()
    {
        var callout = Assert.IsType<CalloutBlock>(Assert.Single(Read(BodyFormat.Html, "<aside class=\"callout callout-tip\"><p>a</p><ul><li>b</ul></aside>").Blocks));
        Assert.Equal(CalloutVariant.Tip, callout.Variant);
        Assert.Equal("Normal: a | Normal Bullet 1: b", Told(callout.Content));
    }

    private static BodyReading Read(BodyFormat format, string content)
    {
        var reading = new BodyReader().Read(format, content);
        Assert.Empty(BodyRules.Check(reading.Blocks));
        return reading;
    }

    private static string Told(IReadOnlyList<Block> body) => string.Join(" | ", body.Select(block =>
    {
        if (block is not TextBlock text) return block.GetType().Name;
        var told = new StringBuilder(text.Style.ToString());
        if (text.ListItem is { } kind) told.Append(' ').Append(kind).Append(' ').Append(text.Level);
        told.Append(": ");
        foreach (var span in text.Children)
        {
            var marks = span.Marks.Select(mark => text.MarkDefs.OfType<LinkMark>().FirstOrDefault(link => link.Key == mark) is { } link ? $"{mark}={link.Href}" : mark);
            told.Append(span.Marks.Count == 0 ? span.Text : $"[{span.Text} {string.Join(' ', marks)}]");
        }
        return told.Replace("\n", "\\n").ToString();
    }));
}

using System.Net;
using CsCheck;
using Newsletter.Application.Body;
using Newsletter.Domain.Body;
using Newsletter.Infrastructure.Body;

namespace Newsletter.UnitTests.Body;

/// <summary>Whatever is written, in whichever way, the derived HTML holds nothing that runs.</summary>
public sealed class BodySafetyTests
{
    private static readonly BodyReader Reader = new();

    private static readonly Gen<string> Scheme = Gen.Select(
        Bodies.OneOf("javascript:", "data:text/html,", "vbscript:", "java\tscript:", "java\nscript:", "\u0001javascript:", " javascript:", "JaVaScRiPt:", "jav&#x61;script:", "javascript&colon;",
            "javascript&#58;", "&#106;avascript:", "java\0script:", "javasc\u00ADript:", "javascript\uFF1A", "\u202Ejavascript:", "feed:javascript:", "blob:https://a/", "file:///", "//evil.example/",
            "/\\evil.example/", "\\\\evil.example/", "https:evil.example", "http:///evil.example", "https://user:word@evil.example/", "view-source:javascript:", "\u2028javascript:", "ｊavascript:"),
        Bodies.OneOf("alert(1)", "//%0Aalert(1)", "<script>alert(1)</script>", "\" onclick=\"alert(1)", "'onmouseover='alert(1)", "base64,PHNjcmlwdD4="),
        (scheme, rest) => scheme + rest);

    private static readonly Gen<string> Smuggled = Gen.Select(Scheme, Gen.Int[0, 30], (address, way) => way switch
    {
        0 => $"<a href=\"{address}\">x</a>",
        1 => $"<a href='{address}'>x</a>",
        2 => $"<a href={address}>x</a>",
        3 => $"[x]({address})",
        4 => $"[x](<{address}>)",
        5 => $"[x]: {address}\n\n[x]",
        6 => $"<{address}>",
        7 => $"![x]({address})",
        8 => $"<img src=\"{address}\" onerror=alert(1)>",
        9 => $"<iframe src=\"{address}\"></iframe>",
        10 => $"<iframe srcdoc=\"<script>alert(1)</script>\" src=\"https://example.com/\">",
        11 => "<script>alert(1)</script>",
        12 => "<svg/onload=alert(1)><script>alert(1)</script></svg>",
        13 => "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        14 => "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        15 => "<p onclick=alert(1) style=\"background:url(javascript:alert(1))\">x",
        16 => "<b><p></b><table><i><tr><a>x</table></p></i>",
        17 => "<<script>alert(1)//<</script>",
        18 => "<scr<script>ipt>alert(1)</scr</script>ipt>",
        19 => "\" autofocus onfocus=alert(1) x=\"",
        20 => "<!--><script>alert(1)</script>-->",
        21 => "<![CDATA[<script>alert(1)</script>]]>",
        22 => $"<form action=\"{address}\"><button formaction=\"{address}\">x</button><input autofocus onfocus=alert(1)></form>",
        23 => $"<object data=\"{address}\"><embed src=\"{address}\"></object><base href=\"{address}\"><meta http-equiv=refresh content=\"0;url={address}\">",
        24 => $"<video src=\"{address}\" poster=\"{address}\"><source src=\"{address}\" onerror=alert(1)></video>",
        25 => $"<style>@import '{address}';</style><link rel=stylesheet href=\"{address}\">",
        26 => "<template><script>alert(1)</script></template><select><option><script>alert(1)</script></select>",
        27 => "<textarea></textarea><script>alert(1)</script>",
        28 => "`<script>alert(1)</script>`\n\n    <script>\n\n```html\n<script>\n```",
        29 => "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
        _ => $"<a xlink:href=\"{address}\" ping=\"{address}\" target=_blank>x</a>",
    });

    private static readonly Gen<string> Hostile = Gen.OneOf(Smuggled, Bodies.Text).Array[1, 5].Select(string.Concat);

    [Fact]
    public void Nothing_that_runs_comes_in_through_blocks() => Gen.Select(Hostile, Scheme).Sample((words, address) =>
    {
        foreach (var body in new[] { Bodies.OfEveryType(words), Bodies.OfEveryType(address), Linked(words, address) })
        {
            SafeHtml.Check(BodyHtml.Render(body, new Targets(words)));
        }
    }, iter: 2_000);

    [Fact]
    public void Nothing_that_runs_comes_in_through_targets() => Scheme.Sample(address =>
    {
        var target = new BodyTarget(ItemType.Media, address, address)
        {
            Media = new(address, address),
            Author = new() { PortraitUrl = address },
        };
        SafeHtml.Check(BodyHtml.Render(Bodies.OfEveryType("x"), new One(target)));
        SafeHtml.Check(BodyHtml.Render(Bodies.OfEveryType("x"), new One(target with { Url = "/good" })));
    }, iter: 1_000);

    [Fact]
    public void Nothing_that_runs_comes_in_through_HTML() => Hostile.Sample(text => Check(BodyFormat.Html, text), iter: 5_000);

    [Fact]
    public void Nothing_that_runs_comes_in_through_Markdown() => Hostile.Sample(text => Check(BodyFormat.Markdown, text), iter: 5_000);

    [Fact]
    public void No_address_that_runs_is_allowed() => Scheme.Sample(address =>
    {
        Assert.False(Href.IsAllowed(address), address);
        Assert.False(Href.IsWeb(address), address);
        Assert.False(Href.IsAllowed(WebUtility.HtmlDecode(address)), address);
    }, iter: 1_000);

    private static void Check(BodyFormat format, string text)
    {
        var body = Reader.Read(format, text).Blocks;
        // What is read keeps the rules, so that an import is never refused for what the reader made.
        Assert.Empty(BodyRules.Check(body));
        var html = BodyHtml.Render(body, new Targets());
        SafeHtml.Check(html);
        SafeHtml.Check(BodyHtml.Render(Reader.Read(BodyFormat.Html, html).Blocks, new Targets()));
        SafeHtml.Check(BodyHtml.Render(Reader.Read(BodyFormat.Markdown, BodyMarkdown.Render(body, new Targets())).Blocks, new Targets()));
    }

    private static IReadOnlyList<Block> Linked(string words, string address) =>
    [
        new TextBlock
        {
            Key = words,
            Children = [new() { Text = words, Marks = ["l", words, "strong", address] }],
            MarkDefs = [new LinkMark { Key = "l", Href = address, Rel = words }, new LinkMark { Key = words, Href = address }],
        },
        new EmbedBlock { Provider = words, Url = address },
        new VideoBlock { Provider = words, ProviderId = address },
        new VideoBlock { Provider = "youtube", ProviderId = words },
        new VideoBlock { Provider = "vimeo", ProviderId = words },
        new RelatedLinkBlock { Href = address, Title = words },
    ];

    private sealed class One(BodyTarget target) : IBodyTargets
    {
        public BodyTarget? Find(ItemId id) => target;
    }
}

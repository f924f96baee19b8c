using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

/// <summary>Looks at derived HTML as a browser would, and knows what may be in it.</summary>
internal static class SafeHtml
{
    private static readonly HashSet<string> Elements =
    [
        "p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "code", "span", "del", "sub", "sup", "a", "br", "hr", "figure", "figcaption", "small", "img", "video", "audio", "track",
        "aside", "footer", "table", "caption", "thead", "tbody", "tr", "th", "td", "time",
    ];

    private static readonly HashSet<string> Attributes =
        ["class", "href", "rel", "src", "alt", "width", "height", "scope", "controls", "preload", "poster", "title", "data-provider", "data-provider-id", "data-kind", "datetime", "style", "kind", "srclang", "label"];

    public static string Parsed(string html) => new HtmlParser().ParseDocument("").CreateElement("div") is var div && (div.InnerHtml = html) is not null ? div.InnerHtml : "";

    public static void Check(string html)
    {
        var root = new HtmlParser().ParseDocument("").CreateElement("div");
        root.InnerHtml = html;
        foreach (var element in root.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Elements);
            Assert.Equal("http://www.w3.org/1999/xhtml", element.NamespaceUri);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                if (attribute.Name == "style") Assert.Equal("text-decoration:underline", attribute.Value);
                if (attribute.Name is "href" or "src" or "poster") Assert.True(Href.IsAllowed(attribute.Value), attribute.Value);
            }
        }
        Assert.DoesNotContain(root.Descendants(), node => node.NodeType is NodeType.Comment or NodeType.ProcessingInstruction);
        Assert.Equal(Parsed(html), Parsed(Parsed(html)));
    }
}

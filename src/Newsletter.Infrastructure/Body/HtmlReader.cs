using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Newsletter.Infrastructure.Body;

/// <summary>
/// Reads HTML from its tokens. The tree builder of HTML takes time with the square of the depth, which a hostile text decides;
/// for a body the order of the tokens says enough.
/// </summary>
internal static class HtmlReader
{
    public static void Read(string content, HtmlEvents events)
    {
        using var source = new TextSource(content);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            switch (token.Type)
            {
                case HtmlTokenType.Character:
                    events.Text(token.Data);
                    break;
                case HtmlTokenType.StartTag:
                    Start((HtmlTagToken)token, tokens, events);
                    break;
                case HtmlTokenType.EndTag:
                    events.End(token.Name);
                    break;
            }
        }
    }

    private static void Start(HtmlTagToken tag, HtmlTokenizer tokens, HtmlEvents events)
    {
        events.Start(new(tag.Name, [.. tag.Attributes.Select(attribute => new KeyValuePair<string, string>(attribute.Name, attribute.Value))]));
        // The tokenizer does not know what an element holds; usually the tree builder tells it.
        tokens.State = tag.Name switch
        {
            "script" => HtmlParseMode.Script,
            "style" or "xmp" or "iframe" or "noembed" or "noframes" or "noscript" => HtmlParseMode.Rawtext,
            "title" or "textarea" => HtmlParseMode.RCData,
            _ => HtmlParseMode.PCData,
        };
        // Foreign elements are the only ones that may end themselves.
        if (tag.IsSelfClosing && tag.Name is "svg" or "math") events.End(tag.Name);
    }
}

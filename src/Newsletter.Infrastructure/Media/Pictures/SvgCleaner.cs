using System.Xml;
using System.Xml.Linq;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>
/// SVG (W3C SVG 2) that only draws: no script, no events, no style sheets, nothing fetched, no other languages within. What could do more is refused
/// rather than mended, since nobody can see what was meant.
/// </summary>
internal static class SvgCleaner
{
    private const int MaxBytes = 2_000_000;
    private const int MaxElements = 50_000;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    private static readonly HashSet<string> Drawn =
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop",
        "clipPath", "mask", "pattern", "marker", "filter", "feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
        "feMerge", "feMergeNode", "feMorphology", "feDropShadow", "switch",
    ];

    private static readonly HashSet<string> Dangerous = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "foreignObject", "iframe", "object", "embed", "handler", "listener", "style", "a", "image", "feImage", "audio", "video", "set", "animate", "animateMotion", "animateTransform", "animateColor",
    };

    public static void Clean(Stream input, Stream output)
    {
        if (input.Length > MaxBytes) throw new PictureException("broken_image", $"An SVG picture may have at most {MaxBytes} bytes.");
        var drawing = Read(input);
        if (drawing.Root!.Name != Svg + "svg") throw PictureException.Broken;
        if (drawing.Descendants().Take(MaxElements + 1).Count() > MaxElements) throw PictureException.Broken;
        foreach (var element in drawing.Descendants().ToList()) Clean(element);
        drawing.DescendantNodes().Where(node => node is XComment or XProcessingInstruction).Remove();
        using var writer = XmlWriter.Create(output, new() { Encoding = new System.Text.UTF8Encoding(false), OmitXmlDeclaration = true });
        drawing.Root.Save(writer);
    }

    private static XDocument Read(Stream input)
    {
        try
        {
            // Entities are how a small file becomes a large one, or reads others; without their declarations a reference to one is an error.
            using var reader = XmlReader.Create(input, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MaxBytes });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            throw PictureException.Broken;
        }
    }

    private static void Clean(XElement element)
    {
        if (element.Parent is null && element.Document is null) return;
        if (Dangerous.Contains(element.Name.LocalName)) throw Unsafe($"<{element.Name.LocalName}>");
        // What drawing programs note for themselves.
        if (element.Name.Namespace != Svg || !Drawn.Contains(element.Name.LocalName))
        {
            if (element.Document?.Root != element) element.Remove();
            return;
        }
        foreach (var attribute in element.Attributes().ToList()) Clean(attribute);
    }

    private static void Clean(XAttribute attribute)
    {
        var name = attribute.Name.LocalName;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) throw Unsafe(name);
        if (name.Equals("href", StringComparison.OrdinalIgnoreCase) || name.Equals("src", StringComparison.OrdinalIgnoreCase))
        {
            if (!attribute.Value.StartsWith('#')) throw Unsafe($"{name}, which may lead to parts of the picture only");
            return;
        }
        if (Fetches(attribute.Value)) throw Unsafe(name);
        var isOwn = attribute.Name.Namespace == XNamespace.None || attribute.Name.Namespace == XNamespace.Xml
            || (attribute.IsNamespaceDeclaration && (attribute.Value == Svg.NamespaceName || attribute.Value == Link.NamespaceName));
        if (!isOwn) attribute.Remove();
    }

    /// <summary>A url() that leads out of the picture, or a scheme that runs something; escapes in CSS could hide one.</summary>
    private static bool Fetches(string value)
    {
        if (value.Contains("javascript:", StringComparison.OrdinalIgnoreCase) || value.Contains("@import", StringComparison.OrdinalIgnoreCase)) return true;
        if (value.Contains('\\')) return true;
        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            if (!value.AsSpan(at + 4).TrimStart(" \t\r\n'\"").StartsWith("#")) return true;
        }
        return false;
    }

    private static PictureException Unsafe(string what) => new("unsafe_svg", $"This drawing does more than draw: {what}.");
}

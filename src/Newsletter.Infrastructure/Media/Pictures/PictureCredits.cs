using System.Buffers.Binary;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NetVips;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>
/// Reads whom to credit from a picture's metadata: XMP first, then IPTC-IIM, then Exif, as the IPTC Photo Metadata Standard 2023.1 maps them.
/// Nothing else is taken from there.
/// </summary>
internal static class PictureCredits
{
    private const int MaxXmpBytes = 1_000_000;

    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    private static readonly XNamespace XmpRights = "http://ns.adobe.com/xap/1.0/rights/";
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    public static FoundCredits? Read(Image picture)
    {
        var xmp = picture.Contains("xmp-data") ? FromXmp((byte[])picture.Get("xmp-data")) : new();
        var iptc = picture.Contains("iptc-data") ? FromIptc((byte[])picture.Get("iptc-data")) : new();
        var found = new FoundCredits
        {
            Credit = Text(xmp.Credit ?? iptc.Credit ?? Exif(picture, "exif-ifd0-Artist"), 300),
            Source = Text(xmp.Source ?? iptc.Source, 300),
            Notice = Text(xmp.Notice ?? iptc.Notice ?? Exif(picture, "exif-ifd0-Copyright"), 300),
            UsageTerms = Text(xmp.UsageTerms, 2000),
        };
        return found == new FoundCredits() ? null : found;
    }

    private static FoundCredits FromXmp(byte[] packet)
    {
        if (packet.Length > MaxXmpBytes) return new();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxXmpBytes });
            var xmp = XDocument.Load(reader);
            return new() { Credit = Value(xmp, Photoshop + "Credit") ?? Value(xmp, Dc + "creator"), Source = Value(xmp, Photoshop + "Source"), Notice = Value(xmp, Dc + "rights"), UsageTerms = Value(xmp, XmpRights + "UsageTerms") };
        }
        catch (XmlException)
        {
            return new();
        }
    }

    /// <summary>A property stands as an attribute or as an element; several names, and texts in several languages, as a list in it.</summary>
    private static string? Value(XDocument xmp, XName name)
    {
        if (xmp.Descendants(Rdf + "Description").Attributes(name).FirstOrDefault() is { } attribute) return attribute.Value;
        if (xmp.Descendants(name).FirstOrDefault() is not { } element) return null;
        var items = element.Descendants(Rdf + "li").ToList();
        if (items.Count == 0) return element.Value;
        return element.Elements(Rdf + "Alt").Any() ? items[0].Value : string.Join(", ", items.Select(item => item.Value));
    }

    /// <summary>Dataset 2 of IPTC-IIM 4.2, wherever it stands in the block.</summary>
    private static FoundCredits FromIptc(byte[] block)
    {
        var found = new Dictionary<byte, string>();
        for (var at = block.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1C, 2]); at >= 0 && at + 5 <= block.Length && block[at] == 0x1C;)
        {
            var (dataset, length) = (block[at + 2], BinaryPrimitives.ReadUInt16BigEndian(block.AsSpan(at + 3)));
            if (length >= 0x8000 || at + 5 + length > block.Length) break;
            if (block[at + 1] == 2) found.TryAdd(dataset, Encoding.UTF8.GetString(block, at + 5, length));
            at += 5 + length;
        }
        return new() { Credit = found.GetValueOrDefault<byte, string>(110) ?? found.GetValueOrDefault<byte, string>(80), Source = found.GetValueOrDefault<byte, string>(115), Notice = found.GetValueOrDefault<byte, string>(116) };
    }

    /// <summary>libvips puts what it knows of a value behind it in parentheses.</summary>
    private static string? Exif(Image picture, string name)
    {
        if (!picture.Contains(name) || picture.Get(name) is not string text) return null;
        var end = text.LastIndexOf(" (", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private static string? Text(string? text, int most)
    {
        var clean = new string([.. (text ?? "").Where(c => !char.IsControl(c) && c != '\uFFFD')]).Trim();
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, most)];
    }
}

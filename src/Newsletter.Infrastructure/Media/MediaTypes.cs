using System.Text;

namespace Newsletter.Infrastructure.Media;

/// <summary>A kind of file that is taken.</summary>
internal sealed record MediaType(string ContentType, string Extension);

/// <summary>Tells what a file is from its first bytes (WHATWG MIME Sniffing, section 6, and the formats' own signatures).</summary>
internal static class MediaTypes
{
    public const string Svg = "image/svg+xml";
    public const string Heic = "image/heic";
    public const string Captions = "text/vtt";

    /// <summary>A drawing may say something else before it begins.</summary>
    private const int LookedAt = 1024;

    public static IReadOnlyList<string> Names { get; } =
        ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", Svg, "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/webm", "video/mp4", "video/webm", Captions, "application/pdf"];

    public static MediaType? Detect(string path)
    {
        Span<byte> head = stackalloc byte[LookedAt];
        using var file = File.OpenRead(path);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return Detect(head);
    }

    internal static MediaType? Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return new("image/jpeg", "jpg");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return new("image/png", "png");
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return new("image/gif", "gif");
        if (head.StartsWith("RIFF"u8) && At(head, 8, "WEBP")) return new("image/webp", "webp");
        if (head.StartsWith("RIFF"u8) && At(head, 8, "WAVE")) return new("audio/wav", "wav");
        if (head.StartsWith("OggS"u8)) return new("audio/ogg", "ogg");
        if (head.StartsWith("ID3"u8) || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2)) return new("audio/mpeg", "mp3");
        if (IsCaptions(head)) return new(Captions, "vtt");
        if (IsSvg(head)) return new(Svg, "svg");
        if (head.StartsWith("%PDF-"u8)) return new("application/pdf", "pdf");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return head.IndexOf("webm"u8) >= 0 ? new("video/webm", "webm") : null;
        if (!At(head, 4, "ftyp") || head.Length < 12) return null;
        return Encoding.ASCII.GetString(head.Slice(8, 4)) switch
        {
            "avif" or "avis" => new("image/avif", "avif"),
            "heic" or "heix" or "heim" or "heis" => new(Heic, "heic"),
            "M4A " or "M4B " => new("audio/mp4", "m4a"),
            "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "dash" or "MSNV" => new("video/mp4", "mp4"),
            _ => null,
        };
    }

    private static bool IsCaptions(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        return head.StartsWith("WEBVTT"u8) && (head.Length == 6 || head[6] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r');
    }

    private static bool IsSvg(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return head.StartsWith("<svg"u8) || ((head.StartsWith("<?xml"u8) || head.StartsWith("<!--"u8) || head.StartsWith("<!DOCTYPE svg"u8)) && head.IndexOf("<svg"u8) >= 0);
    }

    private static bool At(ReadOnlySpan<byte> head, int at, string text) => head.Length >= at + text.Length && head[at..].StartsWith(Encoding.ASCII.GetBytes(text));
}

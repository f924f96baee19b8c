using System.Globalization;
using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>Which addresses a body may lead to. What passes here cannot run script in any browser, however it is written.</summary>
public static class Href
{
    public const int MaxLength = 2_048;

    public static IReadOnlyList<string> RelTypes { get; } =
        ["nofollow", "sponsored", "ugc", "noopener", "noreferrer", "external", "author", "license"];

    /// <summary>An absolute http, https, mailto or tel address, a path from the root, or a fragment.</summary>
    public static bool IsAllowed(string? href)
    {
        if (!IsPlain(href)) return false;
        if (href[0] == '#') return true;
        // "//host" and, in browsers, "/\host" leave the site; the backslash is refused everywhere.
        if (href[0] == '/') return href.Length == 1 || href[1] != '/';
        var colon = href.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return false;
        var rest = href.AsSpan(colon + 1);
        return href[..colon].ToLowerInvariant() switch
        {
            "http" or "https" => IsWeb(href),
            "mailto" => rest.Contains('@') || rest is ['?', _, ..],
            "tel" => rest.ContainsAnyInRange('0', '9') && !rest.ContainsAny('/', '?', '#'),
            _ => false,
        };
    }

    /// <summary>An absolute http or https address without user name and password.</summary>
    public static bool IsWeb(string? address) =>
        IsPlain(address)
        && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && address[address.IndexOf(':', StringComparison.Ordinal) + 3] != '/';

    private static bool IsPlain([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? address)
    {
        if (address is null or "" || address.Length > MaxLength) return false;
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is '\\' or '<' or '>' or '"' or '`' or 0xFFFD || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) return false;
            // Invisible and direction-changing characters make an address look like another one.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) return false;
        }
        return true;
    }
}

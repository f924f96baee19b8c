using System.Text.RegularExpressions;

namespace Newsletter.Domain;

/// <summary>Language tags (BCP 47).</summary>
public static partial class Languages
{
    public const string Default = "en";

    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase) { "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi" };

    private static readonly HashSet<string> RightToLeftScripts = new(StringComparer.OrdinalIgnoreCase) { "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm" };

    public static bool IsValid(string tag) => tag.Length <= 35 && Pattern().IsMatch(tag);

    /// <summary>Language lower, script in title case, region upper, as RFC 5646, section 2.1.1 recommends.</summary>
    public static string Canonical(string tag) => string.Join('-', tag.Split('-').Select((part, at) => (at, part.Length) switch
    {
        (0, _) => part.ToLowerInvariant(),
        (_, 4) when char.IsAsciiLetter(part[0]) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
        (_, 2) => part.ToUpperInvariant(),
        _ => part.ToLowerInvariant(),
    }));

    /// <summary>"rtl" or "ltr", from the script if the tag names one, else from the language.</summary>
    public static string Direction(string tag)
    {
        var parts = tag.Split('-');
        var script = parts.Skip(1).FirstOrDefault(part => part.Length == 4 && char.IsAsciiLetter(part[0]));
        return (script is null ? RightToLeft.Contains(parts[0]) : RightToLeftScripts.Contains(script)) ? "rtl" : "ltr";
    }

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

using System.Globalization;
using System.Text;

namespace Newsletter.Domain;

/// <summary>The readable part of an address: lower-case letters and digits of any script in words parted by single hyphens, 1 to 200 characters.</summary>
public static class Slug
{
    public const int MaxLength = 200;

    public static bool IsValid(string value)
    {
        if (value.Length is 0 or > MaxLength || !value.IsNormalized(NormalizationForm.FormC)) return false;
        if (value[0] == '-' || value[^1] == '-' || value.Contains("--", StringComparison.Ordinal)) return false;
        // An id in its place must stay distinguishable.
        if (Guid.TryParseExact(value, "D", out _)) return false;
        return value.EnumerateRunes().All(rune => rune.Value == '-' || IsWord(rune));
    }

    /// <summary>Makes a slug of any text; empty when the text has no letter or digit.</summary>
    public static string From(string text)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).ToLowerInvariant().EnumerateRunes())
        {
            if (rune.Value is '\'' or '’') continue;
            if (IsWord(rune)) slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var cut = slug.Length > MaxLength - 20 ? slug.ToString(0, MaxLength - 20) : slug.ToString();
        // Half a character is none.
        return (cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut).Trim('-');
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

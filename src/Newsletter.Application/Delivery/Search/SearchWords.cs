using System.Buffers;
using System.Globalization;
using System.Text;

namespace Newsletter.Application.Delivery.Search;

/// <summary>A word and where it stands in the text: what is shown is the text, what is compared is the folded word.</summary>
public readonly record struct Word(string Folded, int Start, int End);

/// <summary>
/// Parts text into words, alike for what is indexed, asked for and highlighted, on both engines: runs of letters and digits in lower case without
/// accents; each character by itself in scripts that do not part words.
/// </summary>
public static class SearchWords
{
    /// <summary>A longer word counts by its beginning.</summary>
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Plainest = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The folded forms of characters, filled as they are met.</summary>
    private static readonly string?[] Folded = new string?[char.MaxValue + 1];

    /// <summary>What is no letter with an accent; й is another letter than и.</summary>
    private static readonly Dictionary<int, string> Letters = "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ħ=h й=й".Split(' ').ToDictionary(pair => (int)pair[0], pair => pair[2..]);

    /// <summary>The words as one text that both engines part at the same places.</summary>
    public static string Plain(string? text, int maxLength = int.MaxValue) =>
        string.IsNullOrEmpty(text) ? "" : string.Join(' ', In(text.Length > maxLength ? text[..maxLength] : text).Select(word => word.Folded));

    /// <param name="text">Any text.</param>
    /// <param name="initials">The letters that wanted words begin with; null for all words.</param>
    public static IEnumerable<Word> In(string text, IReadOnlySet<char>? initials = null)
    {
        var word = new StringBuilder();
        var (start, at) = (0, 0);
        while (at < text.Length)
        {
            if (word.Length == 0 && PlainLength(text.AsSpan(at)) is > 0 and var length)
            {
                if (initials is null || initials.Contains(char.ToLowerInvariant(text[at]))) yield return new(text.Substring(at, Math.Min(length, MaxLength)).ToLowerInvariant(), at, at + length);
                at += length;
                continue;
            }
            if (word.Length == 0 && char.IsAscii(text[at]) && !char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            var from = at;
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var read);
            at += read;
            var isLetter = IsPart(rune);
            var standsAlone = isLetter && StandsAlone(rune.Value);
            if (word.Length > 0 && (standsAlone || (!isLetter && !IsMark(rune))))
            {
                if (IsWanted()) yield return new(word.ToString(), start, from);
                word.Clear();
            }
            if (isLetter && word.Length == 0) start = from;
            if (isLetter || (word.Length > 0 && IsMark(rune))) Append(word, rune);
        }
        if (word.Length > 0 && IsWanted()) yield return new(word.ToString(), start, text.Length);

        bool IsWanted() => initials is null || initials.Contains(word[0]);
    }

    /// <summary>The length of the word of ASCII letters and digits that a text begins with; 0 where it begins with none, or with one that goes on in other letters.</summary>
    private static int PlainLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Plainest);
        return length < 0 ? text.Length : char.IsAscii(text[length]) ? length : 0;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        if (rune.Value == '\u0306' && word[^1] == 'и') word[^1] = 'й';
        else if (Fold(rune) is var folded && word.Length + folded.Length <= MaxLength) word.Append(folded);
    }

    private static string Fold(Rune rune)
    {
        if (!rune.IsBmp) return Make(rune);
        return Folded[rune.Value] ??= Make(rune);
    }

    private static string Make(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        if (Letters.TryGetValue(lower.Value, out var letters)) return letters;
        var folded = new StringBuilder();
        foreach (var part in lower.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if ((IsPart(part) || IsMark(part)) && !IsAccent(part.Value)) folded.Append(Rune.ToLowerInvariant(part));
        }
        return folded.ToString();
    }

    private static bool IsPart(Rune rune) => rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber;

    private static bool IsMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Latin, Greek and Cyrillic accents, and the points of Hebrew and Arabic. The marks of Indian scripts are vowels, so they stay.</summary>
    private static bool IsAccent(int code) => code is (>= 0x0300 and <= 0x036f) or (>= 0x0591 and <= 0x05c7) or 0x0640 or (>= 0x064b and <= 0x065f) or 0x0670;

    /// <summary>Han, Hiragana, Katakana, Thai, Lao, Burmese, Khmer.</summary>
    private static bool StandsAlone(int code) => code is (>= 0x0e00 and <= 0x0eff) or (>= 0x1000 and <= 0x109f) or (>= 0x1780 and <= 0x17ff)
        or (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}

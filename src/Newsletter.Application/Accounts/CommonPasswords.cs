using System.Collections.Frozen;
using System.Reflection;

namespace Newsletter.Application.Accounts;

/// <summary>
/// The words that most passwords are made of. A password counts as common when nothing but such a word remains without what people add to
/// lengthen it: digits and signs, letters written as digits, the same word again.
/// </summary>
public static class CommonPasswords
{
    private static readonly FrozenSet<string> Words = Read();

    private static readonly Dictionary<char, char> Disguises = new() { ['0'] = 'o', ['1'] = 'i', ['3'] = 'e', ['4'] = 'a', ['5'] = 's', ['7'] = 't', ['@'] = 'a', ['$'] = 's', ['!'] = 'i' };

    public static bool Contains(string password)
    {
        var word = WordOf(password);
        return word.Length == 0 || Enumerable.Range(1, word.Length).Where(length => word.Length % length == 0)
            .Any(length => Words.Contains(word[..length]) && word == string.Concat(Enumerable.Repeat(word[..length], word.Length / length)));
    }

    private static string WordOf(string password)
    {
        var text = password.ToLowerInvariant().AsSpan();
        while (text.Length > 0 && !char.IsLetter(text[0])) text = text[1..];
        while (text.Length > 0 && !char.IsLetter(text[^1])) text = text[..^1];
        return string.Concat(text.ToArray().Select(c => Disguises.GetValueOrDefault(c, c)).Where(char.IsLetter));
    }

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}

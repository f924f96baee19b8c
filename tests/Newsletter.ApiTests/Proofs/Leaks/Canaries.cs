using System.Buffers;
using System.Security.Cryptography;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>Words, ids and hashes that nobody can guess and that must turn up in no answer.</summary>
internal sealed class Canaries
{
    /// <summary>Every word begins like this, so that one search finds them all.</summary>
    private readonly string stem = "q" + RandomNumberGenerator.GetHexString(11, lowercase: true);

    private readonly HashSet<string> others = [];
    private SearchValues<string>? all;

    public string NewWord() => stem + RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>A word of the same shape that nothing holds.</summary>
    public static string Nonsense() => "q" + RandomNumberGenerator.GetHexString(19, lowercase: true);

    public void Add(Guid id)
    {
        others.Add(id.ToString("D"));
        others.Add(id.ToString("N"));
    }

    public void Add(string hash) => others.Add(hash);

    /// <summary>What an answer gives away, with the text around it; null when it is nothing.</summary>
    /// <param name="said">What the request itself named; an answer may repeat it.</param>
    public string? Find(string answer, string said)
    {
        all ??= SearchValues.Create([stem, .. others], StringComparison.OrdinalIgnoreCase);
        for (var at = 0; at < answer.Length;)
        {
            var next = answer.AsSpan(at).IndexOfAny(all);
            if (next < 0) return null;
            at += next;
            var word = new string([.. answer.Skip(at).TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
            if (!said.Contains(word, StringComparison.OrdinalIgnoreCase)) return answer[Math.Max(0, at - 80)..Math.Min(answer.Length, at + 80)];
            at += word.Length;
        }
        return null;
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>Checks captions (WebVTT, https://www.w3.org/TR/webvtt1/, section 4) line by line, so that whoever wrote them finds the mistake.</summary>
internal static partial class CaptionReader
{
    private const int MaxBytes = 2 * 1024 * 1024;

    private static readonly string[] Settings = ["vertical", "line", "position", "size", "align", "region"];

    /// <returns>What is wrong; null for captions that players understand.</returns>
    public static async Task<Error?> CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > MaxBytes) return new Error(ErrorKind.TooLarge, "file_too_large", $"Captions may have at most {MaxBytes} bytes.");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return Check(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'));
        }
        catch (DecoderFallbackException exception)
        {
            return Broken(1 + bytes.AsSpan(0, Math.Max(0, exception.Index)).Count((byte)'\n'), "this is not UTF-8.");
        }
    }

    private static Error? Check(string[] lines)
    {
        var last = TimeSpan.Zero;
        var hasCue = false;
        for (var at = Rest(lines, 0); at < lines.Length; at++)
        {
            if (lines[at].Length == 0) continue;
            var end = Rest(lines, at);
            var isNamed = !lines[at].Contains("-->", StringComparison.Ordinal);
            if (isNamed && Word(lines[at], "NOTE")) at = end;
            else if (isNamed && !hasCue && (Word(lines[at], "STYLE") || Word(lines[at], "REGION"))) at = end;
            else
            {
                if (isNamed && (++at == end || !lines[at].Contains("-->", StringComparison.Ordinal))) return Broken(at, "a time is expected here or after it, as 00:01.000 --> 00:02.000.");
                if (Timing().Match(lines[at]) is not { Success: true } timing || Time(timing, 1) is not { } from || Time(timing, 2) is not { } to) return Broken(at + 1, "this is no time; it is written as 00:01.000 --> 00:02.000.");
                if (to <= from) return Broken(at + 1, "it ends before it begins.");
                if (from < last) return Broken(at + 1, "it begins before the one above it.");
                if (!timing.Groups[3].Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).All(IsSetting)) return Broken(at + 1, "there is no such setting.");
                (last, hasCue) = (from, true);
                for (at++; at < end; at++) if (lines[at].Contains("-->", StringComparison.Ordinal)) return Broken(at + 1, "an empty line is missing above this.");
            }
        }
        return null;
    }

    /// <returns>The line after the block that begins here.</returns>
    private static int Rest(string[] lines, int at)
    {
        while (at < lines.Length && lines[at].Length > 0) at++;
        return at;
    }

    private static bool Word(string line, string word) => line.StartsWith(word, StringComparison.Ordinal) && (line.Length == word.Length || line[word.Length] is ' ' or '\t');

    private static TimeSpan? Time(Match timing, int group)
    {
        var parts = timing.Groups[group].Value.Split(':', '.');
        var numbers = Array.ConvertAll(parts, int.Parse);
        var (hours, minutes, seconds, thousandths) = numbers.Length == 4 ? (numbers[0], numbers[1], numbers[2], numbers[3]) : (0, numbers[0], numbers[1], numbers[2]);
        return minutes < 60 && seconds < 60 ? new TimeSpan(0, hours, minutes, seconds, thousandths) : null;
    }

    private static bool IsSetting(string setting) => setting.Split(':', 2) is [var name, { Length: > 0 }] && Settings.Contains(name);

    private static Error Broken(int line, string why) => Error.Invalid("/file", "broken_captions", $"Line {line}: {why}");

    [GeneratedRegex(@"^[ \t]*((?:[0-9]{2,4}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3})[ \t]+-->[ \t]+((?:[0-9]{2,4}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3})(|[ \t].*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Timing();
}

using System.Text.RegularExpressions;

namespace Newsletter.Domain.Body;

/// <summary>Collects what is wrong with a body and measures its text on the way.</summary>
internal sealed partial class BodyIssues
{
    /// <summary>Nobody reads more, and an answer must stay small.</summary>
    private const int MaxIssues = 100;

    private readonly List<Issue> issues = [];

    public IReadOnlyList<Issue> Issues => issues;

    public long TextLength { get; private set; }

    public void Add(string pointer, string code, string message, IReadOnlyList<string>? allowed = null)
    {
        if (issues.Count < MaxIssues) issues.Add(new(pointer, code, message) { Allowed = allowed });
    }

    public void Text(string pointer, string? text, int max)
    {
        if (text is null) return;
        TextLength += text.Length;
        if (text.Length > max) Add(pointer, "too_long", $"At most {max:N0} characters.");
        if (text.Any(IsForbidden)) Add(pointer, "control_character", "The only control characters in text are tab and line feed.");
    }

    public void Required(string pointer, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(pointer, "required", "This must not be empty.");
        Text(pointer, text, max);
    }

    public void Count(string pointer, int count, int min, int max, string what)
    {
        if (count < min) Add(pointer, "too_few", $"At least {min} {what}.");
        if (count > max) Add(pointer, "too_many", $"At most {max:N0} {what}.");
    }

    public void Range(string pointer, double value, double min, double max)
    {
        if (!(value >= min && value <= max)) Add(pointer, "out_of_range", double.IsInfinity(max) || max == double.MaxValue ? $"{min} or more." : $"From {min} to {max}.");
    }

    public void Href(string pointer, string? href)
    {
        if (!Body.Href.IsAllowed(href))
        {
            Add(pointer, "bad_href", "An http, https, mailto or tel address, a path that begins with one /, or a fragment that begins with #; no spaces, control characters or \\.");
        }
    }

    public void Pattern(string pointer, string? value, Regex pattern, string message)
    {
        if (value is null || !pattern.IsMatch(value)) Add(pointer, "bad_format", message);
    }

    /// <summary>JSON can put null where a list holds no nulls.</summary>
    public bool Whole<T>(string at, IReadOnlyList<T> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not null) continue;
            Add($"{at}/{i}", "required", "This must not be null.");
            return false;
        }
        return true;
    }

    /// <summary>An empty key counts as left out.</summary>
    public void Keys<T>(string at, IReadOnlyList<T> siblings, Func<T, string?> keyOf)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < siblings.Count; i++)
        {
            if (keyOf(siblings[i]) is { Length: > 0 } key) Key($"{at}/{i}/_key", key, seen);
        }
    }

    public void Key(string pointer, string key, HashSet<string> seen)
    {
        if (!KeyFormat().IsMatch(key)) Add(pointer, "bad_key", "A key has 1 to 64 of A-Z a-z 0-9 _ -.");
        if (!seen.Add(key)) Add(pointer, "duplicate_key", "Keys are unique among siblings.");
    }

    public static bool IsForbidden(char c) => char.IsControl(c) && c is not ('\n' or '\t');

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex KeyFormat();
}

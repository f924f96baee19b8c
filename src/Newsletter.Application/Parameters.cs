using System.Globalization;
using Newsletter.Domain;

namespace Newsletter.Application;

/// <summary>
/// Reads the query of a request against a closed set of parameters. A comma means or, a repeated name means and where a filter allows it;
/// everything unknown, repeated or ill-typed is collected and named.
/// </summary>
public sealed class Parameters(IReadOnlyDictionary<string, IReadOnlyList<string>> query)
{
    private const int MaxValues = 100;
    private const int MaxLength = 1000;
    private const int MaxListLength = 4000;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<Issue> issues = [];

    public void Report(string name, string code, string message, IReadOnlyList<string>? allowed = null) =>
        issues.Add(new("?" + name, code, message) { Allowed = allowed });

    /// <summary>Every name that starts like this, for parameters such as fields[article].</summary>
    public IEnumerable<string> NamesIn(string prefix) => query.Keys.Where(name => name.StartsWith(prefix + "[", StringComparison.Ordinal) && name.EndsWith(']'));

    /// <summary>A parameter that stands once, or null.</summary>
    public string? One(string name, int maxLength = MaxLength)
    {
        known.Add(name);
        if (!query.TryGetValue(name, out var values)) return null;
        if (values.Count > 1) Report(name, "repeated_parameter", $"{name} may stand once only.");
        else if (values[0].Any(char.IsControl)) Report(name, "control_character", $"{name} holds a control character.");
        else if (values[0].Length == 0 || values[0].Length > maxLength) Report(name, "bad_parameter", $"{name} has 1 to {maxLength} characters.");
        else return values[0];
        return null;
    }

    /// <summary>Like <see cref="One"/>, but it must be there.</summary>
    public string? Required(string name, int maxLength, string meaning)
    {
        if (!query.ContainsKey(name)) Report(name, "required", meaning);
        return One(name, maxLength);
    }

    /// <summary>Each repetition is a group of alternatives.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups(string name)
    {
        known.Add(name);
        if (!query.TryGetValue(name, out var values)) return [];
        if (values.Any(value => value.Any(char.IsControl)))
        {
            Report(name, "control_character", $"{name} holds a control character.");
            return [];
        }
        var groups = values.Select(value => value.Split(',')).ToList();
        if (groups.Sum(group => group.Length) > MaxValues || groups.Any(group => group.Any(value => value.Length is 0 or > 200)))
        {
            Report(name, "bad_parameter", $"{name} takes at most {MaxValues} values of 1 to 200 characters.");
            return [];
        }
        return groups;
    }

    /// <summary>Values from a closed set, parted by commas, in one parameter.</summary>
    public IReadOnlyList<string> OneOf(string name, IReadOnlyList<string> allowed)
    {
        if (One(name, MaxListLength) is not { } text) return [];
        var values = text.Split(',').Distinct().ToList();
        if (values.Find(value => !allowed.Contains(value)) is { } unknown)
        {
            Report(name, "unknown_value", $"{name} cannot be \"{Shorten(unknown)}\".", allowed);
            return [];
        }
        return values;
    }

    /// <summary>Like <see cref="OneOf"/>, but repetitions mean and.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GroupsOf(string name, IReadOnlyList<string> allowed)
    {
        var groups = Groups(name);
        if (groups.SelectMany(group => group).FirstOrDefault(value => !allowed.Contains(value)) is not { } unknown) return groups;
        Report(name, "unknown_value", $"{name} cannot be \"{Shorten(unknown)}\".", allowed);
        return [];
    }

    /// <summary>Language tags (BCP 47), however they are cased.</summary>
    public IReadOnlyList<IReadOnlyList<string>> LanguageGroups(string name)
    {
        var groups = Groups(name);
        if (groups.SelectMany(group => group).All(Languages.IsValid)) return [.. groups.Select(group => group.Select(Languages.Canonical).ToList())];
        Report(name, "bad_parameter", $"{name} takes language tags (BCP 47), for example en or pt-BR.");
        return [];
    }

    /// <summary>A language tag (BCP 47), however it is cased, or null.</summary>
    public string? Language(string name)
    {
        if (One(name) is not { } tag) return null;
        if (Languages.IsValid(tag)) return Languages.Canonical(tag);
        Report(name, "bad_parameter", $"{name} is a language tag (BCP 47), for example en or pt-BR.");
        return null;
    }

    public int Whole(string name, int min, int max, int missing) => (int)Whole(name, (long)min, max, missing);

    public long Whole(string name, long min, long max, long missing)
    {
        if (One(name) is not { } text) return missing;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Report(name, "bad_parameter", $"{name} is a whole number from {min} to {max}.");
        return missing;
    }

    public bool? Truth(string name)
    {
        var text = One(name);
        if (text is not (null or "true" or "false")) Report(name, "bad_parameter", $"{name} is true or false.", ["true", "false"]);
        return text is null ? null : text == "true";
    }

    public DateTimeOffset? Instant(string name)
    {
        if (One(name) is not { } text) return null;
        if (Instants.TryParse(text, out var instant)) return instant;
        Report(name, "bad_parameter", $"{name} is an instant (RFC 3339), for example 2026-01-31T12:00:00Z; a + in it is written %2B.");
        return null;
    }

    public Guid? Id(string name)
    {
        if (One(name) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        Report(name, "bad_parameter", $"{name} is an id.");
        return null;
    }

    public IReadOnlyList<Guid> Ids(string name)
    {
        if (Groups(name) is not { Count: > 0 } groups) return [];
        var ids = new List<Guid>();
        foreach (var value in groups[0])
        {
            if (groups.Count == 1 && Guid.TryParseExact(value, "D", out var id)) ids.Add(id);
            else
            {
                Report(name, "bad_parameter", $"{name} takes ids, parted by commas, once.");
                return [];
            }
        }
        return ids;
    }

    /// <summary>A sort key with its direction; a minus means descending.</summary>
    public string Sort(IReadOnlyList<string> keys, string missing)
    {
        var allowed = keys.SelectMany(key => new[] { key, "-" + key }).ToList();
        return One("sort") is not { } text ? missing : allowed.Contains(text) ? text : Unknown();

        string Unknown()
        {
            Report("sort", "unknown_value", $"sort cannot be \"{Shorten(text)}\".", allowed);
            return missing;
        }
    }

    /// <summary>To be called last: names what was not asked for.</summary>
    public Error? Finish()
    {
        foreach (var name in query.Keys.Where(name => !known.Contains(name)))
        {
            Report(Shorten(name), "unknown_parameter", "There is no such parameter here.", [.. known.Order(StringComparer.Ordinal)]);
        }
        return issues.Count == 0 ? null : new(ErrorKind.Malformed, "invalid_parameter", issues[0].Message) { Issues = issues };
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}

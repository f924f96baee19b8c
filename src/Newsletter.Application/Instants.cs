using System.Globalization;
using System.Text.RegularExpressions;

namespace Newsletter.Application;

/// <summary>Instants on the wire (RFC 3339): always with an offset, so that no time is guessed from a server's zone.</summary>
public static partial class Instants
{
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Pattern().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

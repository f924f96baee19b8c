using System.Text.RegularExpressions;
using Xunit;

namespace Newsletter.ArchitectureTests;

public sealed partial class ClockTests
{
    [Fact]
    public void Time_comes_from_TimeProvider_and_ids_from_the_time() =>
        Rule.Holds(SourceFile.Under("src").SelectMany(file => file.Matches(Ambient())));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bGuid\.(NewGuid\b|CreateVersion7\(\))")]
    private static partial Regex Ambient();
}

using Xunit;

namespace Newsletter.ArchitectureTests;

internal static class Rule
{
    /// <summary>Fails with every breach in full, which Assert.Empty would cut short.</summary>
    public static void Holds(IEnumerable<string?> breaches)
    {
        var all = breaches.ToList();
        if (all.Count > 0)
            Assert.Fail(string.Join('\n', all));
    }
}

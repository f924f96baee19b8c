using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Newsletter.Testing;

/// <summary>What a test needs from the machine: without it the test is skipped with the reason, and fails where <c>CI</c> is set.</summary>
public static class Requirement
{
    private static bool InCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value && value is not ("false" or "0");

    [DoesNotReturn]
    public static void IsMissing(string reason)
    {
        if (InCi)
            Assert.Fail($"{reason} (CI is set, so this is a failure and not a skip.)");
        Assert.Skip(reason);
    }

    /// <summary>The full path of the first of these programs that is on the PATH; the test ends here if there is none.</summary>
    public static string Program(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
            IsMissing($"There is no {string.Join(" or ", names)} on the PATH.");
        return found;
    }
}

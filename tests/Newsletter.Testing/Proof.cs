using System.Globalization;
using Xunit;

namespace Newsletter.Testing;

/// <summary>
/// Proofs have a short form for every run and a long one, which <c>tests/long</c> asks for with <c>NEWSLETTER_TEST_LONG</c>: how many minutes
/// at most a proof may take that could go on for ever.
/// </summary>
public static class Proof
{
    private static readonly Lock Writing = new();

    public static TimeSpan LongestTime { get; } = TimeSpan.FromMinutes(double.TryParse(Environment.GetEnvironmentVariable("NEWSLETTER_TEST_LONG"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 0);

    public static bool IsLong => LongestTime > TimeSpan.Zero;

    /// <summary>Tells what was measured: in the test's output and, for <c>tests/long</c>, in a file beside the results.</summary>
    public static void Report(string figures)
    {
        var line = $"{TestContext.Current.TestClass?.TestClassSimpleName}: {figures}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        var folder = RepositoryRoot.Combine("artifacts", "test-results");
        lock (Writing)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllLines(Path.Combine(folder, "figures.txt"), [line]);
        }
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Newsletter.Application;
using Newsletter.Domain;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>No text takes a pattern long.</summary>
public sealed class RegexTests
{
    private const int Length = 100_000;
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(50);

    /// <summary>What makes backtracking explode: the beginning of a match again and again, and an end that does not fit.</summary>
    private static readonly string[] Stems =
    [
        "a", "0", "-", "/", " ", "aA0", "a-", "en-", "MO,", "1,", "+1MO,", "/media/", "?v=a&", "v=a", "2026-01-01T00:00:00.", "ABCDEFGH", "-ABCDEFGH", "\n", "é", "\uD83D\uDE00", "{a:b}", "/x/{y}", "../",
        "0190a5a0-0000-7000-8000-", "https://", "a.a", "_", "~:/",
    ];

    public static TheoryData<string, string> Patterns
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (method, _) in Methods()) data.Add(method.DeclaringType!.FullName!, method.Name);
            return data;
        }
    }

    [Fact]
    public void Every_pattern_is_found() => Assert.True(Methods().Count > 20, $"{Methods().Count} patterns");

    [Theory, MemberData(nameof(Patterns))]
    public void A_hundred_thousand_hostile_characters_take_no_time(string type, string name)
    {
        var (_, regex) = Methods().Single(one => one.Method.DeclaringType!.FullName == type && one.Method.Name == name);
        foreach (var stem in Stems)
        {
            foreach (var end in new[] { "", "!", "\n", "\0" })
            {
                var text = string.Concat(Enumerable.Repeat(stem, Length / stem.Length)) + end;
                // The best of three: other processes take time too.
                var best = Enumerable.Range(0, 3).Min(_ => Time(regex, text));
                Assert.True(best < Allowed, $"{regex} takes {best} for {stem} again and again");
            }
        }
    }

    private static TimeSpan Time(Regex regex, string text)
    {
        var watch = Stopwatch.StartNew();
        regex.Count(text);
        return watch.Elapsed;
    }

    private static List<(MethodInfo Method, Regex Regex)> Methods() =>
    [
        .. from assembly in new[] { typeof(Item).Assembly, typeof(StrictJson).Assembly, typeof(Newsletter.Infrastructure.Registration).Assembly, typeof(Newsletter.Api.Server).Assembly }
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where method.IsDefined(typeof(GeneratedRegexAttribute))
           select (method, (Regex)method.Invoke(null, null)!),
    ];
}

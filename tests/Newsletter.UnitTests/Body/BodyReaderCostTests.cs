using System.Diagnostics;
using System.Runtime.InteropServices;
using Newsletter.Application.Body;
using Newsletter.Domain.Body;
using Newsletter.Infrastructure.Body;

namespace Newsletter.UnitTests.Body;

/// <summary>A megabyte of whatever is read in about a second. The limit here leaves room for a busy machine; square costs exceed it by far.</summary>
public sealed class BodyReaderCostTests
{
    private const int Size = 1_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly string[] Html =
    [
        "<div>", "<b>", "<b><p>", "<a href=/>", "<table>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<p>", "<!--", "<", "</", "<a ", "<a b=\"", "<svg>", "<script>", "&", "&amp", "<aside>",
        "<figure><figcaption>", "<h1>", "<pre>", "<br>", "a ", "<span style='font-weight:bold'>", "</p>", "<i a>", "<img src=x>", "<x-y>", "<![CDATA[", "<iframe>", "<template>", "<hr>", "<u>a</u>", "<a href=/a>b</a>",
        "<a on1=a>", " ", "<svg><svg>a</svg>", "<video><source>", "<tr>", "<b><i><u><s>a",
    ];

    private static readonly string[] Markdown =
    [
        "[", "![", "[a](", "[a](b", "[a]: b\n", "[a][b]", "*a ", "*a_ ", "a**b", "_", "__a", "*", "***a ", "~~a ", "`", "``a`", "> ", ">", "- ", "1. ", "- a\n", "* a\n ", "# a\n", "<", "<!--", "<?", "a<?", "a<!A", "<![CDATA[",
        "a<![CDATA[", "<a ", "<a b=\"", "<b>", "<div>\n", "|", "a|b\n-|-\n", "a|", "|a|b|\n|-|-|\n", "\\", "&", "&amp;", "a\n", "a\n\n", "---\n", "```\n", "~~~\n", "\t", "[]", "](", "[a](<b", "[a](b \"", "<http:",
        "![[]()", "[[a](", "a](", "[x](/y) ", "- [x](/y)\n", "**a** ", "[a](b)\n", "<a@", "    a\n", "=\n", "|\n-", "a\n-\n",
    ];

    public static TheoryData<BodyFormat, string> Pieces =>
    [
        .. Html.Select(piece => (BodyFormat.Html, piece)),
        .. Markdown.Select(piece => (BodyFormat.Markdown, piece)),
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_megabyte_is_read_in_time(BodyFormat format, string piece) => Check(format, Repeated(piece));

    [Fact]
    public void Deep_nesting_is_read_in_time()
    {
        Check(BodyFormat.Html, new('\0', Size));
        Check(BodyFormat.Markdown, new('\0', Size));
        Check(BodyFormat.Html, string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<b id={i}><p>")));
        Check(BodyFormat.Html, string.Concat(Enumerable.Repeat("<div>", 10_000)) + "a" + string.Concat(Enumerable.Repeat("</div>", 10_000)));
        Check(BodyFormat.Markdown, string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', 2 * i) + "- a\n")));
        Check(BodyFormat.Markdown, string.Concat(Enumerable.Range(1, 1_400).Select(i => new string('`', i) + " ")));
        Check(BodyFormat.Markdown, new string('[', 10_000) + "a" + string.Concat(Enumerable.Repeat("](b)", 10_000)));
        Check(BodyFormat.Markdown, new string('|', Size / 2) + "\n" + new string('|', Size / 2).Replace("|", "-|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_large_body_is_checked_and_derived_in_time()
    {
        string[] marks = [.. Decorators.All];
        var spans = Enumerable.Range(0, 500_000).Select(i => new Span { Key = $"s{i}", Text = "ab", Marks = i % 2 == 0 ? marks : marks[1..] }).ToList();
        IReadOnlyList<Block> body = [new TextBlock { Children = spans }];
        Within(3 * Limit, () =>
        {
            Assert.Empty(BodyRules.Check(body));
            BodyHtml.Render(body, new Targets());
            BodyText.WordCount(BodyText.Render(body, new Targets()));
        });
        Within(Limit, () => BodyMarkdown.Render(body, new Targets()));
    }

    private static void Check(BodyFormat format, string content)
    {
        Within(Limit, () => Assert.True(new BodyReader().Read(format, content).Dropped.Count <= 101));
    }

    /// <summary>What takes too long because others keep the machine busy does not do so three times, least of all in the thread's own time.</summary>
    private static void Within(TimeSpan limit, Action work)
    {
        var times = new List<TimeSpan>();
        while (times.Count < 3)
        {
            var before = Spent();
            work();
            var spent = Spent() - before;
            if (spent < limit) return;
            times.Add(spent);
        }
        Assert.Fail(string.Join(", ", times));
    }

    /// <summary>The time of this thread on a processor; where the system does not tell it, the time that passed.</summary>
    private static TimeSpan Spent() => OperatingSystem.IsLinux() && GetTime(ThreadTime, out var time) == 0
        ? TimeSpan.FromTicks(((long)time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100))
        : Stopwatch.GetElapsedTime(0);

    /// <summary>CLOCK_THREAD_CPUTIME_ID.</summary>
    private const int ThreadTime = 3;

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, Size / piece.Length));
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Api.Http;
using Newsletter.ApiTests.Management;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Text stays text, whatever language it is written in.</summary>
public abstract class InjectionTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private static readonly string[] Sql =
    [
        "'", "''", "\"", "x' OR '1'='1", "x'; DROP TABLE item;--", "1; SELECT pg_sleep(3)--", "x' AND (SELECT 1 FROM pg_sleep(3)) IS NOT NULL--", "(CASE WHEN (1=1) THEN title ELSE slug END)", "x' UNION SELECT hash FROM api_key--",
        "x'||(select hash from editorial.api_key limit 1)||'", "randomblob(500000000)", "%' ESCAPE '\\", "\\", "$$;select 1;$$", "x%00' OR 1=1", "{\"$gt\":\"\"}", "@p0", "%_%_%_%_%",
    ];

    private static readonly string[] Html =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<iframe src=javascript:alert(1)>",
        "<a href=javascript:alert(1)>x</a>", "<a href=\" java\tscript:alert(1)\">x</a>", "<a href=&#106;avascript:alert(1)>x</a>", "<a href=data:text/html,<script>alert(1)</script>>x</a>", "<a href=vbscript:x>x</a>", "<object data=x>", "<embed src=x>",
        "<form action=//evil.example><input>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<link rel=stylesheet href=//evil.example>", "<style>@import '//evil.example'</style>", "<p style=\"background:url(//evil.example)\">x</p>",
        "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<template><script>alert(1)</script></template>",
        "<xmp><img src=x onerror=alert(1)></xmp>", "<isindex action=javascript:alert(1)>", "<a href=\"https://x\" onclick=alert(1)>x</a>", "<p id=x name=y onfocus=alert(1) tabindex=1>x</p>", "[x](javascript:alert(1))", "![x](javascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>", "[x]: javascript:alert(1)\n[x]", "`<script>`</script><script>alert(1)</script>", "\"><script>alert(1)</script>", "'-alert(1)-'", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<a href='\u0001javascript:alert(1)'>x</a>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    ];

    public static TheoryData<string> Documents => ["delivery", "management"];

    [Theory, MemberData(nameof(Documents))]
    public async Task Statements_in_parameters_and_paths_are_words(string document)
    {
        await Samples.CreateAsync(Owner, "tags");
        var count = await CountAsync();
        var paths = new List<string>();
        foreach (var operation in await Attempts.ReadsAsync(Server, document))
        {
            foreach (var parameter in operation.Parameters)
            {
                var name = (string)parameter["name"]!;
                foreach (var text in Sql)
                {
                    if ((string?)parameter["in"] == "query") paths.Add($"{operation.Url.Split('?')[0]}?{name}={Uri.EscapeDataString(text)}");
                    else if ((string?)parameter["in"] == "path") paths.Add(operation.Path.Replace($"{{{name}}}", Uri.EscapeDataString(text), StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                }
            }
        }
        // A word or an address that nothing has, or no such parameter value: never an error of ours, never more than there is.
        await Attempts.NoneSucceedsAsync(Owner, paths, 1000, (_, reply) =>
            reply.Status is 200 or 301 or 400 or 404 or 405 && !reply.Text.Contains("syntax", StringComparison.OrdinalIgnoreCase) && !reply.Text.Contains("nlk_", StringComparison.Ordinal) ? null : "let through");
        Assert.Equal(count, await CountAsync());
    }

    [Fact]
    public async Task Statements_in_fields_are_stored_as_they_are()
    {
        foreach (var text in Sql.Where(text => !text.Contains('\0')))
        {
            var tag = await Samples.CreateAsync(Owner, "tags", write => (write["title"], write["synonyms"]) = (text, new JsonArray(text)));
            Assert.Equal((text, text), ((string?)tag["title"], (string?)tag["synonyms"]![0]));
            Assert.Equal(text, (string?)(await Anonymous.GetReplyAsync($"/api/v1/tags/{tag["id"]}")).Is(200).Data["title"]);
            Assert.Contains((string)tag["id"]!, (await Anonymous.GetReplyAsync($"/api/v1/tags?limit=100&q={Uri.EscapeDataString(text)}")).Is(200).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Markup_in_a_body_never_becomes_a_script()
    {
        foreach (var format in new[] { "html", "markdown" })
        {
            foreach (var text in Html)
            {
                var write = new JsonObject { ["title"] = text, ["slug"] = Unique("x"), ["teaser"] = text, ["body"] = new JsonObject { ["format"] = format, ["content"] = $"Before\n\n{text}\n\nAfter" } };
                var made = await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write);
                // What cannot be made safe may be refused, but in words.
                if (made.Status == 422) continue;
                var article = await Owner.PublishAsync("articles", made.Is(201).Data);
                var html = (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?body=html")).Is(200).Data["bodyHtml"] ?? "";
                var page = System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>").Select(tag => tag.Value);
                Assert.DoesNotContain(page, tag => System.Text.RegularExpressions.Regex.IsMatch(tag, @"(?i)<\s*/?\s*(script|iframe|svg|math|object|embed|form|base|meta|link|style|input|template|body)\b|\son\w+\s*=|(java|vb)script:|data:|\sstyle\s*="));
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/articles/x%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/api/v1/resolve?path=/x%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/api/v1/articles?q=%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/api/v1/articles?cursor=%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/api/v1/articles?limit=1&%0d%0aSet-Cookie:%20a=b=1")]
    [InlineData("/media/01a16028-0d40-71e1-90f3-858bda43eca1/x%0d%0aSet-Cookie:%20a=b")]
    public async Task A_line_break_starts_no_header(string path)
    {
        var answer = await RawHttp.SendAsync(Server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Contains(RawHttp.Status(answer), new[] { 400, 404 });
        Assert.DoesNotContain("\nSet-Cookie", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_failure_is_one_line_in_the_log()
    {
        using var log = new LogLines();
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path) = ("GET", "/x\r\ncrit: forged\u2028forged\u001b[2K");
        context.Response.Body = Stream.Null;
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        await new ExceptionProblems(Server.Services.GetRequiredService<IDatabaseEngine>(), factory.CreateLogger<ExceptionProblems>()).TryHandleAsync(context, new InvalidOperationException(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(log.All.Single()[..log.All.Single().IndexOf("System.", StringComparison.Ordinal)], char.IsControl);
    }

    private async Task<int> CountAsync() => (int)(await Owner.ReadAsync("/manage/v1/tags?count=true"))["page"]!["total"]!;
}

public sealed class InjectionOnSqlite(SharedServer shared) : InjectionTests(Engine.Sqlite, shared);

public sealed class InjectionOnPostgreSql(SharedServer shared) : InjectionTests(Engine.PostgreSql, shared);

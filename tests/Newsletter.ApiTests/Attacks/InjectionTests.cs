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

using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class ChangeReasonTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Fact]
    public async Task A_reason_stands_in_the_history_and_in_the_audit_trail()
    {
        var article = (await AskAsync(HttpMethod.Post, "/manage/v1/articles", null, "Asked for by Ana", "{\"title\":\"Reasoned\"}")).Is(201).Data;
        var path = article.Address("articles");
        article = (await AskAsync(HttpMethod.Patch, path, article, new string('x', 500), "{\"title\":\"Second\"}")).Is(200).Data;
        article = (await AskAsync(HttpMethod.Post, path + "/publish", article, "Now", null)).Is(200).Data;
        article = (await AskAsync(HttpMethod.Post, path + "/revisions/1/restore", article, "Wrong figures", null)).Is(200).Data;
        article = (await Owner.SendTextAsync(HttpMethod.Patch, path, "{\"title\":\"Fourth\"}", article.Tag())).Is(200).Data;
        var revisions = (JsonArray)(await Owner.GetReplyAsync(path + "/revisions")).Is(200).Json["data"]!;
        Assert.Equal([null, "Wrong figures", new string('x', 500), "Asked for by Ana"], revisions.Select(revision => (string?)revision!["reason"]));
        article = (await AskAsync(HttpMethod.Post, path + "/unpublish", article, "Over", null)).Is(200).Data;
        (await AskAsync(HttpMethod.Delete, path, article, "Never needed", null)).Is(204);
        var audit = (JsonArray)(await Owner.GetReplyAsync($"/manage/v1/audit?item={article["id"]}")).Is(200).Json["data"]!;
        Assert.Equal(["Never needed", "Over", null, "Wrong figures", "Now", new string('x', 500), "Asked for by Ana"], audit.Select(entry => (string?)entry!["reason"]));
    }

    [Fact]
    public async Task A_bad_reason_is_refused_on_every_write_and_named()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var path = article.Address("articles");
        foreach (var bad in new[] { "", new string('x', 501), "a\tb" })
        {
            foreach (var (method, where) in new[] { (HttpMethod.Post, "/manage/v1/articles"), (HttpMethod.Patch, path), (HttpMethod.Put, path), (HttpMethod.Delete, path), (HttpMethod.Post, path + "/publish"), (HttpMethod.Post, path + "/comments") })
                Assert.Equal(["Change-Reason bad_header"], (await AskAsync(method, where, article, bad, "{\"title\":\"x\"}")).IsProblem(400, "bad_header").Errors);
        }
        Assert.Equal(1, (int)(await Owner.GetReplyAsync(path)).Is(200).Data["version"]!);
    }

    [Fact]
    public async Task A_reason_may_be_in_any_script_and_stands_once()
    {
        var slug = Unique("script");
        Assert.StartsWith("HTTP/1.1 400", await SendAsync(slug, "One", "Two"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 201", await SendAsync(slug, "Zahlen ge\u00e4ndert \u2014 \u6570\u5b57"), StringComparison.Ordinal);
        var revision = (await Owner.GetReplyAsync($"/manage/v1/articles/{slug}/revisions/1")).Is(200).Data["revision"]!;
        Assert.Equal("Zahlen ge\u00e4ndert \u2014 \u6570\u5b57", (string?)revision["reason"]);
    }

    /// <summary>HttpClient sends ASCII alone and makes one line of two.</summary>
    private async Task<string> SendAsync(string slug, params IEnumerable<string> reasons)
    {
        var body = $"{{\"title\":\"T\",\"slug\":\"{slug}\"}}";
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var lines = string.Concat(reasons.Select(reason => $"Change-Reason: {reason}\r\n"));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /manage/v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TestServer.OwnerKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{lines}Connection: close\r\n\r\n{body}"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private Task<Reply> AskAsync(HttpMethod method, string path, JsonObject? item, string reason, string? body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Change-Reason", reason);
        if (item is not null) request.Headers.TryAddWithoutValidation("If-Match", item.Tag());
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return Owner.AskAsync(request);
    }
}

public sealed class ChangeReasonsOnSqlite(SharedServer shared) : ChangeReasonTests(Engine.Sqlite, shared);

public sealed class ChangeReasonsOnPostgreSql(SharedServer shared) : ChangeReasonTests(Engine.PostgreSql, shared);

using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>What one caller may see is never kept for another.</summary>
public abstract class CacheTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private const string Canary = "canaryunderembargo";

    [Fact]
    public async Task Strangers_never_get_what_partners_got_in_whatever_order_they_ask()
    {
        using var partner = Server.Client(await Server.KeyAsync([Scopes.ContentRead, Scopes.EmbargoRead]));
        var slug = Unique("embargo");
        var article = await Samples.CreateAsync(Owner, "articles", write => (write["title"], write["slug"], write["body"]) = (Canary, slug, Samples.Body(Canary)));
        await Owner.PublishAsync("articles", article, new { embargoUntil = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) });
        string[] paths = ["articles", "articles?limit=5", $"articles?q={Canary}", $"articles/{slug}", $"articles/{article["id"]}?body=html", "articles?count=true", $"resolve?path=/articles/{slug}", "editions", "breaking", "articles?include=authors,tags"];
        var seen = 0;
        foreach (var path in paths.Select(path => "/api/v1/" + path))
        {
            foreach (var order in new[] { "EA", "AE", "EEA", "AEA" })
            {
                foreach (var who in order)
                {
                    var client = who == 'E' ? partner : Anonymous;
                    var head = await client.AskAsync(new(HttpMethod.Head, path));
                    var reply = await client.GetReplyAsync(path);
                    Assert.Equal(reply.Status, head.Status);
                    if (who == 'E')
                    {
                        if (reply.Text.Contains(Canary, StringComparison.Ordinal)) seen++;
                        AssertNotShared(path, reply);
                        AssertNotShared(path, head);
                        // An ETag of another's answer opens nothing.
                        var request = new HttpRequestMessage(HttpMethod.Get, path);
                        if (reply.ETag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", reply.ETag);
                        var stranger = await Anonymous.AskAsync(request);
                        Assert.True(stranger.Status != 304 || !reply.Text.Contains(Canary, StringComparison.Ordinal), path);
                    }
                    else
                    {
                        Assert.DoesNotContain(Canary, reply.Text.Replace($"q={Canary}", "", StringComparison.Ordinal), StringComparison.Ordinal);
                        Assert.DoesNotContain(((string)article["id"]!).Replace("-", "", StringComparison.Ordinal), string.Join(' ', reply.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
                    }
                }
            }
        }
        Assert.True(seen > 10, "The partner must see it.");
    }

    [Fact]
    public async Task No_answer_to_a_key_may_be_kept_for_all()
    {
        foreach (var operation in await Attempts.ReadsAsync(Server, "delivery", "preview", "management"))
        {
            var reply = await Owner.GetReplyAsync(operation.Url);
            if (operation.Path.StartsWith("/api/", StringComparison.Ordinal) && reply.Status == 200) Assert.Contains("Authorization", string.Join(',', reply.Headers.Vary), StringComparison.Ordinal);
            AssertNotShared(operation.Name, reply);
        }
    }

    [Theory]
    [InlineData("/manage/v1/tags/x.css")]
    [InlineData("/manage/v1/tags/x.js")]
    [InlineData("/manage/v1/tags;x.css")]
    [InlineData("/manage/v1/tags%2fx.css")]
    [InlineData("/manage/v1/tags?x.css")]
    [InlineData("/preview/v1/articles/x.png")]
    [InlineData("/preview/v1/articles%00x.png")]
    public async Task A_path_that_looks_like_a_file_is_not_kept(string path)
    {
        var answer = await RawHttp.SendAsync(Server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.OwnerKey}\r\nConnection: close\r\n\r\n");
        Assert.Contains(RawHttp.Status(answer), new[] { 400, 404 });
        Assert.DoesNotContain("public", answer.Split("\r\n\r\n")[0], StringComparison.Ordinal);
    }

    private static void AssertNotShared(string path, Reply reply)
    {
        var control = reply.Headers.CacheControl;
        Assert.True(control is { Private: true } or { NoStore: true }, $"{path}: {reply.Status} {control}");
    }
}

public sealed class CacheOnSqlite(SharedServer shared) : CacheTests(Engine.Sqlite, shared);

public sealed class CacheOnPostgreSql(SharedServer shared) : CacheTests(Engine.PostgreSql, shared);

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Accounts;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>The program asks nobody for anything because a request names an address (SSRF).</summary>
public abstract class OutgoingTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private readonly TcpListener trap = new(IPAddress.Loopback, 0);
    private Authority authority = null!;
    private TestServer server = null!;

    private string Trap => $"http://127.0.0.1:{((IPEndPoint)trap.LocalEndpoint).Port}/x";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        trap.Start();
        authority = await Authority.StartAsync();
        server = await TestServer.StartAsync(Database, settings: new Dictionary<string, string?> { ["Oidc:Authority"] = authority.Issuer, ["Oidc:Audience"] = "newsletter", ["Oidc:RoleMap:redaktion"] = "editor" });
    }

    public override async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (authority is not null) await authority.DisposeAsync();
        trap.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nothing_that_a_token_names_is_fetched()
    {
        foreach (var header in new[] { "jku", "x5u", "kid", "iss", "jwks_uri" })
        {
            await AskAsync(authority.Token(token => token.Issuer = Trap, (header == "kid" ? "kid2" : header, Trap)));
            await AskAsync($"{Part(new() { ["alg"] = "RS256", ["typ"] = "at+jwt", [header] = Trap })}.{Part(new() { ["iss"] = Trap, ["aud"] = "newsletter", ["sub"] = "1", ["exp"] = 9_999_999_999 })}.AAAA");
        }
        (await AskAsync(authority.Token())).Is(200);
        Assert.False(trap.Pending());
    }

    [Theory]
    [InlineData("request_uri")]
    [InlineData("redirect_uri")]
    [InlineData("sector_identifier_uri")]
    [InlineData("client_id")]
    [InlineData("client_assertion")]
    [InlineData("post_logout_redirect_uri")]
    [InlineData("id_token_hint")]
    [InlineData("resource")]
    public async Task Nothing_that_a_sign_in_names_is_fetched(string parameter)
    {
        foreach (var path in new[] { "/connect/authorize", "/connect/token", "/connect/logout", "/connect/end-session", "/connect/revoke" })
        {
            await server.Anonymous.GetReplyAsync($"{path}?client_id=swagger-ui&response_type=code&{parameter}={Uri.EscapeDataString(Trap)}");
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = "swagger-ui", ["grant_type"] = "authorization_code", [parameter] = Trap });
            await server.Anonymous.AskAsync(new(HttpMethod.Post, path) { Content = form });
        }
        Assert.False(trap.Pending());
    }

    [Fact]
    public async Task Nothing_that_content_names_is_fetched()
    {
        var made = 0;
        foreach (var body in new[]
        {
            $"<p><a href='{Trap}'>x</a></p><img src='{Trap}' alt='x'><iframe src='{Trap}'></iframe><video src='{Trap}' poster='{Trap}'></video><link rel='stylesheet' href='{Trap}'><object data='{Trap}'></object><base href='{Trap}'>",
            $"<!DOCTYPE html [<!ENTITY e SYSTEM '{Trap}'>]><p>&e;</p><svg><image href='{Trap}'/></svg><p style='background:url({Trap})'>x</p>",
        })
        {
            made += (await server.Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", new JsonObject { ["slug"] = $"trap-{made}", ["title"] = Trap, ["body"] = new JsonObject { ["format"] = "html", ["content"] = body } })).Status == 201 ? 1 : 0;
            await server.Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", new JsonObject { ["title"] = Trap, ["canonicalUrl"] = Trap, ["body"] = new JsonObject { ["format"] = "markdown", ["content"] = $"![x]({Trap}) [x]({Trap}) <{Trap}>\n\n{Trap}\n" } });
        }
        foreach (var plural in Samples.Plurals.Where(plural => plural != "media"))
        {
            await Samples.CreateAsync(server.Owner, plural, write => write["title"] = Trap);
            foreach (var field in new[] { "url", "website", "feedUrl", "imageUrl", "canonicalUrl", "link", "file", "audio", "links" })
                await server.Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", new JsonObject { ["title"] = "x", [field] = Trap });
        }
        await server.Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/api-keys", new JsonObject { ["name"] = Trap, ["role"] = "partner", ["allowedOrigins"] = new JsonArray(new Uri(Trap).GetLeftPart(UriPartial.Authority)) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles");
        foreach (var header in new[] { "Referer", "Origin", "X-Forwarded-Host", "X-Original-URL", "Forwarded", "X-Wap-Profile", "From", "Contact" }) request.Headers.TryAddWithoutValidation(header, Trap);
        (await server.Anonymous.AskAsync(request)).Is(200);
        (await Pictures.PostAsync(server.Owner, Pictures.Form(Encoding.UTF8.GetBytes($"#EXTM3U\n{Trap}"), "list.m3u8"))).Is(415);
        Assert.True(made > 0);
        Assert.False(trap.Pending());
    }

    [Fact]
    public async Task Recordings_on_private_networks_are_not_asked_for()
    {
        var port = ((IPEndPoint)trap.LocalEndpoint).Port;
        string[] hosts = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "127.0.0.1."];
        var blocks = hosts.Select(host => (JsonNode)new JsonObject { ["_type"] = "embed", ["provider"] = "trap", ["url"] = $"http://{host}:{port}/x" }).ToArray();
        var article = await server.Owner.CreateAsync("articles", new JsonObject { ["title"] = "Trap", ["body"] = new JsonArray(blocks) });
        await server.Owner.PublishAsync("articles", article);
        var count = 0;
        for (var isDue = true; isDue; count++)
        {
            await using var scope = server.Services.CreateAsyncScope();
            isDue = await scope.ServiceProvider.GetRequiredService<CheckRecordings>().ExecuteAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        }
        Assert.Equal(hosts.Length, count - 1);
        Assert.False(trap.Pending());
        Assert.DoesNotContain("availability", (await server.Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200).Text, StringComparison.Ordinal);
    }

    private async Task<Reply> AskAsync(string token)
    {
        using var client = server.Client(token);
        return await client.GetReplyAsync("/manage/v1/tags");
    }

    private static string Part(JsonObject json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}

public sealed class OutgoingOnSqlite() : OutgoingTests(Engine.Sqlite);

public sealed class OutgoingOnPostgreSql() : OutgoingTests(Engine.PostgreSql);

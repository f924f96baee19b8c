using System.Text;
using Newsletter.ApiTests.Management;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Nobody becomes somebody else, and no other address of a thing has other rules.</summary>
public abstract class IdentityTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    public static TheoryData<string> Tokens
    {
        get
        {
            string[] heads =
            [
                "{\"alg\":\"none\"}", "{\"alg\":\"None\"}", "{\"alg\":\"nOnE\",\"typ\":\"JWT\"}", "{\"alg\":\"\"}", "{}", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\"}", "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'a'--\"}",
                "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/k\"}", "{\"alg\":\"RS256\",\"x5u\":\"http://127.0.0.1:1/c\"}", "{\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\"}}", "{\"alg\":\"RS256\",\"crit\":[\"x\"]}", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}",
            ];
            string[] claims = ["{\"sub\":\"owner\",\"scope\":\"content:write users:manage\",\"exp\":9999999999}", "{\"sub\":\"bootstrap\",\"exp\":1}", "{}", "not json"];
            string[] signatures = ["", "AAAA", new string('A', 86)];
            return [.. from head in heads from claim in claims from signature in signatures select $"{Part(head)}.{Part(claim)}.{signature}"];
        }
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task A_token_that_nobody_signed_is_nobodys(string token)
    {
        using var client = Server.Client(token);
        foreach (var path in new[] { "/manage/v1/tags", "/api/v1/tags", "/preview/v1/tags" }) (await client.GetReplyAsync(path)).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Every_way_to_an_item_asks_for_its_type()
    {
        foreach (var plural in Samples.Plurals)
        {
            var item = await Samples.CreateAsync(Owner, plural);
            foreach (var other in Samples.Plurals.Where(other => other != plural))
            {
                var path = $"/manage/v1/{other}/{item["id"]}";
                (await Owner.GetReplyAsync(path)).IsProblem(404, "not_found");
                (await Owner.GetReplyAsync(path + "/revisions")).IsProblem(404, "not_found");
                (await Owner.SendTextAsync(HttpMethod.Patch, path, "{\"title\":\"Stolen\"}", item.Tag())).IsProblem(404, "not_found");
                (await Owner.SendTextAsync(HttpMethod.Delete, path, null, item.Tag())).IsProblem(404, "not_found");
                (await Owner.SendTextAsync(HttpMethod.Post, path + "/preview-link", null)).IsProblem(404, "not_found");
                if (other != "media") (await Anonymous.GetReplyAsync($"/api/v1/{other}/{item["id"]}")).IsProblem(404, "not_found");
            }
            Assert.Equal(item.ToJsonString(), (await Owner.GetReplyAsync(item.Address(plural))).Data.ToJsonString());
        }
    }

    [Fact]
    public async Task A_link_to_one_item_opens_no_other_and_no_other_plane()
    {
        var (mine, other) = (await Samples.CreateAsync(Owner, "articles"), await Samples.CreateAsync(Owner, "articles"));
        var token = (string)(await Owner.SendTextAsync(HttpMethod.Post, mine.Address("articles") + "/preview-link", null)).Is(201).Data["token"]!;
        (await Anonymous.GetReplyAsync($"/preview/v1/articles/{mine["id"]}?token={token}")).Is(200);
        foreach (var path in new[] { $"/preview/v1/articles/{other["id"]}", "/preview/v1/articles", $"/preview/v1/authors/{mine["id"]}", "/preview/v1/resolve", $"/preview/v1/editions/{mine["id"]}" })
            Assert.Contains((await Anonymous.GetReplyAsync($"{path}?token={token}")).Status, new[] { 401, 403, 404 });
        foreach (var changed in new[] { token[..^1], token + "A", token[1..], token.ToUpperInvariant(), new string([.. token.Reverse()]) })
            Assert.Contains((await Anonymous.GetReplyAsync($"/preview/v1/articles/{mine["id"]}?token={changed}")).Status, new[] { 401, 403, 404, 410 });
        using var bearer = Server.Client(token);
        foreach (var path in new[] { "/manage/v1/articles", "/preview/v1/articles", $"/preview/v1/articles/{mine["id"]}" }) (await bearer.GetReplyAsync(path)).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_key_gets_nothing_by_asking_for_more()
    {
        using var contributor = Server.Client(await Server.KeyAsync(Scopes.Roles["contributor"]));
        var article = await Samples.CreateAsync(Owner, "articles");
        foreach (var header in new[] { "X-Role", "X-Scope", "X-User", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-User", "Impersonate-User", "Cookie" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, article.Address("articles") + "/publish");
            request.Headers.TryAddWithoutValidation("If-Match", article.Tag());
            request.Headers.TryAddWithoutValidation(header, "owner");
            (await contributor.AskAsync(request)).IsProblem(403, "forbidden");
        }
        foreach (var query in new[] { "role=owner", "scope=content:publish", "scopes=content:publish", "as=owner", "sudo=true", "user=owner" })
            Assert.Contains((await contributor.SendTextAsync(HttpMethod.Post, $"{article.Address("articles")}/publish?{query}", null, article.Tag())).Status, new[] { 400, 403 });
        Assert.Equal("draft", (string?)(await Owner.GetReplyAsync(article.Address("articles"))).Data["status"]);
    }

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

public sealed class IdentityOnSqlite(SharedServer shared) : IdentityTests(Engine.Sqlite, shared);

public sealed class IdentityOnPostgreSql(SharedServer shared) : IdentityTests(Engine.PostgreSql, shared);

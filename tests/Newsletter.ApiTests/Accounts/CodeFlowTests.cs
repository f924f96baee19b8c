using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>The authorization code flow with PKCE, as Swagger UI goes through it.</summary>
public abstract class CodeFlowTests(Engine engine) : AccountTests(engine)
{
    [Fact]
    public async Task Who_signs_in_gets_a_token_for_what_his_role_may_do()
    {
        await PersonAsync("ana@example.org", "writer");
        using var browser = new Browser(Server);
        // The way of a browser that is not signed in yet.
        var asked = await browser.GetAsync(browser.AuthorizeUrl("content:write content:publish"));
        Assert.Equal(302, asked.Status);
        var signIn = await browser.GetAsync(asked.Location!);
        Assert.Contains("<label for=\"email\">", signIn.Text, StringComparison.Ordinal);
        var signedIn = await browser.SubmitAsync(signIn, ("email", "ANA@example.org"), ("password", Password));
        Assert.Equal(302, signedIn.Status);
        var back = await browser.GetAsync(signedIn.Location!);
        Assert.StartsWith(browser.RedirectUri, back.Location, StringComparison.Ordinal);

        var tokens = (await browser.RedeemAsync(await browser.CodeAsync("content:write content:publish"))).Json;
        Assert.Equal(("Bearer", "content:write"), ((string?)tokens["token_type"], (string?)tokens["scope"]));
        Assert.InRange((int)tokens["expires_in"]!, 890, 900);
        using var client = Server.Client((string)tokens["access_token"]!);
        (await client.SendTextAsync(HttpMethod.Post, "/manage/v1/authors", "{\"title\":\"Ana\",\"status\":\"draft\"}")).Is(201);
        (await client.GetReplyAsync("/manage/v1/audit")).IsProblem(403, "forbidden");
        (await client.SendTextAsync(HttpMethod.Post, "/manage/v1/authors", "{\"title\":\"Ana\",\"status\":\"published\"}")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task Without_scopes_all_of_the_role_are_given_and_an_owner_may_do_everything()
    {
        await PersonAsync("owner@example.org", "owner");
        using var owner = await AsAsync("owner@example.org");
        (await owner.GetReplyAsync("/manage/v1/audit")).Is(200);
        (await owner.GetReplyAsync("/manage/v1/users")).Is(200);
    }

    [Fact]
    public async Task Who_asks_for_what_he_may_not_have_gets_nothing_instead()
    {
        await PersonAsync("ana@example.org", "writer");
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("ana@example.org", Password, "offline_access content:publish");
        foreach (var token in new[] { tokens, (await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json })
        {
            using var client = Server.Client((string)token["access_token"]!);
            (await client.GetReplyAsync("/manage/v1/users/me")).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_token_lasts_fifteen_minutes()
    {
        await PersonAsync("ana@example.org");
        using var ana = await AsAsync("ana@example.org");
        Clock.Advance(TimeSpan.FromMinutes(14));
        (await ana.GetReplyAsync("/manage/v1/tags")).Is(200);
        Clock.Advance(TimeSpan.FromMinutes(2));
        (await ana.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_code_takes_its_verifier_and_is_good_once()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        await browser.SignInAsync("ana@example.org", Password);
        Assert.Equal("invalid_grant", (string?)(await browser.RedeemAsync(await browser.CodeAsync("content:write"), new string('x', 43))).Json["error"]);

        var code = await browser.CodeAsync("content:write");
        var tokens = (await browser.RedeemAsync(code)).Json;
        using var client = Server.Client((string)tokens["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal("invalid_grant", (string?)(await browser.RedeemAsync(code)).Json["error"]);
        // A code that comes twice was stolen: what it gave ends.
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_request_without_PKCE_or_to_elsewhere_gets_no_code()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        await browser.SignInAsync("ana@example.org", Password);
        var elsewhere = await browser.GetAsync(browser.AuthorizeUrl("content:write", ("redirect_uri", "https://attacker.example/swagger/oauth2-redirect.html")));
        Assert.Equal((400, null), (elsewhere.Status, elsewhere.Location));
        var otherPath = await browser.GetAsync(browser.AuthorizeUrl("content:write", ("redirect_uri", $"{Server.Address}elsewhere")));
        Assert.Equal((400, null), (otherPath.Status, otherPath.Location));
        foreach (var changes in new (string, string?)[][] { [("code_challenge", null), ("code_challenge_method", null)], [("code_challenge_method", "plain")], [("response_type", "token")], [("scope", "nonsense")] })
        {
            var answer = await browser.GetAsync(browser.AuthorizeUrl("content:write", changes));
            Assert.False(answer.Location?.Contains("code=", StringComparison.Ordinal) ?? false, $"{changes[0]} {answer.Location}");
        }
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_reuse_ends_the_family()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var first = await browser.TokensAsync("ana@example.org", Password, "offline_access content:write");
        var second = (await browser.RefreshAsync((string)first["refresh_token"]!)).Json;
        Assert.NotEqual((string)first["refresh_token"]!, (string)second["refresh_token"]!);
        using var client = Server.Client((string)second["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);

        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)first["refresh_token"]!)).Json["error"]);
        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)second["refresh_token"]!)).Json["error"]);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("ana@example.org", Password);
        using var client = Server.Client((string)tokens["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal(200, (await browser.PostAsync("/connect/revoke", new() { ["client_id"] = "swagger-ui", ["token"] = (string)tokens["access_token"]! })).Status);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Asked_to_sign_in_again_one_does_and_asked_not_to_be_asked_one_is_refused()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var silent = await browser.GetAsync(browser.AuthorizeUrl("content:write", ("prompt", "none")));
        Assert.Contains("error=login_required", silent.Location, StringComparison.Ordinal);
        await browser.SignInAsync("ana@example.org", Password);
        Assert.StartsWith("/account/sign-in", (await browser.GetAsync(browser.AuthorizeUrl("content:write", ("prompt", "login")))).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_token_or_a_changed_token_is_no_access_token()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("ana@example.org", Password, "openid content:write");
        var parts = ((string)tokens["access_token"]!).Split('.');
        var payload = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        payload["scope"] = "users:manage";
        var forged = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()));
        var none = System.Buffers.Text.Base64Url.EncodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}"u8);
        foreach (var bad in new[] { (string)tokens["id_token"]!, $"{parts[0]}.{forged}.{parts[2]}", $"{none}.{forged}.", $"{parts[0]}.{parts[1]}." })
        {
            using var client = Server.Client(bad);
            (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        }
    }
}

public sealed class CodeFlowOnSqlite() : CodeFlowTests(Engine.Sqlite);

public sealed class CodeFlowOnPostgreSql() : CodeFlowTests(Engine.PostgreSql);

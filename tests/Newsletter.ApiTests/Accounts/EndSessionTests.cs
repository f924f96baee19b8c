using System.Net;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>A program asks that its user be signed out (OpenID Connect RP-Initiated Logout).</summary>
public abstract class EndSessionTests(Engine engine) : AccountTests(engine)
{
    private const string Email = "ana@example.org";
    private const string Path = "/connect/logout";

    private string Back => $"http://127.0.0.1:{Server.Address.Port}/swagger";

    [Fact]
    public async Task Discovery_names_the_endpoint()
    {
        var known = await Anonymous.ReadAsync("/.well-known/openid-configuration");
        Assert.EndsWith(Path, (string?)known["end_session_endpoint"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_brings_the_id_token_ends_the_session_with_all_its_tokens_and_comes_back()
    {
        await PersonAsync(Email);
        using var browser = new Browser(Server);
        using var other = new Browser(Server);
        var tokens = await SignInAsync(browser);
        using var client = Server.Client((string)tokens["access_token"]!);
        using var second = Server.Client((string)(await browser.RedeemAsync(await browser.CodeAsync("content:write"))).Json["access_token"]!);
        using var elsewhere = Server.Client((string)(await SignInAsync(other))["access_token"]!);
        var refreshed = (await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json;
        var cookies = browser.Cookies.ToDictionary();

        var ended = await browser.GetAsync($"{Path}?id_token_hint={refreshed["id_token"]}&post_logout_redirect_uri={Uri.EscapeDataString(Back)}&state=here");
        Assert.Equal((302, Back + "?state=here"), (ended.Status, ended.Location));
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.EndsWith("account", StringComparison.Ordinal));
        foreach (var gone in new[] { client, second }) (await gone.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)refreshed["refresh_token"]!)).Json["error"]);
        (await elsewhere.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal(200, (await other.GetAsync("/account")).Status);

        // A copy of the cookie is worth nothing either.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var answer = await Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Without_an_id_token_the_person_is_asked_and_another_site_cannot_answer()
    {
        await PersonAsync(Email);
        using var browser = new Browser(Server);
        using var client = Server.Client((string)(await SignInAsync(browser))["access_token"]!);
        var query = $"?client_id=swagger-ui&post_logout_redirect_uri={Uri.EscapeDataString(Back)}&state=%22%3E%3Cb%3E";
        var page = await browser.GetAsync(Path + query);
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("\"><b>", page.Text, StringComparison.Ordinal);
        foreach (var token in new[] { "", "forged" })
        {
            var fields = page.Form([("formToken", token)]).Fields;
            Assert.Equal(200, (await browser.PostAsync(Path, fields)).Status);
        }
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);

        var ended = await browser.SubmitAsync(page);
        Assert.Equal((302, Back + "?state=%22%3E%3Cb%3E"), (ended.Status, ended.Location));
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal(302, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task The_id_token_of_another_session_does_not_spare_the_question()
    {
        await PersonAsync(Email);
        await PersonAsync("attacker@example.org");
        using var browser = new Browser(Server);
        using var attacker = new Browser(Server);
        var tokens = await SignInAsync(browser);
        using var client = Server.Client((string)tokens["access_token"]!);
        var hint = (string)(await SignInAsync(attacker, "attacker@example.org"))["id_token"]!;
        // Nor does one that was changed, or a token of another kind.
        foreach (var bad in new[] { hint, ((string)tokens["id_token"]!)[..^4] + "AAAA", (string)tokens["access_token"]! })
            Assert.Contains("Stay signed in", (await browser.GetAsync($"{Path}?id_token_hint={bad}")).Text, StringComparison.Ordinal);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_program_without_the_browser_ends_its_session_by_the_id_token()
    {
        await PersonAsync(Email);
        using var browser = new Browser(Server);
        var tokens = await SignInAsync(browser);
        using var client = Server.Client((string)tokens["access_token"]!);
        Clock.Advance(TimeSpan.FromMinutes(10));
        using var program = new Browser(Server);
        Assert.Equal(200, (await program.GetAsync($"{Path}?id_token_hint={tokens["id_token"]}")).Status);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal(302, (await browser.GetAsync("/account")).Status);
    }

    [Theory]
    [InlineData("https://attacker.example/")]
    [InlineData("http://127.0.0.1.attacker.example/swagger")]
    [InlineData("http://127.0.0.1:5080/account")]
    [InlineData("//attacker.example")]
    [InlineData("javascript:alert(1)")]
    public async Task It_leads_nowhere_but_to_registered_addresses(string address)
    {
        await PersonAsync(Email);
        using var browser = new Browser(Server);
        var tokens = await SignInAsync(browser);
        foreach (var client in new[] { "&client_id=swagger-ui", "", $"&id_token_hint={tokens["id_token"]}" })
        {
            var answer = await browser.GetAsync($"{Path}?post_logout_redirect_uri={Uri.EscapeDataString(address)}{client}");
            Assert.Equal((400, null), (answer.Status, answer.Location));
        }
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_on_our_own_page_ends_the_tokens_too()
    {
        await PersonAsync(Email);
        using var browser = new Browser(Server);
        using var client = Server.Client((string)(await SignInAsync(browser))["access_token"]!);
        Assert.Equal(200, (await browser.PostAsync("/account/sign-out", (await browser.GetAsync("/account")).Form([], "/account/sign-out").Fields)).Status);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    private static Task<JsonObject> SignInAsync(Browser browser, string email = Email) => browser.TokensAsync(email, Password, "openid offline_access content:write");
}

public sealed class EndSessionOnSqlite() : EndSessionTests(Engine.Sqlite);

public sealed class EndSessionOnPostgreSql() : EndSessionTests(Engine.PostgreSql);

using System.Text.RegularExpressions;
using System.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.Application.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

public abstract class SignInTests(Engine engine) : AccountTests(engine)
{
    [Fact]
    public async Task Who_has_no_account_is_answered_like_who_is_wrong_and_who_is_locked_out()
    {
        await PersonAsync("ana@example.org");
        await PersonAsync("locked@example.org");
        using var browser = new Browser(Server);
        for (var attempt = 0; attempt < SignIn.MaxAttempts; attempt++) await browser.SignInAsync("locked@example.org", "wrong");
        var unknown = await browser.SignInAsync("nobody@example.org", Password);
        var wrong = await browser.SignInAsync("ana@example.org", "wrong");
        var locked = await browser.SignInAsync("locked@example.org", Password);
        Assert.Equal((422, 422, 422), (unknown.Status, wrong.Status, locked.Status));
        Assert.Equal(unknown.Plain.Replace("nobody@", "ana@", StringComparison.Ordinal), wrong.Plain);
        Assert.Equal(unknown.Plain.Replace("nobody@", "locked@", StringComparison.Ordinal), locked.Plain);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_an_account_for_fifteen_minutes()
    {
        var ana = await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        for (var attempt = 0; attempt < SignIn.MaxAttempts; attempt++) Assert.Equal(422, (await browser.SignInAsync("ana@example.org", "wrong")).Status);
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
        Assert.NotNull((string?)(await Owner.GetReplyAsync($"/manage/v1/users/{ana.Id}")).Is(200).Data["lockedUntil"]);
        Clock.Advance(SignIn.LockedFor - TimeSpan.FromSeconds(1));
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(302, (await browser.SignInAsync("ana@example.org", Password)).Status);
    }

    [Fact]
    public async Task Attempts_at_once_are_all_counted()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var page = await browser.GetAsync("/account/sign-in");
        await Task.WhenAll(Enumerable.Range(0, SignIn.MaxAttempts).Select(_ => browser.SubmitAsync(page, ("email", "ana@example.org"), ("password", "wrong"))));
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_asked_for_and_taken_away()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        await browser.SignInAsync("ana@example.org", Password);
        var page = await browser.GetAsync("/account/authenticator");
        var secret = Regex.Match(page.Text, "<code id=\"secret\">([A-Z2-7]+)<").Groups[1].Value;
        Assert.Equal(422, (await browser.SubmitAsync(page, ("code", "000000"))).Status);
        Assert.Equal(200, (await browser.SubmitAsync(page, ("code", Totp.CodeAt(secret, Clock.GetUtcNow())))).Status);
        // The secret is shown while it is put into the authenticator, and never again.
        Assert.DoesNotContain(secret, (await browser.GetAsync("/account/authenticator")).Text, StringComparison.Ordinal);

        using var other = new Browser(Server);
        var second = await other.SignInAsync("ana@example.org", Password);
        Assert.Equal(200, second.Status);
        Assert.DoesNotContain(other.Cookies.Keys, name => name.EndsWith("account", StringComparison.Ordinal));
        // The code that set it up was used.
        Assert.Equal(422, (await other.SubmitAsync(second, ("code", Totp.CodeAt(secret, Clock.GetUtcNow())))).Status);
        Assert.Equal(422, (await other.SubmitAsync(second, ("code", Totp.CodeAt(secret, Clock.GetUtcNow().AddMinutes(5))))).Status);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(302, (await other.SubmitAsync(second, ("code", Totp.CodeAt(secret, Clock.GetUtcNow())))).Status);
        Assert.Equal(200, (await other.GetAsync("/account")).Status);

        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(302, (await other.SubmitAsync(await other.GetAsync("/account/authenticator"), ("code", Totp.CodeAt(secret, Clock.GetUtcNow())))).Status);
        using var third = new Browser(Server);
        Assert.Equal(302, (await third.SignInAsync("ana@example.org", Password)).Status);
    }

    [Fact]
    public async Task Who_knows_the_password_cannot_try_codes_for_ever()
    {
        var ana = await PersonAsync("ana@example.org");
        await SecondFactorAsync(ana.Id);
        using var browser = new Browser(Server);
        for (var attempt = 0; attempt < SignIn.MaxAttempts; attempt++)
        {
            var second = await browser.SignInAsync("ana@example.org", Password);
            if (second.Status == 200) Assert.Equal(422, (await browser.SubmitAsync(second, ("code", "000000"))).Status);
        }
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        Assert.Equal(400, (await browser.PostAsync("/account/sign-in", new() { ["email"] = "ana@example.org", ["password"] = Password })).Status);
        var form = (await browser.GetAsync("/account/sign-in")).Form([("email", "ana@example.org"), ("password", Password)]);
        using var without = new Browser(Server);
        Assert.Equal(400, (await without.PostAsync("/account/sign-in", form.Fields)).Status);
    }

    [Theory]
    [InlineData("https://attacker.example/")]
    [InlineData("//attacker.example/")]
    [InlineData("/\\attacker.example")]
    [InlineData("/connect/authorize/../../elsewhere")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var page = await browser.GetAsync("/account/sign-in?returnUrl=" + HttpUtility.UrlEncode(returnUrl));
        Assert.Equal("/account", (await browser.SubmitAsync(page, ("email", "ana@example.org"), ("password", Password), ("returnUrl", returnUrl))).Location);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_tokens_and_browsers()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        using var client = Server.Client((string)(await browser.TokensAsync("ana@example.org", Password))["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        var profile = await browser.GetAsync("/account");
        var fields = profile.Form([], "/account/sign-out-everywhere").Fields;
        Assert.Equal(200, (await browser.PostAsync("/account/sign-out-everywhere", fields)).Status);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal(302, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Who_is_signed_in_can_ask_for_a_new_password()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        await browser.SignInAsync("ana@example.org", Password);
        Assert.Equal(200, (await browser.SubmitAsync(await browser.GetAsync("/account/reset"), ("email", "ana@example.org"))).Status);
    }

    [Fact]
    public async Task A_cookie_opens_no_API()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        await browser.SignInAsync("ana@example.org", Password);
        Assert.Equal(401, (await browser.GetAsync("/manage/v1/tags")).Status);
    }

    [Fact]
    public async Task Nothing_of_a_secret_stands_in_the_database()
    {
        var ana = await PersonAsync("ana@example.org");
        var (secret, codes) = await SecondFactorAsync(ana.Id);
        await using var scope = Server.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Accounts.AsNoTracking().SingleAsync(account => account.Id == ana.Id);
        Assert.DoesNotContain(secret, kept.AuthenticatorSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, kept.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(RecoveryCodes.Count, kept.RecoveryCodesLeft);
        foreach (var code in codes) Assert.DoesNotContain(code, kept.RecoveryCodeHashes, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class SignInOnSqlite() : SignInTests(Engine.Sqlite);

public sealed class SignInOnPostgreSql() : SignInTests(Engine.PostgreSql);

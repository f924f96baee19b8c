using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>Recovery codes open an account whose authenticator is lost.</summary>
public abstract class RecoveryCodeTests(Engine engine) : AccountTests(engine)
{
    private const string Email = "ana@example.org";
    private const string Path = "/account/recovery-codes";

    [Fact]
    public async Task The_codes_are_shown_once_and_each_signs_in_once()
    {
        var ana = await PersonAsync(Email);
        using var browser = new Browser(Server);
        await browser.SignInAsync(Email, Password);
        var page = await browser.GetAsync("/account/authenticator");
        var secret = Regex.Match(page.Text, "<code id=\"secret\">([A-Z2-7]+)<").Groups[1].Value;
        var codes = CodesIn(await browser.SubmitAsync(page, ("code", Totp.CodeAt(secret, Clock.GetUtcNow()))));
        Assert.Equal(RecoveryCodes.Count, codes.Distinct().Count());
        foreach (var path in new[] { "/account", "/account/authenticator", Path })
        {
            var text = (await browser.GetAsync(path)).Text;
            Assert.All(codes, code => Assert.DoesNotContain(code, text, StringComparison.Ordinal));
        }
        Assert.Contains("10 left", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);

        Assert.Equal(302, (await StepAsync(codes[3])).Status);
        Assert.Equal(422, (await StepAsync(codes[3])).Status);
        Assert.Contains("9 left", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        // As people type it.
        Assert.Equal(302, (await StepAsync($" {codes[4].ToUpperInvariant().Replace('-', ' ')}")).Status);
        Assert.Contains("8 left", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await ActionsAsync(ana)).Count(action => action == "recoveryCodeUsed"));
    }

    [Fact]
    public async Task Of_many_who_bring_one_code_at_once_one_gets_in()
    {
        var (_, codes) = await SecondFactorAsync((await PersonAsync(Email)).Id);
        using var browser = new Browser(Server);
        var second = await browser.SignInAsync(Email, Password);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.SubmitAsync(second, ("code", codes[0]))));
        Assert.Single(answers, answer => answer.Status == 302);
    }

    [Fact]
    public async Task Renewed_codes_take_the_place_of_the_old_ones()
    {
        var (secret, old) = await SecondFactorAsync((await PersonAsync(Email)).Id);
        using var browser = new Browser(Server);
        await browser.SubmitAsync(await browser.SignInAsync(Email, Password), ("code", old[0]));
        var page = await browser.GetAsync(Path);
        Assert.Contains("9 of 10", page.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await browser.SubmitAsync(page, ("code", "000000"))).Status);
        Assert.Equal(422, (await browser.SubmitAsync(page, ("code", old[0]))).Status);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var renewed = CodesIn(await browser.SubmitAsync(page, ("code", Totp.CodeAt(secret, Clock.GetUtcNow()))));
        Assert.Equal(RecoveryCodes.Count, renewed.Count);
        Assert.Equal(422, (await StepAsync(old[1])).Status);
        Assert.Equal(302, (await StepAsync(renewed[1])).Status);
    }

    [Fact]
    public async Task Who_lost_the_authenticator_switches_it_off_by_a_code_and_no_code_outlives_it()
    {
        var ana = await PersonAsync(Email);
        var (_, codes) = await SecondFactorAsync(ana.Id);
        using var browser = new Browser(Server);
        await browser.SubmitAsync(await browser.SignInAsync(Email, Password), ("code", codes[0]));
        Assert.Equal(302, (await browser.SubmitAsync(await browser.GetAsync("/account/authenticator"), ("code", codes[1]))).Status);
        Assert.Equal("/account", (await browser.GetAsync(Path)).Location);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SecondFactorAsync(ana.Id);
        Assert.Equal(422, (await StepAsync(codes[2])).Status);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_out_in_every_place()
    {
        var ana = await PersonAsync(Email);
        var (secret, codes) = await SecondFactorAsync(ana.Id);
        using var browser = new Browser(Server);
        await browser.SubmitAsync(await browser.SignInAsync(Email, Password), ("code", codes[0]));
        var (renew, switchOff) = (await browser.GetAsync(Path), await browser.GetAsync("/account/authenticator"));
        for (var attempt = 0; attempt < SignIn.MaxAttempts; attempt += 2)
        {
            Assert.Equal(422, (await browser.SubmitAsync(renew, ("code", "abcde-fghjk-mnpqr"))).Status);
            Assert.Equal(422, (await browser.SubmitAsync(switchOff, ("code", "000000"))).Status);
        }
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(422, (await browser.SubmitAsync(renew, ("code", codes[1]))).Status);
        Assert.Equal(422, (await browser.SubmitAsync(switchOff, ("code", Totp.CodeAt(secret, Clock.GetUtcNow())))).Status);
        using var other = new Browser(Server);
        Assert.Equal(422, (await other.SignInAsync(Email, Password)).Status);
        Assert.Single(await ActionsAsync(ana), action => action == "lockedOut");

        Clock.Advance(SignIn.LockedFor);
        Assert.Equal(302, (await StepAsync(codes[1])).Status);
    }

    [Fact]
    public async Task Wrong_recovery_codes_at_signing_in_lock_the_account()
    {
        var (_, codes) = await SecondFactorAsync((await PersonAsync(Email)).Id);
        using var browser = new Browser(Server);
        var second = await browser.SignInAsync(Email, Password);
        // The password was the first attempt of ten.
        for (var attempt = 1; attempt < SignIn.MaxAttempts; attempt++) Assert.Equal(422, (await browser.SubmitAsync(second, ("code", "abcde-fghjk-mnpqr"))).Status);
        Assert.Equal(422, (await browser.SubmitAsync(second, ("code", codes[0]))).Status);
    }

    /// <summary>Signs in on a new browser, with this code in the second step.</summary>
    private async Task<Page> StepAsync(string code)
    {
        using var browser = new Browser(Server);
        var second = await browser.SignInAsync(Email, Password);
        return await browser.SubmitAsync(second, ("code", code));
    }

    private async Task<IEnumerable<string?>> ActionsAsync(Account account) =>
        ((JsonArray)(await Owner.GetReplyAsync($"/manage/v1/audit?item={account.Id}")).Is(200).Json["data"]!).Select(entry => (string?)entry!["action"]);

    private static List<string> CodesIn(Page page)
    {
        Assert.Equal(200, page.Status);
        return [.. Regex.Matches(page.Text, "<li><code>([a-z2-9-]+)</code></li>").Select(match => match.Groups[1].Value)];
    }
}

public sealed class RecoveryCodesOnSqlite() : RecoveryCodeTests(Engine.Sqlite);

public sealed class RecoveryCodesOnPostgreSql() : RecoveryCodeTests(Engine.PostgreSql);

using System.Text.RegularExpressions;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>Links go by mail where there is a mail server.</summary>
public abstract class MailTests(Engine engine) : AccountTests(engine)
{
    private readonly MailServer mails = new();

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = mails.Port.ToString(null, null),
        ["Smtp:Security"] = "None",
        ["Smtp:From"] = "desk@example.org",
        ["PublicUrl"] = "https://news.example.org",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await mails.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_invitation_goes_to_who_is_invited_and_to_nobody_else()
    {
        var made = (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/users", "{\"email\":\"ana@example.org\",\"role\":\"writer\"}")).Is(201);
        Assert.Null((string?)made.Json["meta"]!["invitation"]!["url"]);
        var mail = await mails.NextAsync();
        Assert.StartsWith("<ana@example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("From: desk@example.org", mail, StringComparison.Ordinal);
        using var browser = new Browser(Server);
        Assert.Equal(200, (await browser.GetAsync(LinkIn(mail))).Status);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_mail_and_nobody_learns_who_has_an_account()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var unknown = await browser.SubmitAsync(await browser.GetAsync("/account/reset"), ("email", "nobody@example.org"));
        var known = await browser.SubmitAsync(await browser.GetAsync("/account/reset"), ("email", "ana@example.org"));
        Assert.Equal((200, unknown.Text), (known.Status, known.Text));
        var mail = await mails.NextAsync();
        Assert.StartsWith("<ana@example.org>", mail, StringComparison.Ordinal);
        Assert.True(mails.IsEmpty);

        const string Another = "a heron by the frozen pond";
        Assert.Equal(200, (await browser.SubmitAsync(await browser.GetAsync(LinkIn(mail)), ("password", Another), ("again", Another))).Status);
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
        Assert.Equal(302, (await browser.SignInAsync("ana@example.org", Another)).Status);
        Assert.Equal(410, (await browser.GetAsync(LinkIn(mail))).Status);
    }

    [Fact]
    public async Task A_mail_server_that_stumbles_is_tried_again()
    {
        await PersonAsync("ana@example.org");
        mails.Refusals = 1;
        using var browser = new Browser(Server);
        await browser.SubmitAsync(await browser.GetAsync("/account/reset"), ("email", "ana@example.org"));
        var mail = mails.NextAsync();
        while (!mail.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.StartsWith("<ana@example.org>", await mail, StringComparison.Ordinal);
    }

    /// <summary>The path of the link; it is on the public address.</summary>
    private static string LinkIn(string mail) => Regex.Match(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal), @"https://news\.example\.org(/account/\S+)").Groups[1].Value;
}

public sealed class MailOnSqlite() : MailTests(Engine.Sqlite);

public sealed class MailOnPostgreSql() : MailTests(Engine.PostgreSql);

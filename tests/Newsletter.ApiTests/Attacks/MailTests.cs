using System.Text.Json.Nodes;
using Newsletter.ApiTests.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>A mail goes to one person and has our headers, whatever an address or a name says.</summary>
public abstract class MailTests(Engine engine) : IAsyncDisposable
{
    private const string Path = "/manage/v1/users";

    private readonly MailServer mails = new();

    public async ValueTask DisposeAsync()
    {
        await mails.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_line_break_in_an_address_or_a_name_is_refused()
    {
        await using var started = await StartAsync();
        var owner = started.Server.Owner;
        foreach (var end in new[] { "\r\n", "\n", "\r", "\u0085", "\0", "\v", "\f" })
        {
            foreach (var email in new[] { $"ana@example.org{end}Bcc: all@example.org", $"ana{end}@example.org", $"\"ana{end}Bcc: all\"@example.org", $"ana@example.org{end}", $"{end}ana@example.org", $"ana@example.org>{end}RCPT TO:<all@example.org" })
                Assert.StartsWith("/email ", Assert.Single((await InviteAsync(owner, email, "Ana")).IsProblem(422, "invalid_content").Errors), StringComparison.Ordinal);
            foreach (var name in new[] { $"Ana{end}Bcc: all@example.org", $"Ana{end}{end}.{end}QUIT" })
                Assert.StartsWith("/name ", Assert.Single((await InviteAsync(owner, "ana@example.org", name)).IsProblem(422, "invalid_content").Errors), StringComparison.Ordinal);
        }
        foreach (var email in new[] { "ana@example.org,all@example.org", "ana@example.org;all@example.org", "Ana <ana@example.org>", "<ana@example.org>", "ana@example.org (all)", "@example.org", "ana", "team: ana@example.org;" })
            (await InviteAsync(owner, email, "Ana")).IsProblem(422, "invalid_content");
        // Nothing went out before the mail that does.
        (await InviteAsync(owner, "last@example.org", "Last")).Is(201);
        Assert.StartsWith("<last@example.org>", await mails.NextAsync(), StringComparison.Ordinal);
        Assert.True(mails.IsEmpty);
    }

    [Theory]
    [InlineData("ana@example.org", "Bcc: all@example.org")]
    [InlineData("ana@example.org", ".")]
    [InlineData("ana@example.org", "=?utf-8?q?Ana=0D=0ABcc:_all=40example.org?=")]
    [InlineData("ana@example.org", "Ana\u2028Bcc: all@example.org")]
    [InlineData("\"ana,all@example.net\"@example.org", "Ana")]
    [InlineData("ana+bcc=all@example.org", "Ana")]
    public async Task What_only_looks_like_a_header_goes_to_one_person_as_text(string email, string name)
    {
        await using var started = await StartAsync();
        (await InviteAsync(started.Server.Owner, email, name)).Is(201);
        var mail = await mails.NextAsync();
        Assert.StartsWith($"<{email}>", mail, StringComparison.Ordinal);
        Assert.Single(mails.Clear, line => line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
        var head = mail[..mail.IndexOf(Environment.NewLine + Environment.NewLine, StringComparison.Ordinal)].Split(Environment.NewLine)[1..];
        string[] ours = ["Subject", "From", "To", "Message-Id", "Date", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];
        Assert.All(head.Where(line => !char.IsWhiteSpace(line[0])), line => Assert.Contains(line.Split(':')[0], ours, StringComparer.OrdinalIgnoreCase));
    }

    private Task<Started> StartAsync() => Started.Async(engine, null, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{mails.Port}"), ("Smtp:Security", "None"), ("PublicUrl", "http://127.0.0.1"), ("Limits:Enabled", "false"));

    private static Task<Reply> InviteAsync(HttpClient owner, string email, string name) =>
        owner.SendNodeAsync(HttpMethod.Post, Path, new JsonObject { ["email"] = email, ["name"] = name, ["role"] = "writer" });
}

public sealed class MailAttacksOnSqlite() : MailTests(Engine.Sqlite);

public sealed class MailAttacksOnPostgreSql() : MailTests(Engine.PostgreSql);

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.ApiTests.Attacks;
using Newsletter.Infrastructure.Mailing;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>Mails and the password of the mail server travel encrypted, to the right server, or not at all.</summary>
public abstract class SecureMailTests(Engine engine) : IDisposable
{
    private const string Loopback = "127.0.0.1";
    private const string Elsewhere = "192.0.2.1";

    private readonly CertificateAuthority authority = new();
    private readonly LogLines log = new();

    public void Dispose()
    {
        authority.Dispose();
        log.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_mail_goes_encrypted_to_a_server_that_an_authority_vouches_for(SmtpSecurity security)
    {
        using var certificate = authority.CertificateOf(Loopback);
        await using var mails = new MailServer(security, certificate);
        await using var started = await InviteAsync(mails, security, authority.File);
        Assert.StartsWith("<ana@example.org>", await mails.NextAsync(), StringComparison.Ordinal);
        Assert.Contains(mails.Encrypted, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(security == SmtpSecurity.Tls ? [] : ["EHLO", "STARTTLS"], Said(mails));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Without_a_file_the_authorities_of_the_system_decide(SmtpSecurity security)
    {
        using var certificate = authority.CertificateOf(Loopback);
        await using var mails = new MailServer(security, certificate);
        await using var started = await InviteAsync(mails, security, null);
        await IsRefusedAsync(mails, "SslHandshakeException");
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Another_authority_does_not_vouch(SmtpSecurity security)
    {
        using var another = new CertificateAuthority();
        using var certificate = another.CertificateOf(Loopback);
        await using var mails = new MailServer(security, certificate);
        await using var started = await InviteAsync(mails, security, authority.File);
        await IsRefusedAsync(mails, "SslHandshakeException");
    }

    [Theory]
    [InlineData(Elsewhere, 30)]
    [InlineData(Loopback, -1)]
    public async Task A_certificate_of_another_server_or_of_the_past_is_refused(string address, int daysLeft)
    {
        using var certificate = authority.CertificateOf(address, daysLeft);
        await using var mails = new MailServer(SmtpSecurity.Tls, certificate);
        await using var started = await InviteAsync(mails, SmtpSecurity.Tls, authority.File);
        await IsRefusedAsync(mails, "SslHandshakeException");
    }

    [Fact]
    public async Task A_server_that_does_not_offer_encryption_gets_nothing()
    {
        await using var mails = new MailServer();
        await using var started = await InviteAsync(mails, SmtpSecurity.StartTls, authority.File);
        await IsRefusedAsync(mails, "STARTTLS");
        Assert.Equal(["EHLO"], Said(mails));
    }

    private async Task<Started> InviteAsync(MailServer mails, SmtpSecurity security, string? authorities)
    {
        var started = await Started.Async(engine, services => services.AddSingleton<ILoggerProvider>(log), ("Smtp:Host", Loopback), ("Smtp:Port", $"{mails.Port}"), ("Smtp:Security", $"{security}"),
            ("Smtp:User", "desk"), ("Smtp:Password", "a password of a mail server"), ("Smtp:CaFile", authorities ?? ""), ("PublicUrl", "https://news.example.org"));
        (await started.Server.Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/users", "{\"email\":\"ana@example.org\",\"role\":\"writer\"}")).Is(201);
        return started;
    }

    private async Task IsRefusedAsync(MailServer mails, string reason)
    {
        string? failure;
        while ((failure = log.All.FirstOrDefault(line => line.StartsWith("Error A mail could not be sent", StringComparison.Ordinal))) is null) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Contains(reason, failure, StringComparison.Ordinal);
        Assert.True(mails.IsEmpty);
        Assert.Empty(mails.Encrypted);
        Assert.DoesNotContain("AUTH", Said(mails));
    }

    /// <summary>The commands that anybody on the way could read.</summary>
    private static IEnumerable<string> Said(MailServer mails) => mails.Clear.Select(line => line.Split(' ')[0]);
}

public sealed class SecureMailOnSqlite() : SecureMailTests(Engine.Sqlite);

public sealed class SecureMailOnPostgreSql() : SecureMailTests(Engine.PostgreSql);

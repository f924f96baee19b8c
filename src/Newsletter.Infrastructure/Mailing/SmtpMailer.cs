using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MimeKit;
using Newsletter.Application.Accounts;

namespace Newsletter.Infrastructure.Mailing;

/// <summary>Sends mails by SMTP, one after the other, beside the requests that they come from. What a stop or a dead server loses can be asked for again.</summary>
internal sealed partial class SmtpMailer(SmtpSettings settings, IHostEnvironment environment, TimeProvider time, ILogger<SmtpMailer> logger) : BackgroundService, IMailer
{
    private const int Attempts = 4;
    private const int Waiting = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Mail> mails = Channel.CreateBounded<Mail>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public bool CanSend => settings.Host is { Length: > 0 };

    public void Send(Mail mail)
    {
        if (CanSend) mails.Writer.TryWrite(mail);
        else if (environment.IsDevelopment()) Log.NotSent(logger, mail.To, mail.Text);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in mails.Reader.ReadAllAsync(stoppingToken)) await TryAsync(mail, stoppingToken);
    }

    private async Task TryAsync(Mail mail, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await DeliverAsync(mail, stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception, attempt, Attempts);
                if (attempt == Attempts) return;
                await Task.Delay(TimeSpan.FromSeconds(attempt * attempt), time, stoppingToken);
            }
        }
    }

    private async Task DeliverAsync(Mail mail, CancellationToken stoppingToken)
    {
        using var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        using var client = new SmtpClient();
        if (settings.CaFile is { Length: > 0 } file)
        {
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => MailAuthorities.Vouch(file, certificate, chain, errors);
        }
        await client.ConnectAsync(settings.Host!, settings.PortInUse, settings.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, patience.Token);
        if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", patience.Token);
        await client.SendAsync(message, patience.Token);
        await client.DisconnectAsync(true, patience.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "No mail server is set (Smtp:Host); to {To} would go: {Text}")]
        public static partial void NotSent(ILogger logger, string to, string text);

        [LoggerMessage(Level = LogLevel.Error, Message = "A mail could not be sent, attempt {Attempt} of {Attempts}")]
        public static partial void Failed(ILogger logger, Exception exception, int attempt, int attempts);
    }
}

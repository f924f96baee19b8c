using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Newsletter.Infrastructure.Mailing;

namespace Newsletter.ApiTests.Accounts;

/// <summary>A mail server on loopback that keeps what it is given (RFC 5321, as far as a client needs it).</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<string> mails = Channel.CreateUnbounded<string>();
    private readonly SmtpSecurity security;
    private readonly X509Certificate2? certificate;
    private readonly Task serving;

    /// <param name="security">What it offers; all but None with a certificate.</param>
    public MailServer(SmtpSecurity security = SmtpSecurity.None, X509Certificate2? certificate = null)
    {
        (this.security, this.certificate) = (security, certificate);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections are turned away before one is served.</summary>
    public int Refusals { get; set; }

    /// <summary>The next mail, with its envelope's recipient in the first line.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await mails.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The lines that were said to it in the clear, and those that were encrypted.</summary>
    public ConcurrentQueue<string> Clear { get; } = new();
    public ConcurrentQueue<string> Encrypted { get; } = new();

    public bool IsEmpty => mails.Reader.Count == 0;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await serving;
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                if (Refusals-- > 0) continue;
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>A client that does not like the certificate hangs up.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using Stream stream = security == SmtpSecurity.Tls ? await EncryptAsync(client.GetStream()) : client.GetStream();
            if (!await TalkAsync(stream, "220 here")) return;
            await using var encrypted = await EncryptAsync(stream);
            await TalkAsync(encrypted, null);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
        }
    }

    private async Task<SslStream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
        return encrypted;
    }

    /// <returns>Whether the client wants to go on encrypted.</returns>
    private async Task<bool> TalkAsync(Stream stream, string? greeting)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (greeting is not null) await writer.WriteLineAsync(greeting);
        var recipient = "";
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            (stream is SslStream ? Encrypted : Clear).Enqueue(line);
            if (line.StartsWith("RCPT TO:", StringComparison.Ordinal)) recipient = line[8..];
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder(recipient).AppendLine();
                while (await reader.ReadLineAsync(stopping.Token) is { } part && part != ".") text.AppendLine(part);
                await mails.Writer.WriteAsync(text.ToString());
            }
            await writer.WriteLineAsync(AnswerTo(line, stream is SslStream));
            if (line == "STARTTLS") return true;
            if (line == "QUIT") return false;
        }
        return false;
    }

    private string AnswerTo(string line, bool isEncrypted) => line.Split(' ')[0] switch
    {
        "EHLO" when security == SmtpSecurity.StartTls && !isEncrypted => "250-here\r\n250 STARTTLS",
        "EHLO" => "250-here\r\n250 AUTH PLAIN",
        "AUTH" => "235 welcome",
        "STARTTLS" => "220 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };
}

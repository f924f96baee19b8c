using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Newsletter.ApiTests.Accounts;

/// <summary>A mail server on loopback that keeps what it is given (RFC 5321, as far as a client needs it).</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<string> mails = Channel.CreateUnbounded<string>();
    private readonly Task serving;

    public MailServer()
    {
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
                await TalkAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        var recipient = "";
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            if (line.StartsWith("RCPT TO:", StringComparison.Ordinal)) recipient = line[8..];
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder(recipient).AppendLine();
                while (await reader.ReadLineAsync(stopping.Token) is { } part && part != ".") text.AppendLine(part);
                await mails.Writer.WriteAsync(text.ToString());
            }
            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT") return;
        }
    }
}

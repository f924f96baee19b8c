using System.Net;
using System.Net.Sockets;

namespace Newsletter.Infrastructure.Outgoing;

/// <summary>There was no answer, or none may be asked for.</summary>
public sealed class OutgoingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An answer from outside, of whose body no more than was wanted is read.</summary>
public sealed record OutgoingAnswer(int Status, byte[] Body);

/// <summary>
/// Asks addresses that people wrote (SSRF): of http and https alone, on machines of the internet alone. The address that is checked is the one that is
/// connected to, so a name that means something else a moment later leads nowhere else; every redirect is checked as if it had been written.
/// </summary>
public sealed class OutgoingHttp : IDisposable
{
    private const int MaxHops = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IHostResolver resolver;
    private readonly OutgoingSettings settings;
    private readonly HttpMessageInvoker http;

    public OutgoingHttp(IHostResolver resolver, OutgoingSettings settings)
    {
        (this.resolver, this.settings) = (resolver, settings);
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 4,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = Patience,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <param name="method">What is asked, without a body.</param>
    /// <param name="address">An address as somebody wrote it.</param>
    /// <param name="maxBytes">How much of the answer is wanted.</param>
    /// <exception cref="OutgoingException">There was no answer in time, or none may be asked for.</exception>
    public async Task<OutgoingAnswer> AskAsync(HttpMethod method, string address, int maxBytes, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var at = Allowed(Uri.TryCreate(address, UriKind.Absolute, out var written) ? written : null);
            for (var hop = 0; ; hop++)
            {
                using var request = new HttpRequestMessage(method, at) { Version = HttpVersion.Version11 };
                request.Headers.TryAddWithoutValidation("User-Agent", "Newsletter");
                request.Headers.TryAddWithoutValidation("Accept", "*/*");
                using var response = await http.SendAsync(request, patience.Token);
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return new((int)response.StatusCode, await ReadAsync(response, maxBytes, patience.Token));
                if (hop == MaxHops) throw new OutgoingException("The address leads on too often.");
                at = Allowed(new Uri(at, location));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or UriFormatException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OutgoingException("There was no answer.", exception);
        }
    }

    public void Dispose() => http.Dispose();

    private static Uri Allowed(Uri? address) => address is { Scheme: "http" or "https", UserInfo: "", Host.Length: > 0 } ? address : throw new OutgoingException("This is no address that may be asked.");

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        if (maxBytes == 0) return [];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[maxBytes];
        return bytes[..await body.ReadAtLeastAsync(bytes, maxBytes, throwOnEndOfStream: false, cancellationToken)];
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.FindAsync(host, cancellationToken);
        // A name that has a private address as well is one that somebody plays with.
        if (addresses.Count == 0 || (!settings.AllowPrivateNetworks && addresses.Any(address => !PublicAddresses.IsPublic(address)))) throw new OutgoingException("This is no address of the internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

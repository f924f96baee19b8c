using System.Net;
using System.Net.Sockets;
using System.Text;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Media.Recordings;
using Newsletter.Infrastructure.Outgoing;

namespace Newsletter.UnitTests.Outgoing;

public sealed class OutgoingHttpTests : IDisposable
{
    private readonly TcpListener trap = new(IPAddress.IPv6Any, 0);

    public OutgoingHttpTests()
    {
        trap.Server.DualMode = true;
        trap.Start();
    }

    private int Port => ((IPEndPoint)trap.LocalEndpoint).Port;

    /// <summary>Spellings of this machine, of private networks, and of addresses that name nobody.</summary>
    private static readonly string[] Hosts =
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0x7f.1", "127.255.255.254", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "127.0.0.1.",
        "127。0。0。1", "１２７.0.0.1", "①②⑦.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]",
        "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2002:a00:1::]", "[2002:c0a8:101::]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[2606:4700::5efe:127.0.0.1]",
        "[2606:4700::200:5efe:7f00:1]", "[100::1]", "10.0.0.1", "10.255.255.255", "100.64.0.1", "169.254.169.254", "0xA9FEA9FE", "2852039166", "169.254.43518", "[::ffff:169.254.169.254]", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "192.0.0.192",
        "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "user@127.0.0.1", "example.org@127.0.0.1",
    ];

    [Fact]
    public async Task No_spelling_of_a_private_address_is_connected_to()
    {
        Assert.True(Hosts.Length >= 60);
        using var http = new OutgoingHttp(new SystemHostResolver(), new());
        await Task.WhenAll(Hosts.SelectMany(host => new[] { $"http://{host}:{Port}/x", $"https://{host}:{Port}/x" }).Select(async address =>
        {
            await Assert.ThrowsAsync<OutgoingException>(() => http.AskAsync(HttpMethod.Get, address, 100, TestContext.Current.CancellationToken));
        }));
        Assert.False(trap.Pending());
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("gopher://127.0.0.1/x")]
    [InlineData("data:text/plain,x")]
    [InlineData("jar:http://127.0.0.1!/x")]
    [InlineData("//127.0.0.1/x")]
    [InlineData("")]
    public async Task Nothing_but_http_is_asked(string address)
    {
        using var http = new OutgoingHttp(new SystemHostResolver(), new() { AllowPrivateNetworks = true });
        await Assert.ThrowsAsync<OutgoingException>(() => http.AskAsync(HttpMethod.Get, address, 100, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("64:ff9b::5db8:d70e", true)]
    [InlineData("2002:5db8:d70e::1", true)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("4000::1", false)]
    public void What_is_public_is_told_from_what_is_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_changes_its_meaning_leads_nowhere_else()
    {
        // Public when it is looked at, this machine when it is connected to.
        var resolver = new Turning([IPAddress.Parse("192.0.2.1")], [IPAddress.Loopback], [IPAddress.Parse("93.184.215.14"), IPAddress.Loopback]);
        using var http = new OutgoingHttp(resolver, new());
        for (var n = 0; n < 3; n++) await Assert.ThrowsAsync<OutgoingException>(() => http.AskAsync(HttpMethod.Get, $"http://example.org:{Port}/", 100, TestContext.Current.CancellationToken));
        Assert.Equal(3, resolver.Asked);
        Assert.False(trap.Pending());
    }

    [Fact]
    public async Task A_redirect_is_looked_at_like_any_address()
    {
        using var server = new HttpServer();
        using var allowing = new OutgoingHttp(new SystemHostResolver(), new() { AllowPrivateNetworks = true });
        server.Answer = path => path == "/x" ? "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
        Assert.Equal((200, "bod"), await AskAsync(allowing, server.Address("/x")));
        foreach (var location in new[] { "file:///etc/passwd", "http://user@127.0.0.1/", "ftp://127.0.0.1/" })
        {
            server.Answer = _ => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
            await Assert.ThrowsAsync<OutgoingException>(() => AskAsync(allowing, server.Address("/x")));
        }
        server.Answer = _ => "HTTP/1.1 307 Temporary Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n";
        server.Count = 0;
        await Assert.ThrowsAsync<OutgoingException>(() => AskAsync(allowing, server.Address("/x")));
        Assert.Equal(4, server.Count);

        static async Task<(int, string)> AskAsync(OutgoingHttp http, string address)
        {
            var answer = await http.AskAsync(HttpMethod.Get, address, 3, TestContext.Current.CancellationToken);
            return (answer.Status, Encoding.ASCII.GetString(answer.Body));
        }
    }

    [Theory]
    [InlineData(200, AvailabilityStatus.Available)]
    [InlineData(401, AvailabilityStatus.Unavailable)]
    [InlineData(403, AvailabilityStatus.Unavailable)]
    [InlineData(404, AvailabilityStatus.Unavailable)]
    [InlineData(410, AvailabilityStatus.Unavailable)]
    [InlineData(451, AvailabilityStatus.GeoBlocked)]
    [InlineData(302, AvailabilityStatus.Unknown)]
    [InlineData(400, AvailabilityStatus.Unknown)]
    [InlineData(429, AvailabilityStatus.Unknown)]
    [InlineData(500, AvailabilityStatus.Unknown)]
    public void Only_an_answer_without_doubt_counts(int status, AvailabilityStatus expected) => Assert.Equal(expected, RecordingProbe.Of(status).Status);

    [Fact]
    public void A_provider_is_asked_for_its_own_pages_alone()
    {
        Assert.Equal("https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Da", RecordingProbe.EndpointFor("youtube", "https://www.youtube.com/watch?v=a"));
        Assert.StartsWith("https://vimeo.com/api/oembed.json?", RecordingProbe.EndpointFor("vimeo", "https://vimeo.com/1"), StringComparison.Ordinal);
        Assert.Null(RecordingProbe.EndpointFor("youtube", "https://notyoutube.com/x"));
        Assert.Null(RecordingProbe.EndpointFor("elsewhere", "https://www.youtube.com/x"));
    }

    public void Dispose() => trap.Dispose();

    private sealed class Turning(params IReadOnlyList<IPAddress>[] answers) : IHostResolver
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) => Task.FromResult(answers[Asked++ % answers.Length]);
    }

    /// <summary>Says what it is told to, one connection at a time.</summary>
    private sealed class HttpServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public HttpServer()
        {
            listener.Start();
            _ = ServeAsync();
        }

        public Func<string, string> Answer { get; set; } = _ => "";

        public int Count { get; set; }

        public string Address(string path) => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{path}";

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                var line = await reader.ReadLineAsync();
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                Count++;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(line!.Split(' ')[1]).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)));
            }
        }
    }
}

using System.Net.Sockets;
using System.Text;
using Newsletter.ApiTests.Attacks;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Uploads that end before they are whole leave nothing.</summary>
public abstract class AbortedUploadTests(Engine engine) : ApiTests(engine)
{
    private const string Head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-1.7\n";
    private const string Tail = "\r\n--b--\r\n";

    /// <summary>A server that stops waits so long for requests that are under way.</summary>
    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["shutdownTimeoutSeconds"] = "1" };

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing()
    {
        using (var socket = await BeginAsync(Server, 100_000))
        {
            await MediaFolders.UntilAsync(() => Database.Staged().Count > 0, "The upload does not begin.");
        }
        await MediaFolders.UntilAsync(() => Database.Staged().Count == 0, "Something is left of an upload.");
        Assert.Empty(Database.Stored());
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_leaves_nothing()
    {
        await using var other = await TestDatabase.CreateAsync(Database.Engine, MigratedDatabase.Template);
        var server = await TestServer.StartAsync(other, settings: Settings);
        using var socket = await BeginAsync(server, 100_000);
        await MediaFolders.UntilAsync(() => other.Staged().Count > 0, "The upload does not begin.");
        await server.DisposeAsync();
        await MediaFolders.UntilAsync(() => other.Staged().Count == 0, "Something is left of an upload.");
        Assert.Empty(other.Stored());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(-3, false)]
    [InlineData(-30, false)]
    [InlineData(1, true)]
    [InlineData(-30, true)]
    public async Task A_wrong_length_is_refused_and_leaves_nothing(int off, bool repeatable)
    {
        // The line break behind the last boundary may be missing: a form is whole without it (RFC 2046, 5.1.1).
        var form = Head + new string('x', 50_000) + Tail;
        using var socket = new TcpClient();
        await socket.ConnectAsync(Server.Address.Host, Server.Address.Port, TestContext.Current.CancellationToken);
        await socket.Client.SendAsync(Encoding.ASCII.GetBytes(HeaderOf(form.Length + off, repeatable ? "Idempotency-Key: a\r\n" : "") + form));
        await using var stream = socket.GetStream();
        socket.Client.Shutdown(SocketShutdown.Send);
        var answer = await RawHttp.ReadAsync(stream, TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
        await MediaFolders.UntilAsync(() => Database.Staged().Count == 0, "Something is left of an upload.");
        Assert.Empty(Database.Stored());
        Assert.Empty((await Owner.GetReplyAsync("/manage/v1/media")).Is(200).Json["data"]!.AsArray());
    }

    private static async Task<TcpClient> BeginAsync(TestServer server, int announced)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await socket.Client.SendAsync(Encoding.ASCII.GetBytes(HeaderOf(announced) + Head + new string('x', 20_000)));
        return socket;
    }

    private static string HeaderOf(int length, string more = "") => $"POST /manage/v1/media HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {TestServer.OwnerKey}\r\nContent-Type: multipart/form-data; boundary=b\r\n{more}Content-Length: {length}\r\n\r\n";
}

public sealed class AbortedUploadsOnSqlite() : AbortedUploadTests(Engine.Sqlite);

public sealed class AbortedUploadsOnPostgreSql() : AbortedUploadTests(Engine.PostgreSql);

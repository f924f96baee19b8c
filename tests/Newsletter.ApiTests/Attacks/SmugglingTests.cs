using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Where a request ends is never a matter of opinion: what could be read in two ways gets one answer, and nothing behind it is taken for a request.</summary>
public sealed class SmugglingTests
{
    private const string Hidden = "GET /manage/v1/tags?smuggled=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.OwnerKey + "\r\n\r\n";

    public static TheoryData<string, string, string> Requests => new()
    {
        { "CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + Hidden },
        { "TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + Hidden },
        { "two lengths", "Content-Length: 0\r\nContent-Length: 30\r\n", Hidden },
        { "two lengths in one", "Content-Length: 0, 30\r\n", Hidden },
        { "negative", "Content-Length: -1\r\n", Hidden },
        { "hexadecimal", "Content-Length: 0x0\r\n", Hidden },
        { "blank before the colon", "Content-Length : 0\r\n", Hidden },
        { "unknown coding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + Hidden },
        { "coding with a tab", "Transfer-Encoding:\tchunked, identity\r\n", "0\r\n\r\n" + Hidden },
        { "chunked is not last", "Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n" + Hidden },
        { "folded", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n" + Hidden },
        { "line feed in a chunk extension", "Transfer-Encoding: chunked\r\n", "2;\nxx\r\n45\r\n0\r\n\r\n" + Hidden },
        { "bare line feed after a chunk", "Transfer-Encoding: chunked\r\n", "2\r\n{}\n0\r\n\r\n" + Hidden },
        { "chunk size with blanks", "Transfer-Encoding: chunked\r\n", " 2\r\n{}\r\n0\r\n\r\n" + Hidden },
        { "chunk size too large", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n" + Hidden },
        { "carriage return in a value", "X-A: b\rContent-Length: 0\r\n", Hidden },
        { "NUL in a value", "X-A: b\0\r\nContent-Length: 0\r\n", Hidden },
        { "two hosts", "Host: y\r\nContent-Length: 0\r\n", Hidden },
        { "host with a path", "Host: x/../y\r\nContent-Length: 0\r\n", Hidden },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task One_answer_and_the_connection_ends(string name, string headers, string rest)
    {
        await using var started = await Started.Async();
        var answer = await RawHttp.SendAsync(started.Server.Address, $"POST /manage/v1/tags HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{headers}\r\n{rest}");
        Assert.True(RawHttp.Answers(answer) <= 1, $"{name}: {answer}");
        Assert.DoesNotContain("smuggled", answer, StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Newsletter.Api.Limits;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>One request costs a bounded amount, whatever it asks for.</summary>
public sealed class ResourceTests
{
    [Fact]
    public async Task Includes_times_items_are_bounded_and_the_bound_is_told()
    {
        await using var started = await Started.Async(("Limits:Cost", "400"));
        foreach (var plane in new[] { (Client: started.Server.Anonymous, Base: "/api/v1"), (Client: started.Server.Owner, Base: "/preview/v1") })
        {
            var refused = (await plane.Client.GetReplyAsync($"{plane.Base}/articles?limit=100&include=authors,tags,related,newsletter")).IsProblem(400, "too_costly");
            Assert.Equal(["?limit too_costly"], refused.Errors);
            Assert.Equal("1..80", (string?)refused.Json["errors"]![0]!["allowed"]![0]);
            (await plane.Client.GetReplyAsync($"{plane.Base}/articles?limit=80&include=authors,tags,related,newsletter")).Is(200);
            (await plane.Client.GetReplyAsync($"{plane.Base}/articles?limit=81&body=html,text&include=authors,tags")).IsProblem(400, "too_costly");
        }
    }

    [Fact]
    public async Task Costly_questions_wait_for_a_place_and_others_do_not()
    {
        await using var started = await Started.Async(("Limits:CostlyQueries", "1"), ("Limits:CostlyQueue", "1"));
        var client = started.Server.Anonymous;
        var costly = started.Server.Services.GetRequiredService<CostlyQueries>();
        var place = await costly.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = costly.WaitAsync(TestContext.Current.CancellationToken);
        foreach (var path in new[] { "/api/v1/articles?count=true", "/api/v1/articles?q=x", "/api/v1/articles?limit=100&include=authors,tags,related,newsletter,leadMedia,editions,translations,references,authors.portrait,tags.parent" })
            Assert.NotNull((await client.GetReplyAsync(path)).IsProblem(503, "busy").Headers.RetryAfter);
        (await client.GetReplyAsync("/api/v1/articles?limit=5&count=false")).Is(200);
        place.Dispose();
        var asks = client.GetReplyAsync("/api/v1/articles?count=true");
        (await waiting).Dispose();
        (await asks).Is(200);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended()
    {
        await using var started = await Started.Async(Engine.PostgreSql, null, ("Limits:RequestSeconds", "1"));
        await using var blocker = new NpgsqlConnection(started.Database.ConnectionString);
        await blocker.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await blocker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(blocker, "lock table delivery.published_document in access exclusive mode");
        var watch = Stopwatch.StartNew();
        Assert.NotNull((await started.Server.Anonymous.GetReplyAsync("/api/v1/articles")).IsProblem(503, "request_timeout").Headers.RetryAfter);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
        // The server is told soon after the client.
        while (watch.Elapsed < TimeSpan.FromSeconds(20) && await WaitingAsync() > 0) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0L, await WaitingAsync());

        async Task<long> WaitingAsync() => (long)(await RunAsync(blocker, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))!;
    }

    [Fact]
    public async Task A_write_that_waits_too_long_is_ended()
    {
        await using var started = await Started.Async(("Limits:RequestSeconds", "1"));
        using (await started.Server.Services.GetRequiredService<IDatabaseEngine>().TakeTurnAsync(TestContext.Current.CancellationToken))
            (await started.Server.Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\"}")).IsProblem(503, "request_timeout");
        (await started.Server.Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\"}")).Is(201);
    }

    [Theory]
    [InlineData("GET /api/v1/tags HTTP/1.1\r\nHost: x\r\nX-Slow: ")]
    [InlineData("POST /manage/v1/tags HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.OwnerKey + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")]
    public async Task A_client_that_drips_is_cut_off(string beginning)
    {
        await using var started = await Started.Async();
        using var socket = new TcpClient();
        await socket.ConnectAsync(started.Server.Address.Host, started.Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), TestContext.Current.CancellationToken);
        var answer = RawHttp.ReadAsync(stream, TimeSpan.FromSeconds(30));
        var watch = Stopwatch.StartNew();
        try
        {
            for (; !answer.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(40); await Task.Delay(500, TestContext.Current.CancellationToken)) await stream.WriteAsync("a"u8.ToArray(), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Cut off.
        }
        Assert.Contains(RawHttp.Status(await answer), new[] { 0, 408 });
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(40_000, 0, 0, 431)]
    [InlineData(0, 9_000, 0, 414)]
    [InlineData(0, 0, 150, 431)]
    public async Task The_head_of_a_request_is_bounded(int header, int url, int headers, int status)
    {
        await using var started = await Started.Async();
        var many = string.Concat(Enumerable.Range(0, headers).Select(n => $"X-{n}: 1\r\n"));
        Assert.Equal(status, RawHttp.Status(await RawHttp.SendAsync(started.Server.Address, $"GET /api/v1/tags?{new string('q', url)} HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', header)}\r\n{many}\r\n")));
    }

    [Theory]
    [InlineData("Content-Length: 900000000")]
    [InlineData("Content-Length: 4000001")]
    public async Task A_body_that_is_too_large_is_refused_before_anybody_is_asked_who_they_are(string length)
    {
        await using var started = await Started.Async();
        var answer = await RawHttp.SendAsync(started.Server.Address, $"POST /manage/v1/tags HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{length}\r\nConnection: close\r\n\r\n");
        Assert.Equal(413, RawHttp.Status(answer));
        Assert.Contains("\"code\":\"too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_whose_length_nobody_told_is_counted()
    {
        await using var started = await Started.Async();
        var request = new HttpRequestMessage(HttpMethod.Post, "/manage/v1/tags") { Content = new StringContent($"{{\"title\":\"{new string(' ', 4_000_001)}\"}}", Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        (await started.Server.Owner.AskAsync(request)).IsProblem(413, "too_large");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_is_bounded_whatever_it_consists_of(bool isChunked)
    {
        await using var started = await Started.Async(("Media:MaxBytes", "100000"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/manage/v1/media") { Content = Pictures.Form(Pictures.Make(), fields: [("alt", new string('x', 400_000)), ("credit", new string('x', 400_000))]) };
        request.Headers.TransferEncodingChunked = isChunked;
        (await started.Server.Owner.AskAsync(request)).IsProblem(413, "file_too_large");
    }

    /// <summary>Kestrel counts what it holds for the reader, so that cutting one off takes minutes: too long to try here.</summary>
    [Fact]
    public async Task Who_reads_too_slowly_is_not_waited_for()
    {
        await using var started = await Started.Async();
        var rate = started.Server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate;
        Assert.NotNull(rate);
        Assert.InRange(rate.BytesPerSecond, 240, 10_000);
        Assert.InRange(rate.GracePeriod, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

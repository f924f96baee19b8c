using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Newsletter.Api.Limits;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Nobody gets more than their share by looking like many.</summary>
public sealed class RateLimitTests
{
    private static readonly string[] SpoofedHeaders = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Original-For"];

    [Fact]
    public async Task Headers_that_name_another_address_do_not_lift_the_limit()
    {
        await using var started = await Started.Async(("Limits:Delivery", "20"));
        var statuses = new List<int>();
        for (var n = 0; n < 200; n++)
        {
            var address = $"198.51.{n % 250}.{(n * 7) % 250}";
            var header = SpoofedHeaders[n % SpoofedHeaders.Length];
            statuses.Add((await AskAsync(started.Server.Anonymous, (header, header == "Forwarded" ? $"for={address}" : address))).Status);
        }
        Assert.Equal((20, 180), (statuses.Count(status => status == 200), statuses.Count(status => status == 429)));
    }

    [Fact]
    public async Task Only_what_the_known_proxy_added_counts()
    {
        await using var started = await Started.Async(("Limits:Delivery", "2"), ("Proxies:Known:0", "127.0.0.0/8"));
        foreach (var client in new[] { "198.51.100.1", "198.51.100.2", "2001:db8:1:1::1" })
        {
            for (var n = 0; n < 4; n++) Assert.Equal(n < 2 ? 200 : 429, (await AskAsync(started.Server.Anonymous, ("X-Forwarded-For", $"203.0.113.{n}, {client}"))).Status);
        }
        // The same /64 is the same network.
        Assert.Equal(429, (await AskAsync(started.Server.Anonymous, ("X-Forwarded-For", "2001:db8:1:1:ffff::2"))).Status);
        Assert.Equal(200, (await AskAsync(started.Server.Anonymous, ("X-Forwarded-For", "2001:db8:1:2::1"))).Status);
    }

    [Fact]
    public async Task Each_key_has_a_share_and_strangers_share_that_of_their_network()
    {
        await using var started = await Started.Async(("Limits:Management", "3"), ("Limits:Delivery", "3"));
        using var one = started.Server.Client(await started.Server.KeyAsync([Scopes.ContentWrite]));
        using var two = started.Server.Client(await started.Server.KeyAsync([Scopes.ContentWrite]));
        foreach (var client in new[] { one, two })
        {
            for (var left = 2; left >= 0; left--) AssertLeft((await client.GetReplyAsync("/manage/v1/tags")).Is(200), "management", 3, left);
            var refused = (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(429, "rate_limited");
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal($"\"management\";r=0;t={refused.Headers.RetryAfter.Delta.Value.TotalSeconds}", refused.Headers.GetValues("RateLimit").Single());
        }
        // A new key for each try is nobody's key.
        for (var n = 0; n < 6; n++)
        {
            using var guess = started.Server.Client($"nlk_0000_{n}");
            Assert.Equal(n < 3 ? 401 : 429, (await guess.GetReplyAsync("/manage/v1/tags")).Status);
        }
        (await started.Server.Anonymous.GetReplyAsync("/api/v1/tags")).Is(200);
        (await started.Server.Anonymous.GetReplyAsync("/health/live")).Is(200);
    }

    [Fact]
    public async Task A_new_window_brings_new_requests()
    {
        await using var started = await Started.Async(("Limits:Delivery", "1"), ("Limits:WindowSeconds", "1"));
        (await started.Server.Anonymous.GetReplyAsync("/api/v1/tags")).Is(200);
        for (var tries = 0; (await started.Server.Anonymous.GetReplyAsync("/api/v1/tags")).Status == 429; tries++)
        {
            Assert.True(tries < 100);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData(LimitNames.SignIn, 20)]
    [InlineData(LimitNames.Reset, 5)]
    [InlineData(LimitNames.Subscribe, 20)]
    public async Task Attempts_are_counted_by_network_whoever_it_is(string name, int quota)
    {
        using var limits = new RateLimits(new());
        var statuses = new List<int>();
        for (var n = 0; n < quota + 10; n++)
        {
            var context = new DefaultHttpContext { User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, $"user-{n}")], "test")) };
            context.Connection.RemoteIpAddress = IPAddress.Parse($"2001:db8::{n:x}");
            context.SetEndpoint(new(null, new(new LimitedAs(name)), name));
            await limits.InvokeAsync(context, passed =>
            {
                passed.Response.StatusCode = 204;
                return Task.CompletedTask;
            });
            statuses.Add(context.Response.StatusCode);
        }
        Assert.Equal([.. Enumerable.Repeat(204, quota), .. Enumerable.Repeat(429, 10)], statuses);
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void One_network_is_one_caller(string address, string network) => Assert.Equal(network, Network.Of(IPAddress.Parse(address)));

    private static void AssertLeft(Reply reply, string name, int quota, int left)
    {
        Assert.Equal($"\"{name}\";q={quota};w=60", reply.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal($"\"{name}\";r={left}", reply.Headers.GetValues("RateLimit").Single());
    }

    private static Task<Reply> AskAsync(HttpClient client, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tags?limit=1");
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return client.AskAsync(request);
    }
}

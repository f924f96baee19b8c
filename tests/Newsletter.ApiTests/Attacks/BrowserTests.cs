using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>What other sites, proxies and careless clients cannot make browsers or the server do.</summary>
public sealed class BrowserTests
{
    private const string Evil = "https://evil.example";
    private const string Cms = "https://cms.example.org";

    public static TheoryData<string, string, int> Answers => new()
    {
        { "GET", "/", 200 }, { "GET", "/api/v1/articles", 200 }, { "GET", "/api/v1/articles/none", 404 }, { "GET", "/api/v1/articles?nonsense=1", 400 }, { "GET", "/manage/v1/tags", 401 },
        { "POST", "/api/v1/articles", 405 }, { "GET", "/nowhere", 404 }, { "GET", "/health/ready", 200 }, { "GET", "/openapi/delivery.v1.json", 200 }, { "GET", "/swagger/index.html", 200 },
        { "GET", "/schemas/body/1.json", 200 }, { "GET", "/preview/v1/articles", 401 }, { "GET", "/media/01a16028-0d40-71e1-90f3-858bda43eca1/x.png", 404 }, { "HEAD", "/api/v1/tags", 200 },
        { "GET", "/api/v1/tags?access_token=x", 400 },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Every_answer_tells_browsers_what_not_to_do(string method, string path, int status)
    {
        await using var started = await Started.Async();
        var reply = (await started.Server.Anonymous.AskAsync(new(new HttpMethod(method), path))).Is(status);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", reply.Headers.GetValues("Referrer-Policy").Single());
        var policy = reply.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains(reply.Headers.GetValues("Cross-Origin-Resource-Policy").Single(), new[] { "same-origin", "cross-origin" });
        Assert.False(reply.Headers.Contains("Server"));
        Assert.False(reply.Headers.Contains("X-Powered-By"));
        Assert.False(reply.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Any_site_reads_delivery_and_none_works_with_the_rest()
    {
        await using var started = await Started.Async();
        foreach (var origin in new[] { Evil, "null", "https://" + started.Server.Address.Host })
        {
            var read = (await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/articles", origin)).Is(200);
            Assert.Equal("*", read.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Superset(new HashSet<string> { "ETag", "Link", "RateLimit", "Retry-After" }, string.Join(',', read.Headers.GetValues("Access-Control-Expose-Headers")).Split(',', StringSplitOptions.TrimEntries).ToHashSet());
            Assert.Equal("*", (await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/articles/none", origin)).Is(404).Headers.GetValues("Access-Control-Allow-Origin").Single());
            foreach (var path in new[] { "/manage/v1/tags", "/preview/v1/tags", "/health/ready", "/openapi/management.v1.json" }) AssertClosed(await AskAsync(started.Server.Owner, HttpMethod.Get, path, origin));
            foreach (var path in new[] { "/manage/v1/tags", "/preview/v1/tags" }) AssertClosed(await AskAsync(started.Server.Anonymous, HttpMethod.Options, path, origin, "PUT"));
        }
        var preflight = (await AskAsync(started.Server.Anonymous, HttpMethod.Options, "/api/v1/articles", Evil, "GET")).Is(204);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.DoesNotContain("DELETE", string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.False(preflight.Headers.Contains("RateLimit"));
    }

    [Fact]
    public async Task Named_sites_work_with_management_and_no_others()
    {
        await using var started = await Started.Async(("Cors:Origins:0", Cms), ("Cors:Credentials", "true"), ("Cors:DeliveryOrigins:0", "https://www.example.org"));
        foreach (var path in new[] { "/manage/v1/tags", "/preview/v1/tags" })
        {
            var reply = (await AskAsync(started.Server.Owner, HttpMethod.Get, path, Cms)).Is(200);
            Assert.Equal((Cms, "true"), (reply.Headers.GetValues("Access-Control-Allow-Origin").Single(), reply.Headers.GetValues("Access-Control-Allow-Credentials").Single()));
            Assert.Contains("Origin", string.Join(',', reply.Headers.Vary), StringComparison.Ordinal);
            Assert.Equal(Cms, (await AskAsync(started.Server.Anonymous, HttpMethod.Options, path, Cms, "GET")).Is(204).Headers.GetValues("Access-Control-Allow-Origin").Single());
            foreach (var origin in new[] { Evil, Cms + ".evil.example", "http://cms.example.org", "https://CMS.example.org.", "null", Cms + ":8443" })
            {
                AssertClosed(await AskAsync(started.Server.Owner, HttpMethod.Get, path, origin));
                AssertClosed(await AskAsync(started.Server.Anonymous, HttpMethod.Options, path, origin, "DELETE"));
            }
        }
        var read = (await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/tags", "https://www.example.org")).Is(200);
        Assert.Equal("https://www.example.org", read.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(read.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", string.Join(',', read.Headers.Vary), StringComparison.Ordinal);
        AssertClosed(await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/tags", Evil));
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_browsers_stay_on_it()
    {
        await using var started = await Started.Async(("PublicUrl", "https://news.example.org"), ("Proxies:Known:0", "127.0.0.1"));
        var plain = await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/tags?limit=1", null, headers: ("Host", "evil.example"));
        Assert.Equal("https://news.example.org/api/v1/tags?limit=1", plain.Is(308).Headers.Location?.ToString());
        var secure = (await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/tags", null, headers: ("X-Forwarded-Proto", "https"))).Is(200);
        Assert.Equal("max-age=31536000", secure.Headers.GetValues("Strict-Transport-Security").Single());
        (await started.Server.Anonymous.GetReplyAsync("/health/ready")).Is(200);
    }

    [Fact]
    public async Task Without_a_known_proxy_nobody_can_claim_TLS_or_be_sent_in_circles()
    {
        await using var started = await Started.Async(("PublicUrl", "https://news.example.org"));
        var reply = (await AskAsync(started.Server.Anonymous, HttpMethod.Get, "/api/v1/tags", null, headers: ("X-Forwarded-Proto", "https"))).Is(200);
        Assert.False(reply.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/api/v1/articles", "GET, HEAD")]
    [InlineData("/api/v1/articles/x", "GET, HEAD")]
    [InlineData("/preview/v1/articles", "GET, HEAD")]
    [InlineData("/manage/v1/tags", "GET, POST")]
    [InlineData("/manage/v1/tags/x", "DELETE, GET, PATCH, PUT")]
    [InlineData("/health/live", "GET")]
    [InlineData("/openapi/delivery.v1.json", "GET")]
    public async Task Verbs_that_are_not_documented_are_refused_and_named(string path, string allowed)
    {
        await using var started = await Started.Async();
        foreach (var method in new[] { "TRACE", "TRACK", "PROPFIND", "MKCOL", "COPY", "LINK", "PURGE", "GETS", "DEBUG", "BREW" })
        {
            var reply = (await started.Server.Owner.AskAsync(new(new HttpMethod(method), path))).IsProblem(405, "method_not_allowed");
            Assert.Equal(allowed, string.Join(", ", reply.ContentHeaders.Allow.Order()));
            Assert.DoesNotContain(TestServer.OwnerKey, reply.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    public async Task A_verb_in_a_header_or_parameter_is_ignored(string header)
    {
        await using var started = await Started.Async();
        var tag = await started.Server.Owner.CreateAsync("tags", new { title = "Stays", slug = "stays" });
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            await AskAsync(started.Server.Owner, method, tag.Address("tags"), null, headers: [(header, "DELETE"), ("If-Match", tag.Tag())]);
        (await started.Server.Owner.GetReplyAsync(tag.Address("tags") + "?_method=DELETE")).IsProblem(400, "invalid_parameter");
        Assert.Equal(tag.Tag(), (await started.Server.Owner.GetReplyAsync(tag.Address("tags"))).ETag);
    }

    [Theory]
    [InlineData("access_token={0}")]
    [InlineData("ACCESS_TOKEN={0}")]
    [InlineData("api_key=x")]
    [InlineData("apikey=x")]
    [InlineData("a%63cess_token={0}")]
    [InlineData("limit=1&x={0}")]
    [InlineData("q={0}")]
    [InlineData("token={0}")]
    public async Task A_key_in_an_address_is_refused_with_words_that_do_not_repeat_it(string query)
    {
        await using var started = await Started.Async();
        var key = await started.Server.KeyAsync(Scopes.All);
        foreach (var path in new[] { "/api/v1/articles", "/preview/v1/articles", "/manage/v1/articles" })
        {
            var reply = (await started.Server.Anonymous.GetReplyAsync($"{path}?{query.Replace("{0}", key, StringComparison.Ordinal)}")).IsProblem(400, "key_in_query");
            Assert.DoesNotContain(key, reply.Text, StringComparison.Ordinal);
        }
    }

    private static void AssertClosed(Reply reply)
    {
        foreach (var header in new[] { "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods" }) Assert.False(reply.Headers.Contains(header), header);
    }

    private static Task<Reply> AskAsync(HttpClient client, HttpMethod method, string path, string? origin, string? wanted = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (wanted is not null) request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", wanted);
        if (wanted is not null) request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "authorization, if-match");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.AskAsync(request);
    }
}

using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>What is served beside the API.</summary>
public sealed class PageTests(DocumentTests.Started started) : IClassFixture<DocumentTests.Started>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/swagger/index.html")]
    public async Task A_page_may_load_nothing_from_elsewhere(string path)
    {
        using var response = await started.Server.Anonymous.GetAsync(path);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/swagger/index.html")]
    [InlineData("/api/v1/articles")]
    [InlineData("/manage/v1/articles")]
    [InlineData("/health/live")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_says_what_browsers_must_not_do(string path)
    {
        using var response = await started.Server.Anonymous.GetAsync(path);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_home_page_leads_to_everything()
    {
        var page = await started.Server.Anonymous.GetStringAsync("/");
        var links = System.Text.RegularExpressions.Regex.Matches(page, "href=\"(?<url>/[^\"]*)\"").Select(match => match.Groups["url"].Value.Replace("&amp;", "&", StringComparison.Ordinal)).ToList();
        Assert.Superset(new HashSet<string> { "/swagger", "/openapi/delivery.v1.json", "/openapi/management.v1.json", "/health/ready" }, links.ToHashSet());
        foreach (var link in links)
        {
            using var response = await started.Server.Anonymous.GetAsync(link);
            Assert.True((int)response.StatusCode is 200 or 301 or 302, link);
        }
    }

    [Fact]
    public async Task The_schema_of_the_body_is_served_and_can_be_kept()
    {
        using var response = await started.Server.Anonymous.GetAsync("/schemas/body/1.json");
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=86400", response.Headers.CacheControl!.ToString());
        Assert.Equal("/schemas/body/1.json", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["$id"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/schemas/body/1.json");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await started.Server.Anonymous.SendAsync(again);
        Assert.Equal(304, (int)unchanged.StatusCode);
    }
}

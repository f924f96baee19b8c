using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Newsletter.BrowserTests;

/// <summary>The page at the root leads on and can be used by everybody.</summary>
public sealed class HomePageTests(Chromium chromium)
{
    [Fact]
    public async Task It_says_where_to_go()
    {
        var visit = await chromium.OpenAsync("/");
        var page = visit.Page;

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Newsletter", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
        await page.GetByRole(AriaRole.Link, new() { Name = "Try it in Swagger UI" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("#swagger-ui .title").First).ToContainTextAsync("Newsletter: management");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_on_it_shuts_anybody_out(ColorScheme scheme)
    {
        var visit = await chromium.OpenAsync("/");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });

        var found = await visit.Page.RunAxe();

        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    [Fact]
    public async Task It_fits_a_telephone()
    {
        var visit = await chromium.OpenAsync("/");
        await visit.Page.SetViewportSizeAsync(360, 740);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }
}

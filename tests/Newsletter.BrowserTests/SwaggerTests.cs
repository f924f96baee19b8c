using Microsoft.Playwright;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.BrowserTests;

/// <summary>Swagger UI works under our content security policy, with everything that it loads.</summary>
public sealed class SwaggerTests(Chromium chromium)
{
    [Fact]
    public async Task Both_documents_can_be_chosen_and_nothing_goes_wrong()
    {
        var visit = await chromium.OpenAsync("/swagger");
        var page = visit.Page;

        await Assertions.Expect(page.Locator("#swagger-ui .title").First).ToContainTextAsync("Newsletter: delivery");
        await Assertions.Expect(page.Locator("#operations-Articles-listArticlesV1")).ToBeVisibleAsync();
        await page.Locator("#select").SelectOptionAsync(new SelectOptionValue { Label = "Newsletter: management v1" });
        await Assertions.Expect(page.Locator("#swagger-ui .title").First).ToContainTextAsync("Newsletter: management");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Authorize" })).ToBeVisibleAsync();

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_key_and_the_example_are_enough_to_create_an_author()
    {
        var visit = await OpenWithKeyAsync();
        var operation = await ScrollToAsync(visit.Page, "#operations-Authors-createAuthor");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await Assertions.Expect(operation.Locator(".live-responses-table .response .response-col_status")).ToContainTextAsync("201");
        Assert.Equal("Nadia Okafor", (string?)(await chromium.Server.Anonymous.ReadAsync("/api/v1/authors/nadia-okafor"))["data"]!["title"]);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_picture_can_be_uploaded_with_the_fields_as_they_stand()
    {
        var visit = await OpenWithKeyAsync();
        var operation = await ScrollToAsync(visit.Page, "#operations-Media-createMediaItem");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator("input[type=file]").SetInputFilesAsync(RepositoryRoot.Combine("src", "Newsletter.Api", "Demo", "media", "sorrel-lock.jpg"));
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await Assertions.Expect(operation.Locator(".live-responses-table .response .response-col_status")).ToContainTextAsync("201");
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Swagger UI renders a long document as it is scrolled.</summary>
    private static async Task<ILocator> ScrollToAsync(IPage page, string selector)
    {
        var operation = page.Locator(selector);
        for (var screens = 0; screens < 100 && await operation.CountAsync() == 0; screens++)
        {
            await page.Mouse.WheelAsync(0, 1500);
            await page.WaitForTimeoutAsync(100);
        }
        return operation;
    }

    private async Task<Visit> OpenWithKeyAsync()
    {
        var visit = await chromium.OpenAsync("/swagger/index.html?urls.primaryName=Newsletter%3A%20management%20v1");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await page.Locator(".auth-container input[type=text]").First.FillAsync(TestServer.OwnerKey);
        await page.Locator(".auth-container button[type=submit]").First.ClickAsync();
        await page.Locator(".auth-container .btn-done").First.ClickAsync();
        return visit;
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Newsletter.Application.Accounts;
using Xunit;

namespace Newsletter.BrowserTests;

/// <summary>Swagger UI opens our sign-in page and comes back signed in.</summary>
public sealed class SignInTests(Chromium chromium)
{
    private const string Password = "velvet otter under rain";

    [Fact]
    public async Task Authorize_leads_to_signing_in_and_back()
    {
        await using (var scope = chromium.Server.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateAccount>().ExecuteAsync(new() { Email = "ana@example.org", Role = "editor" }, Password, CancellationToken.None);
            Assert.Null(made.Error);
        }
        var visit = await chromium.OpenAsync("/swagger/index.html?urls.primaryName=Newsletter%3A%20management%20v1");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).First.ClickAsync();
        var signIn = page.Locator(".auth-container", new() { HasText = "OAuth2" });
        await Assertions.Expect(signIn.Locator("#client_id_authorizationCode")).ToHaveValueAsync("swagger-ui");
        var popup = await page.RunAndWaitForPopupAsync(() => signIn.Locator("button.authorize").ClickAsync());

        await Assertions.Expect(popup.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Empty((await popup.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await popup.GetByLabel("E-mail address").FillAsync("ana@example.org");
        await popup.GetByLabel("Password").FillAsync(Password);
        await popup.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(signIn.Locator("button", new() { HasText = "Logout" })).ToBeVisibleAsync();
        // Before a list is opened: Swagger UI complains of the format of ids by itself.
        Assert.Empty(visit.Complaints);
        await signIn.Locator(".btn-done").ClickAsync();
        var operation = page.Locator("#operations-Newsletters-listNewsletters");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await Assertions.Expect(operation.Locator(".live-responses-table .response .response-col_status")).ToContainTextAsync("200");
    }
}

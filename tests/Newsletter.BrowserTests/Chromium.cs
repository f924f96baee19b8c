using Microsoft.Playwright;
using Newsletter.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Newsletter.BrowserTests.Chromium))]

namespace Newsletter.BrowserTests;

/// <summary>The machine's own browser, and a server for it to visit. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>What Swagger UI notes for itself when it shows a list of files, before it takes its field for one file instead.</summary>
    private const string NoFieldForFiles = "Could not find component: JsonSchema_string_binary";

    /// <summary>In milliseconds; Swagger UI takes its time on a busy machine.</summary>
    private const int Patience = 30_000;

    private TestDatabase? database;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Requirement.Program("chromium", "chromium-browser", "google-chrome");
        Server = await TestServer.StartAsync(database = await TestDatabase.CreateAsync(Engine.Sqlite));
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP *.example ~NOTFOUND"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    /// <summary>A page of its own session.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = Server.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 1000 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        return page;
    }

    /// <summary>A page of its own session, which keeps what goes wrong on it.</summary>
    public async Task<Visit> OpenAsync(string path)
    {
        var page = await NewPageAsync();
        var visit = new Visit(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && message.Text != NoFieldForFiles) visit.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => visit.Complaints.Add(error);
        page.RequestFailed += (_, request) => visit.Complaints.Add($"{request.Url}: {request.Failure}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Server.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) visit.Complaints.Add($"{request.Url} is elsewhere.");
        };
        await page.GotoAsync(path);
        return visit;
    }
}

/// <summary>A page and what went wrong on it: errors, failed requests, requests to elsewhere.</summary>
public sealed record Visit(IPage Page)
{
    public List<string> Complaints { get; } = [];
}

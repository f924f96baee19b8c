using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Accounts;
using Newsletter.Application.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Who has an account can be told neither from an answer nor from how long it takes.</summary>
public abstract class EnumerationTests(Engine engine)
{
    /// <summary>As in production, and not as in the other tests: hashing must be most of the time that an attempt takes.</summary>
    private const int HashIterations = 100_000;

    private const int Rounds = 9;
    private const string Password = "velvet otter under rain";

    [Fact]
    public async Task Signing_in_tells_nobody_who_has_an_account()
    {
        await using var started = await StartAsync();
        var kinds = new Dictionary<string, Func<int, string>>
        {
            // Each is tried once, so that none is locked.
            ["known"] = n => $"known{n}@example.org",
            ["unknown"] = n => $"other{n}@example.org",
            ["invited"] = _ => "invited@example.org",
            ["disabled"] = _ => "disabled@example.org",
            ["locked"] = _ => "locked@example.org",
        };
        await MakeAsync(started.Server, [.. Enumerable.Range(0, Rounds).Select(kinds["known"]), "disabled@example.org", "locked@example.org"]);
        (await started.Server.Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/users", "{\"email\":\"invited@example.org\",\"role\":\"writer\"}")).Is(201);
        var disabled = (await started.Server.Owner.ReadAsync("/manage/v1/users?email=disabled@example.org"))["data"]![0]!;
        (await started.Server.Owner.SendTextAsync(HttpMethod.Patch, disabled.Address("users"), "{\"disabled\":true}", "\"1\"", contentType: "application/merge-patch+json")).Is(200);
        using var browser = new Browser(started.Server);
        for (var attempt = 0; attempt < SignIn.MaxAttempts; attempt++) await browser.SignInAsync("locked@example.org", "wrong");
        await AssertAlikeAsync(browser, "/account/sign-in", 422, 2, kinds);
    }

    [Fact]
    public async Task Asking_for_a_new_password_tells_nobody_who_has_an_account()
    {
        // A mail server that takes connections and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var started = await StartAsync(("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{((IPEndPoint)silent.LocalEndpoint).Port}"), ("Smtp:Security", "None"), ("Smtp:From", "desk@example.org"), ("PublicUrl", "http://news.example.org"));
        await MakeAsync(started.Server, ["known@example.org"]);
        using var browser = new Browser(started.Server);
        await AssertAlikeAsync(browser, "/account/reset", 200, 3, new() { ["known"] = _ => "known@example.org", ["unknown"] = n => $"other{n}@example.org" });
    }

    /// <summary>By turns, so that what else the machine does meets all alike.</summary>
    private static async Task AssertAlikeAsync(Browser browser, string path, int status, double ratio, Dictionary<string, Func<int, string>> kinds)
    {
        var page = await browser.GetAsync(path);
        var times = kinds.Keys.ToDictionary(kind => kind, _ => new List<double>());
        var answers = new HashSet<string>();
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (kind, email) in kinds)
            {
                var address = round < 0 ? $"first-{kind}@example.org" : email(round);
                var watch = Stopwatch.StartNew();
                var answer = await browser.SubmitAsync(page, ("email", address), ("password", "wrong"));
                // The first round makes everything warm.
                if (round >= 0) times[kind].Add(watch.Elapsed.TotalMilliseconds);
                Assert.Equal(status, answer.Status);
                answers.Add(answer.Plain.Replace(address, "ADDRESS", StringComparison.Ordinal));
            }
        }
        Assert.Single(answers);
        var medians = times.ToDictionary(kind => kind.Key, kind => kind.Value.Order().ElementAt(Rounds / 2));
        Assert.True(medians.Values.Max() / medians.Values.Min() < ratio, string.Join(", ", medians.Select(kind => $"{kind.Key} {kind.Value:0.0} ms")));
    }

    private Task<Started> StartAsync(params (string Name, string Value)[] settings) =>
        Started.Async(engine, services => services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = HashIterations), [.. settings, ("Limits:Enabled", "false")]);

    private static async Task MakeAsync(TestServer server, IEnumerable<string> emails)
    {
        foreach (var email in emails)
        {
            await using var scope = server.Services.CreateAsyncScope();
            Assert.Null((await scope.ServiceProvider.GetRequiredService<CreateAccount>().ExecuteAsync(new() { Email = email, Role = "editor" }, Password, TestContext.Current.CancellationToken)).Error);
        }
    }
}

public sealed class EnumerationOnSqlite() : EnumerationTests(Engine.Sqlite);

public sealed class EnumerationOnPostgreSql() : EnumerationTests(Engine.PostgreSql);

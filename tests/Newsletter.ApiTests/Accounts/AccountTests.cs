using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Application.Accounts;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>The base of tests with people in them.</summary>
public abstract class AccountTests(Engine engine) : ApiTests(engine)
{
    protected const string Password = "velvet otter under rain";

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));

    protected async Task<Account> PersonAsync(string email, string role = "editor", IReadOnlyList<string>? newsletters = null)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateAccount>().ExecuteAsync(new() { Email = email, Role = role, Newsletters = newsletters }, Password, CancellationToken.None);
        Assert.Null(made.Error);
        return made.Value;
    }

    /// <summary>Sets a second factor up.</summary>
    protected async Task<(string Secret, IReadOnlyList<string> Codes)> SecondFactorAsync(Guid account)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var self = scope.ServiceProvider.GetRequiredService<AccountSelf>();
        var pending = await self.PendingSecretAsync(account, CancellationToken.None);
        var codes = await self.SwitchSecondFactorAsync(account, true, Totp.CodeAt(pending.Value!.Secret, Clock.GetUtcNow()), CancellationToken.None);
        return (pending.Value.Secret, codes.Value);
    }

    /// <summary>A client with an access token of this person.</summary>
    internal async Task<HttpClient> AsAsync(string email, string scope = "")
    {
        using var browser = new Browser(Server);
        return Server.Client((string)(await browser.TokensAsync(email, Password, scope))["access_token"]!);
    }
}

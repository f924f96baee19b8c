using Microsoft.Extensions.DependencyInjection;
using Newsletter.Infrastructure.Identity;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>The keys of the embedded server outlive restarts and are replaced.</summary>
public abstract class ServerKeyTests(Engine engine) : AccountTests(engine)
{
    [Fact]
    public async Task A_new_key_comes_after_ninety_days_and_what_the_old_one_signed_stays_good()
    {
        await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var first = Assert.Single(await KeyIdsAsync());
        Clock.Advance(TimeSpan.FromDays(91));
        await Keys.RenewAsync(CancellationToken.None);
        Assert.Equal(2, (await KeyIdsAsync()).Count);
        var tokens = await browser.TokensAsync("ana@example.org", Password);
        // The other processes may not have read it yet.
        Assert.Equal(first, KeyOf((string)tokens["access_token"]!));
        Clock.Advance(TimeSpan.FromHours(4));
        await Keys.RenewAsync(CancellationToken.None);
        var later = (await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json;
        Assert.NotEqual(first, KeyOf((string)later["access_token"]!));
        using var client = Server.Client((string)later["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        Clock.Advance(TimeSpan.FromDays(31));
        await Keys.RenewAsync(CancellationToken.None);
        Assert.DoesNotContain(first, await KeyIdsAsync());
    }

    private ServerKeys Keys => Server.Services.GetRequiredService<ServerKeys>();

    private async Task<IReadOnlyList<string?>> KeyIdsAsync() => [.. (await Anonymous.GetReplyAsync("/.well-known/jwks")).Is(200).Json["keys"]!.AsArray().Select(key => (string?)key!["kid"])];

    private static string? KeyOf(string token) =>
        (string?)System.Text.Json.Nodes.JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]))!["kid"];
}

public sealed class ServerKeyOnSqlite() : ServerKeyTests(Engine.Sqlite);

public sealed class ServerKeyOnPostgreSql() : ServerKeyTests(Engine.PostgreSql)
{
    [Fact]
    public async Task Two_processes_take_each_others_tokens_and_refuse_what_either_ended()
    {
        await using var other = await TestServer.StartAsync(Database, Clock, new Dictionary<string, string?> { ["Storage:Root"] = Database.StorageFolder + "/other", ["PublicUrl"] = "http://news.example.org" });
        await using var third = await TestServer.StartAsync(Database, Clock, new Dictionary<string, string?> { ["Storage:Root"] = Database.StorageFolder + "/third", ["PublicUrl"] = "http://news.example.org" });
        var ana = await PersonAsync("ana@example.org");
        using var browser = new Browser(other);
        var token = (string)(await browser.TokensAsync("ana@example.org", Password))["access_token"]!;
        using var client = third.Client(token);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        (await other.Owner.SendTextAsync(HttpMethod.Delete, $"/manage/v1/users/{ana.Id}/sessions", null)).Is(204);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }
}

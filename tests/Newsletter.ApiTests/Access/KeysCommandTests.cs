using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>The command keys create, beside a server that runs.</summary>
public abstract class KeysCommandTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task A_key_is_made_with_every_limit_and_holds_to_them()
    {
        var day = await Owner.CreateAsync("newsletters", new { slug = "day", title = "Day" });
        await Owner.CreateAsync("newsletters", new { slug = "night", title = "Night" });
        var tag = await Owner.CreateAsync("tags", new { slug = "red", title = "Red" });
        var (code, text, _) = await RunAsync("--name", "Partner", "--scopes", "content:read,keys:manage", "--newsletters", "day", "--tags", "red", "--regions", "DE", "AT",
            "--origins", "https://www.example.org", "--networks", "127.0.0.0/8", "--expires", "2099-01-31T00:00:00Z");
        Assert.Equal(0, code);
        using var client = Server.Client(text.Trim());
        Assert.Equal(["day"], (await client.ReadAsync("/api/v1/newsletters"))["data"]!.AsArray().Select(one => (string?)one!["slug"]));
        var key = (await Owner.GetReplyAsync(Keys.Path)).Is(200).Json["data"]!.AsArray().Single(one => (string?)one!["name"] == "Partner")!;
        Assert.Equal(((string?)day["id"], (string?)tag["id"]), ((string?)key["entitlements"]!["newsletters"]![0], (string?)key["entitlements"]!["tags"]![0]));
        Assert.Equal(["AT", "DE"], key["entitlements"]!["regions"]!.AsArray().Select(region => (string?)region));
        Assert.Equal(("https://www.example.org", "127.0.0.0/8", "2099-01-31T00:00:00.000Z"), ((string?)key["allowedOrigins"]![0], (string?)key["allowedNetworks"]![0], (string?)key["expiresAt"]));
    }

    [Fact]
    public async Task What_is_wrong_is_named_as_over_HTTP_and_no_key_is_made()
    {
        var before = (await Owner.GetReplyAsync(Keys.Path)).Json["data"]!.AsArray().Count;
        var (code, text, errors) = await RunAsync("--role", "king", "--newsletters", "nowhere", "--regions", "XX", "--origins", "example.org", "--networks", "300.0.0.0/8", "--expires", "2001-01-01");
        Assert.Equal((1, ""), (code, text));
        foreach (var issue in new[] { "/role unknown_value", "/entitlements/newsletters/0 unknown_reference", "/entitlements/regions/0 unknown_country", "/allowedOrigins/0 bad_origin", "/allowedNetworks/0 bad_network", "/expiresAt in_the_past" })
            Assert.Contains(issue, errors, StringComparison.Ordinal);
        foreach (var (arguments, issue) in new[] { ("--role editor --scopes content:read", "/scopes role_or_scopes"), ("--scopes nonsense", "/scopes/0 unknown_value"), ("--expires tomorrow", "/expiresAt bad_time"), ("--expires 2099-01-01 --days 3", "/expiresAt one_of_both") })
        {
            (code, text, errors) = await RunAsync(arguments.Split(' '));
            Assert.Equal((1, ""), (code, text));
            Assert.Contains(issue, errors, StringComparison.Ordinal);
        }
        Assert.Equal(before, (await Owner.GetReplyAsync(Keys.Path)).Json["data"]!.AsArray().Count);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(Database, null, ["keys", "create", .. arguments]);
}

public sealed class KeysCommandOnSqlite() : KeysCommandTests(Engine.Sqlite);

public sealed class KeysCommandOnPostgreSql() : KeysCommandTests(Engine.PostgreSql);

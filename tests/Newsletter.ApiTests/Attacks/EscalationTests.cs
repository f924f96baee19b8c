using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Access;
using Newsletter.ApiTests.Accounts;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Application.Accounts;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Nobody who signs in gives himself or others more than he has, or touches who has more; what is refused changes nothing.</summary>
public abstract class EscalationTests(Engine engine) : AccountTests(engine)
{
    private const string Users = "/manage/v1/users";
    private const string Clients = "/manage/v1/clients";

    /// <summary>A token of an owner for these alone is no owner's.</summary>
    private const string Narrow = "users:manage keys:manage content:read";

    private readonly Dictionary<string, JsonObject> named = [];

    [Theory]
    [InlineData("editor")]
    [InlineData("writer")]
    [InlineData("contributor")]
    [InlineData("partner")]
    public async Task Who_manages_nobody_gets_nowhere(string role)
    {
        var me = await PrepareAsync(role, null);
        using var client = await AsAsync("me@example.org");
        Assert.Equal(role, me.Role);
        await RefusedAsync(client, [.. Changes(me.Id), .. Reads(me.Id)]);
        if (!me.Scopes.Contains(Scopes.AuditRead)) await RefusedAsync(client, [new(HttpMethod.Get, "/manage/v1/audit")]);
        // Nor by a token for which more was asked.
        using var greedy = await AsAsync("me@example.org", string.Join(' ', Scopes.All));
        await RefusedAsync(greedy, [.. Changes(me.Id), .. Reads(me.Id)]);
    }

    [Fact]
    public async Task An_owner_with_a_token_for_less_is_less()
    {
        var me = await PrepareAsync("owner", null);
        using var client = await AsAsync("me@example.org", Narrow);
        await RefusedAsync(client, Changes(me.Id));
        // What the token does cover is no escalation.
        (await client.SendTextAsync(HttpMethod.Post, Users, "{\"email\":\"less@example.org\",\"role\":\"partner\"}")).Is(201);
        (await client.SendTextAsync(HttpMethod.Post, Keys.Path, "{\"name\":\"less\",\"role\":\"partner\"}")).Is(201);
    }

    [Fact]
    public async Task An_owner_of_one_newsletter_is_none_of_all()
    {
        var me = await PrepareAsync("owner", [(string)(await Samples.CreateAsync(Owner, "newsletters"))["id"]!]);
        using var client = await AsAsync("me@example.org");
        await RefusedAsync(client, Changes(me.Id));
        await RefusedAsync(client, [.. Reads(me.Id).Where(read => read.Path.Split('?')[0] is not (Users or Clients or Keys.Path) && !read.Path.Contains($"{me.Id}", StringComparison.Ordinal))]);
        // Of the lists he sees what is limited as he is.
        Assert.Equal(["me@example.org"], (await client.ReadAsync(Users))["data"]!.AsArray().Select(user => (string?)user!["email"]));
        Assert.Empty((await client.ReadAsync(Keys.Path))["data"]!.AsArray());
        Assert.Empty((await client.ReadAsync(Clients))["data"]!.AsArray());
        Assert.Empty((await client.ReadAsync(Users + "?email=boss@example.org"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_key_that_is_limited_to_tags_makes_no_account_that_is_not()
    {
        await PrepareAsync("writer", null);
        var tag = await Samples.CreateAsync(Owner, "tags");
        using var client = await Server.ClientAsync(new { name = "tagged", role = "owner", entitlements = new { tags = new[] { (string)tag["id"]! } } });
        await RefusedAsync(client, [new(HttpMethod.Post, Users, "{\"email\":\"more@example.org\",\"role\":\"owner\"}"), new(HttpMethod.Post, Keys.Path, "{\"name\":\"more\",\"role\":\"owner\"}"), new(HttpMethod.Get, $"{Users}/{named["boss"]["id"]}")]);
    }

    [Fact]
    public async Task What_was_given_to_a_role_ends_with_it()
    {
        var me = await PrepareAsync("owner", null);
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("me@example.org", Password, $"offline_access {Narrow}");
        var code = await browser.CodeAsync($"offline_access {Narrow}");
        using var before = Server.Client((string)tokens["access_token"]!);
        (await before.GetReplyAsync(Users)).Is(200);
        (await Owner.SendTextAsync(HttpMethod.Patch, $"{Users}/{me.Id}", "{\"role\":\"writer\"}", "\"1\"", contentType: "application/merge-patch+json")).Is(200);

        (await before.GetReplyAsync(Users)).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json["error"]);
        Assert.Equal("invalid_grant", (string?)(await browser.RedeemAsync(code)).Json["error"]);
        Assert.StartsWith("/account/sign-in", (await browser.GetAsync(browser.AuthorizeUrl(Narrow))).Location, StringComparison.Ordinal);
        using var again = new Browser(Server);
        var later = await again.TokensAsync("me@example.org", Password, $"offline_access {Narrow}");
        foreach (var token in new[] { later, (await again.RefreshAsync((string)later["refresh_token"]!)).Json })
        {
            using var client = Server.Client((string)token["access_token"]!);
            await RefusedAsync(client, [.. Changes(me.Id), .. Reads(me.Id)]);
        }
    }

    /// <summary>An owner, another account and a key, which are to stay as they are, and who attacks.</summary>
    private async Task<Account> PrepareAsync(string role, IReadOnlyList<string>? newsletters)
    {
        foreach (var (name, other) in new[] { ("boss", "owner"), ("peer", "editor") })
            named[name] = (await Owner.GetReplyAsync($"{Users}/{(await PersonAsync($"{name}@example.org", other)).Id}")).Is(200).Data;
        named["key"] = (await Keys.MakeAsync(Owner, new { name = "press", role = "editor" })).Key;
        named["client"] = (JsonObject)(await Owner.CreateAsync("clients", new { name = "wire", role = "editor" }))["client"]!;
        named["newsletter"] = await Samples.CreateAsync(Owner, "newsletters");
        return await PersonAsync("me@example.org", role, newsletters);
    }

    private List<Attempt> Changes(Guid me)
    {
        var (key, foreign) = (Keys.Address(named["key"]), (string)named["newsletter"]["id"]!);
        var attempts = new List<Attempt>();
        foreach (var role in new[] { "owner", "editor", "writer", "contributor" })
        {
            attempts.Add(new(HttpMethod.Post, Users, $"{{\"email\":\"more@example.org\",\"role\":\"{role}\"}}"));
            attempts.Add(new(HttpMethod.Post, Keys.Path, $"{{\"name\":\"more\",\"role\":\"{role}\"}}"));
            attempts.Add(new(HttpMethod.Post, Clients, $"{{\"name\":\"more\",\"role\":\"{role}\"}}"));
        }
        attempts.Add(new(HttpMethod.Post, Users, $"{{\"email\":\"more@example.org\",\"role\":\"editor\",\"newsletters\":[\"{foreign}\"]}}"));
        attempts.Add(new(HttpMethod.Post, Keys.Path, $"{{\"name\":\"more\",\"role\":\"editor\",\"entitlements\":{{\"newsletters\":[\"{foreign}\"]}}}}"));
        attempts.Add(new(HttpMethod.Post, Keys.Path, "{\"name\":\"more\",\"role\":\"writer\",\"entitlements\":{\"regions\":[\"DE\"]}}"));
        attempts.AddRange(Scopes.All.Except(Narrow.Split(' ')).Select(scope => new Attempt(HttpMethod.Post, Keys.Path, $"{{\"name\":\"more\",\"scopes\":[\"{scope}\"]}}")));
        attempts.AddRange(new[] { "{\"role\":\"owner\",\"newsletters\":null}", "{\"role\":\"editor\",\"newsletters\":null}", $"{{\"newsletters\":[\"{foreign}\"]}}" }.Select(change => new Attempt(HttpMethod.Patch, $"{Users}/{me}", change)));
        foreach (var other in new[] { named["boss"], named["peer"] })
        {
            var path = $"{Users}/{other["id"]}";
            attempts.AddRange(new[] { "{\"disabled\":true}", "{\"disabled\":false}", "{\"role\":\"partner\"}", "{\"role\":\"owner\"}", "{\"name\":\"Mine\"}", "{\"twoFactor\":false}", $"{{\"newsletters\":[\"{foreign}\"]}}" }.Select(change => new Attempt(HttpMethod.Patch, path, change)));
            attempts.AddRange([new(HttpMethod.Post, path + "/reset-link"), new(HttpMethod.Delete, path), new(HttpMethod.Delete, path + "/sessions"), new(HttpMethod.Delete, $"{path}/sessions/{Guid.Empty}")]);
        }
        attempts.AddRange(new[] { "{\"role\":\"owner\"}", "{\"scopes\":[\"users:manage\"]}", "{\"name\":\"Mine\"}", "{\"expiresAt\":null}" }.Select(change => new Attempt(HttpMethod.Patch, key, change)));
        attempts.AddRange([new(HttpMethod.Post, key + "/rotate", "{}"), new(HttpMethod.Delete, key), new(HttpMethod.Delete, $"{Clients}/{named["client"]["id"]}")]);
        return attempts;
    }

    private IEnumerable<Attempt> Reads(Guid me) =>
        new[] { Users, $"{Users}?email=boss@example.org", $"{Users}/{me}", $"{Users}/{me}/sessions", $"{Users}/{named["boss"]["id"]}", $"{Users}/{named["boss"]["id"]}/sessions", Keys.Path, Keys.Address(named["key"]), Clients, $"{Clients}/{named["client"]["id"]}" }
            .Select(path => new Attempt(HttpMethod.Get, path));

    /// <summary>403, or what is said of anything that does not exist.</summary>
    private async Task RefusedAsync(HttpClient client, IReadOnlyList<Attempt> attempts)
    {
        var before = await StateAsync();
        foreach (var attempt in attempts)
        {
            var reply = await client.SendTextAsync(attempt.Method, attempt.Path, attempt.Body, "\"1\"", contentType: attempt.Method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
            Assert.True(reply.Status is 403 or 404 or 422, $"{attempt}: {reply.Status} {reply.Text}");
            reply.IsProblem(reply.Status, reply.Status switch { 403 => "forbidden", 404 => "not_found", _ => "invalid_content" });
            if (reply.Status == 422) Assert.All(reply.Errors, error => Assert.EndsWith("newsletters/0 unknown_reference", error, StringComparison.Ordinal));
            Assert.DoesNotContain("boss@", reply.Text, StringComparison.Ordinal);
        }
        Assert.Equal(before, await StateAsync());
    }

    /// <summary>All that says who may do what, and who was told so.</summary>
    private async Task<string> StateAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
        var accounts = await db.Accounts.AsNoTracking().OrderBy(account => account.Id).ToListAsync(TestContext.Current.CancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().OrderBy(key => key.Id).ToListAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', [
            .. accounts.Select(account => $"{account.Id} {account.Email} {account.DisplayName} {account.Role} {account.NewsletterList} {account.Disabled} {account.LockoutEnd} {account.TwoFactorEnabled} {account.Version} {account.SecurityStamp} {account.PasswordHash}"),
            .. keys.Select(key => $"{key.Id} {key.Name} {key.Role} {key.ScopeList} {key.NewsletterList} {key.TagList} {key.RegionList} {key.ExpiresAt} {key.RevokedAt} {key.Version} {Convert.ToHexString(key.Hash)}"),
            $"{await db.Audit.CountAsync(TestContext.Current.CancellationToken)} entries of the trail",
        ]);
    }

    private sealed record Attempt(HttpMethod Method, string Path, string? Body = null);
}

public sealed class EscalationOnSqlite() : EscalationTests(Engine.Sqlite);

public sealed class EscalationOnPostgreSql() : EscalationTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Newsletter.ApiTests.Access;
using Newsletter.ApiTests.Management;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

public abstract class UserTests(Engine engine) : AccountTests(engine)
{
    private const string Path = "/manage/v1/users";

    [Fact]
    public async Task Who_is_invited_sets_a_password_by_the_link_once()
    {
        var made = (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"ana@example.org\",\"name\":\"Ana\",\"role\":\"writer\"}")).Is(201);
        Assert.Equal(("Ana", "writer", true, "\"1\""), ((string?)made.Data["name"], (string?)made.Data["role"], (bool)made.Data["invited"]!, made.ETag));
        Assert.Equal($"{Path}/{made.Data["id"]}", made.Headers.Location!.OriginalString);
        var link = (string)made.Json["meta"]!["invitation"]!["url"]!;
        using var browser = new Browser(Server);
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", "")).Status);

        var page = await browser.GetAsync(link);
        Assert.Equal(200, page.Status);
        foreach (var (password, again) in new[] { ("short", "short"), (Password, "another one of them"), ("Password123456!", "Password123456!"), ("ana@example.org!", "ana@example.org!"), ("qwertyqwerty", "qwertyqwerty"), (new string('x', 129), new string('x', 129)) })
            Assert.Equal(422, (await browser.SubmitAsync(page, ("password", password), ("again", again))).Status);
        Assert.Equal(200, (await browser.SubmitAsync(page, ("password", Password), ("again", Password))).Status);
        Assert.Equal(410, (await browser.GetAsync(link)).Status);
        Assert.Equal(410, (await browser.SubmitAsync(page, ("password", Password + "!"), ("again", Password + "!"))).Status);
        Assert.Equal(302, (await browser.SignInAsync("ana@example.org", Password)).Status);
        Assert.False((bool)(await Owner.GetReplyAsync($"{Path}/{made.Data["id"]}")).Is(200).Data["invited"]!);
    }

    [Fact]
    public async Task An_invitation_is_good_for_seven_days_and_a_reset_for_an_hour()
    {
        var made = (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"ana@example.org\",\"role\":\"writer\"}")).Is(201);
        var invitation = (string)made.Json["meta"]!["invitation"]!["url"]!;
        var bea = await PersonAsync("bea@example.org");
        var reset = (string)(await Owner.SendTextAsync(HttpMethod.Post, $"{Path}/{bea.Id}/reset-link", null)).Is(201).Data["url"]!;
        using var browser = new Browser(Server);
        // A link of one kind is none of the other.
        Assert.Equal(410, (await browser.GetAsync(reset.Replace("reset/new", "accept", StringComparison.Ordinal))).Status);
        Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(200, (await browser.GetAsync(reset)).Status);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(410, (await browser.GetAsync(reset)).Status);
        Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(200, (await browser.GetAsync(invitation)).Status);
        Clock.Advance(TimeSpan.FromDays(0.1));
        Assert.Equal(410, (await browser.GetAsync(invitation)).Status);
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions()
    {
        var ana = await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("ana@example.org", Password);
        using var client = Server.Client((string)tokens["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        var reset = (string)(await Owner.SendTextAsync(HttpMethod.Post, $"{Path}/{ana.Id}/reset-link", null)).Is(201).Data["url"]!;
        const string Another = "a heron by the frozen pond";
        Assert.Equal(200, (await browser.SubmitAsync(await browser.GetAsync(reset), ("password", Another), ("again", Another))).Status);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json["error"]);
        Assert.Equal(302, (await browser.GetAsync("/account")).Status);
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
        Assert.Equal(302, (await browser.SignInAsync("ana@example.org", Another)).Status);
    }

    [Theory]
    [InlineData("{\"role\":\"writer\"}")]
    [InlineData("{\"disabled\":true}")]
    public async Task Another_role_and_disabling_end_all_sessions_at_once(string change)
    {
        var ana = await PersonAsync("ana@example.org");
        using var browser = new Browser(Server);
        var tokens = await browser.TokensAsync("ana@example.org", Password);
        using var client = Server.Client((string)tokens["access_token"]!);
        (await client.GetReplyAsync("/manage/v1/tags")).Is(200);
        (await PatchAsync(Owner, ana.Id, change, "\"1\"")).Is(200);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_grant", (string?)(await browser.RefreshAsync((string)tokens["refresh_token"]!)).Json["error"]);
        Assert.Equal(302, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Who_is_disabled_cannot_sign_in()
    {
        var ana = await PersonAsync("ana@example.org");
        (await PatchAsync(Owner, ana.Id, "{\"disabled\":true}", "\"1\"")).Is(200);
        using var browser = new Browser(Server);
        Assert.Equal(422, (await browser.SignInAsync("ana@example.org", Password)).Status);
        (await Owner.SendTextAsync(HttpMethod.Post, $"{Path}/{ana.Id}/reset-link", null)).IsProblem(409, "disabled");
        (await PatchAsync(Owner, ana.Id, "{\"disabled\":false}", "\"2\"")).Is(200);
        Assert.Equal(302, (await browser.SignInAsync("ana@example.org", Password)).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one()
    {
        var ana = await PersonAsync("ana@example.org");
        using var first = new Browser(Server);
        using var second = new Browser(Server);
        using var one = Server.Client((string)(await first.TokensAsync("ana@example.org", Password))["access_token"]!);
        Clock.Advance(TimeSpan.FromMinutes(1));
        using var two = Server.Client((string)(await second.TokensAsync("ana@example.org", Password))["access_token"]!);
        var sessions = (JsonArray)(await Owner.GetReplyAsync($"{Path}/{ana.Id}/sessions")).Is(200).Json["data"]!;
        Assert.Equal(["Swagger UI", "Swagger UI"], sessions.Select(session => (string?)session!["client"]));
        (await Owner.SendTextAsync(HttpMethod.Delete, $"{Path}/{ana.Id}/sessions/{sessions[1]!["id"]}", null)).Is(204);
        (await one.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        (await two.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Single((JsonArray)(await Owner.GetReplyAsync($"{Path}/{ana.Id}/sessions")).Json["data"]!);

        var other = await PersonAsync("bea@example.org");
        (await Owner.SendTextAsync(HttpMethod.Delete, $"{Path}/{other.Id}/sessions/{sessions[0]!["id"]}", null)).IsProblem(404, "not_found");
        (await Owner.SendTextAsync(HttpMethod.Delete, $"{Path}/{ana.Id}/sessions", null)).Is(204);
        (await two.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Empty((JsonArray)(await Owner.GetReplyAsync($"{Path}/{ana.Id}/sessions")).Json["data"]!);
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        var owner = await PersonAsync("owner@example.org", "owner");
        // An owner who has not accepted yet cannot sign in and does not count.
        (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"later@example.org\",\"role\":\"owner\"}")).Is(201);
        (await PatchAsync(Owner, owner.Id, "{\"role\":\"editor\"}", "\"1\"")).IsProblem(409, "last_owner");
        (await PatchAsync(Owner, owner.Id, "{\"disabled\":true}", "\"1\"")).IsProblem(409, "last_owner");
        (await Owner.SendTextAsync(HttpMethod.Delete, $"{Path}/{owner.Id}", null, "\"1\"")).IsProblem(409, "last_owner");
        (await PatchAsync(Owner, owner.Id, "{\"name\":\"The owner\"}", "\"1\"")).Is(200);

        var second = await PersonAsync("second@example.org", "owner");
        var answers = await Task.WhenAll(PatchAsync(Owner, owner.Id, "{\"role\":\"editor\"}", "\"2\""), PatchAsync(Owner, second.Id, "{\"role\":\"editor\"}", "\"1\""));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single((JsonArray)(await Owner.GetReplyAsync(Path + "?role=owner&disabled=false")).Json["data"]!, user => !(bool)user!["invited"]!);
    }

    [Fact]
    public async Task Nobody_deals_with_those_who_may_do_more()
    {
        var owner = await PersonAsync("owner@example.org", "owner");
        var editor = await PersonAsync("editor@example.org");
        using var limited = Server.Client(await Server.KeyAsync([Scopes.UsersManage, .. Scopes.Roles["writer"]]));
        (await limited.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"ana@example.org\",\"role\":\"writer\"}")).Is(201);
        (await limited.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"bea@example.org\",\"role\":\"editor\"}")).IsProblem(403, "forbidden");
        (await PatchAsync(limited, owner.Id, "{\"name\":\"Mine\"}", "\"1\"")).IsProblem(403, "forbidden");
        (await PatchAsync(limited, editor.Id, "{\"role\":\"writer\"}", "\"1\"")).IsProblem(403, "forbidden");
        (await limited.SendTextAsync(HttpMethod.Post, $"{Path}/{owner.Id}/reset-link", null)).IsProblem(403, "forbidden");
        (await limited.SendTextAsync(HttpMethod.Delete, $"{Path}/{owner.Id}", null, "\"1\"")).IsProblem(403, "forbidden");
        (await limited.SendTextAsync(HttpMethod.Delete, $"{Path}/{owner.Id}/sessions", null)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task An_account_is_changed_as_it_was_read_and_deleted_for_good()
    {
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var ana = await PersonAsync("ana@example.org");
        var path = $"{Path}/{ana.Id}";
        (await PatchAsync(Owner, ana.Id, "{\"name\":\"x\"}", null)).IsProblem(428, "if_match_required");
        (await PatchAsync(Owner, ana.Id, "{\"name\":\"x\"}", "\"7\"")).IsProblem(412, "stale");
        Assert.Equal(["/role unknown_value"], (await PatchAsync(Owner, ana.Id, "{\"role\":\"king\"}", "\"1\"")).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/email unknown_field"], (await PatchAsync(Owner, ana.Id, "{\"email\":\"other@example.org\"}", "\"1\"")).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/newsletters/0 unknown_reference"], (await PatchAsync(Owner, ana.Id, "{\"newsletters\":[\"nowhere\"]}", "\"1\"")).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/twoFactor not_yours"], (await PatchAsync(Owner, ana.Id, "{\"twoFactor\":true}", "\"1\"")).IsProblem(422, "invalid_content").Errors);
        var changed = (await PatchAsync(Owner, ana.Id, $"{{\"newsletters\":[\"{newsletter["slug"]}\"]}}", "\"1\"")).Is(200);
        Assert.Equal(("\"2\"", (string?)newsletter["id"]), (changed.ETag, (string?)changed.Data["newsletters"]![0]));
        // Nothing changes, so there is no new version.
        Assert.Equal("\"2\"", (await PatchAsync(Owner, ana.Id, "{\"role\":\"editor\"}", "\"2\"")).Is(200).ETag);
        Assert.Null((await PatchAsync(Owner, ana.Id, "{\"newsletters\":null}", "\"2\"")).Is(200).Data["newsletters"]);
        using var client = await AsAsync("ana@example.org");
        (await Owner.SendTextAsync(HttpMethod.Delete, path, null, "\"3\"")).Is(204);
        (await Owner.GetReplyAsync(path)).IsProblem(404, "not_found");
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        var actions = ((JsonArray)(await Owner.GetReplyAsync($"/manage/v1/audit?item={ana.Id}")).Json["data"]!).Select(entry => (string?)entry!["action"]);
        Assert.Equal(["signedIn", "userChanged", "userChanged", "userCreated", "userDeleted"], actions.Order());
    }

    [Fact]
    public async Task Two_accounts_never_have_one_address_or_one_id()
    {
        const string Text = "{\"email\":\"ana@example.org\",\"role\":\"writer\",\"id\":\"01a16028-0d40-71e1-90f3-858bda43ec01\"}";
        (await Owner.SendTextAsync(HttpMethod.Post, Path, Text)).Is(201);
        (await Owner.SendTextAsync(HttpMethod.Post, Path, Text.Replace("ana@", "ANA@", StringComparison.Ordinal).Replace("ec01", "ec02", StringComparison.Ordinal))).IsProblem(409, "email_taken");
        (await Owner.SendTextAsync(HttpMethod.Post, Path, Text.Replace("ana@", "bea@", StringComparison.Ordinal))).IsProblem(409, "id_taken");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Owner.SendTextAsync(HttpMethod.Post, Path, "{\"email\":\"cleo@example.org\",\"role\":\"writer\"}")));
        Assert.Equal([201, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    [Theory]
    [InlineData("{\"role\":\"writer\"}", "/email required")]
    [InlineData("{\"email\":\"nobody\",\"role\":\"writer\"}", "/email bad_email")]
    [InlineData("{\"email\":\"Ana <ana@example.org>\",\"role\":\"writer\"}", "/email bad_email")]
    [InlineData("{\"email\":\"ana@example.org\\r\\nBcc: all@example.org\",\"role\":\"writer\"}", "/email bad_email")]
    [InlineData("{\"email\":\"ana@example.org\",\"role\":\"king\"}", "/role unknown_value")]
    [InlineData("{\"email\":\"ana@example.org\",\"role\":\"writer\",\"name\":\" \"}", "/name bad_name")]
    [InlineData("{\"email\":\"ana@example.org\",\"role\":\"writer\",\"newsletters\":[]}", "/newsletters out_of_range")]
    [InlineData("{\"email\":\"ana@example.org\",\"role\":\"writer\",\"passwordHash\":\"x\"}", "/passwordHash unknown_field")]
    [InlineData("{\"email\":\"ana@example.org\",\"role\":\"writer\",\"id\":\"5b9c0a4e-58d4-4e5f-9a66-1f6f0f0f0f0f\"}", "/id bad_id")]
    public async Task What_is_wrong_with_an_invitation_is_named(string json, string error) =>
        Assert.Equal([error], (await Owner.SendTextAsync(HttpMethod.Post, Path, json)).IsProblem(422, "invalid_content").Errors);

    [Fact]
    public async Task A_repeated_invitation_is_answered_once_and_shows_its_link_once()
    {
        const string Text = "{\"email\":\"ana@example.org\",\"role\":\"writer\"}";
        var first = (await Owner.SendTextAsync(HttpMethod.Post, Path, Text, idempotencyKey: "a")).Is(201);
        var again = (await Owner.SendTextAsync(HttpMethod.Post, Path, Text, idempotencyKey: "a")).Is(201);
        Assert.Equal((string?)first.Data["id"], (string?)again.Data["id"]);
        Assert.NotNull((string?)first.Json["meta"]!["invitation"]!["url"]);
        Assert.Null((string?)again.Json["meta"]!["invitation"]!["url"]);
    }

    [Fact]
    public async Task Everybody_is_told_who_he_is()
    {
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var ana = await PersonAsync("ana@example.org", "writer", [(string)newsletter["id"]!]);
        using var client = await AsAsync("ana@example.org", "content:write");
        var me = (await client.GetReplyAsync(Path + "/me")).Is(200).Data;
        Assert.Equal((ana.Id.ToString(), "user"), ((string?)me["id"], (string?)me["kind"]));
        Assert.Equal(["content:write"], me["scopes"]!.AsArray().Select(scope => (string?)scope));
        Assert.Equal([(string?)newsletter["id"]], me["newsletters"]!.AsArray().Select(id => (string?)id));
        Assert.Equal("key", (string?)(await Owner.GetReplyAsync(Path + "/me")).Is(200).Data["kind"]);
    }

    [Fact]
    public async Task The_list_is_paged_and_filtered()
    {
        for (var n = 0; n < 5; n++)
        {
            await PersonAsync($"writer{n}@example.org", n % 2 == 0 ? "writer" : "editor");
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var seen = new List<string?>();
        for (string? next = Path + "?limit=2"; next is not null;)
        {
            var page = (await Owner.GetReplyAsync(next)).Is(200).Json;
            seen.AddRange(page["data"]!.AsArray().Select(user => (string?)user!["email"]));
            next = (string?)page["page"]!["next"];
        }
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"writer{n}@example.org"), seen);
        Assert.Equal(2, (await Owner.GetReplyAsync(Path + "?role=editor")).Json["data"]!.AsArray().Count);
        Assert.Single((await Owner.GetReplyAsync(Path + "?email=WRITER3@example.org")).Json["data"]!.AsArray());
        (await Owner.GetReplyAsync(Path + "?role=king")).IsProblem(400, "invalid_parameter");
        (await Owner.GetReplyAsync(Path + "?nonsense=1")).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task Who_is_limited_to_newsletters_sees_himself_and_who_is_limited_to_some_of_them()
    {
        var ids = new List<string>();
        for (var n = 0; n < 3; n++) ids.Add((string)(await Samples.CreateAsync(Owner, "newsletters"))["id"]!);
        var seen = new[] { await PersonAsync("one@example.org", "owner", ids[..1]), await PersonAsync("both@example.org", "writer", ids[..2]) };
        var hidden = new[] { await PersonAsync("all@example.org"), await PersonAsync("third@example.org", "writer", ids[2..]), await PersonAsync("more@example.org", "owner", ids) };
        using var key = await Server.ClientAsync(new { name = "People", role = "owner", entitlements = new { newsletters = ids[..2] } });
        Assert.Equal(seen.Select(account => account.Id).Order(), (await IdsAsync(key, "")).Order());
        Assert.Empty(await IdsAsync(key, "?email=all@example.org"));
        foreach (var account in seen)
        {
            (await key.GetReplyAsync($"{Path}/{account.Id}")).Is(200);
            (await key.GetReplyAsync($"{Path}/{account.Id}/sessions")).Is(200);
        }
        foreach (var account in hidden)
        {
            var path = $"{Path}/{account.Id}";
            (await key.GetReplyAsync(path)).IsProblem(404, "not_found");
            (await key.GetReplyAsync(path + "/sessions")).IsProblem(404, "not_found");
            (await PatchAsync(key, account.Id, "{\"name\":\"Mine\"}", "\"1\"")).IsProblem(404, "not_found");
            (await key.SendTextAsync(HttpMethod.Delete, path, null, "\"1\"")).IsProblem(404, "not_found");
            (await key.SendTextAsync(HttpMethod.Delete, path + "/sessions", null)).IsProblem(404, "not_found");
            (await key.SendTextAsync(HttpMethod.Post, path + "/reset-link", null)).IsProblem(404, "not_found");
        }
        using var one = await AsAsync("one@example.org");
        Assert.Equal([seen[0].Id], await IdsAsync(one, ""));
        (await PatchAsync(one, seen[0].Id, "{\"newsletters\":null}", "\"1\"")).IsProblem(403, "forbidden");
        Assert.Equal(5, (await IdsAsync(Owner, "")).Count());

        static async Task<IEnumerable<Guid>> IdsAsync(HttpClient client, string query) => (await client.GetReplyAsync(Path + query)).Is(200).Json["data"]!.AsArray().Select(user => (Guid)user!["id"]!);
    }

    private static Task<Reply> PatchAsync(HttpClient client, Guid id, string json, string? ifMatch) =>
        client.SendTextAsync(HttpMethod.Patch, $"{Path}/{id}", json, ifMatch, contentType: "application/merge-patch+json");
}

public sealed class UserOnSqlite() : UserTests(Engine.Sqlite);

public sealed class UserOnPostgreSql() : UserTests(Engine.PostgreSql);

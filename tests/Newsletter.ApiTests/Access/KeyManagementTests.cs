using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

public abstract class KeyManagementTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_key_is_made_read_changed_and_revoked()
    {
        var week = await Samples.CreateAsync(Owner, "newsletters");
        var created = (await Owner.SendNodeAsync(HttpMethod.Post, Keys.Path, new JsonObject
        {
            ["name"] = "Partner",
            ["scopes"] = new JsonArray("content:read"),
            ["entitlements"] = new JsonObject { ["newsletters"] = new JsonArray(week["slug"]!.DeepClone()), ["regions"] = new JsonArray("DE") },
            ["expiresAt"] = "2026-04-01T00:00:00Z",
        })).Is(201);
        var (text, key) = ((string)created.Data["text"]!, (JsonObject)created.Data["key"]!);
        Assert.Equal((Keys.Address(key), "\"1\""), (created.Headers.Location?.ToString(), created.ETag));
        Assert.Matches($"^nlk_{key["publicId"]}_[0-9a-f]{{64}}$", text);
        Assert.Equal(week["id"]!.ToString(), (string?)key["entitlements"]!["newsletters"]![0]);
        Assert.Equal(("bootstrap", null), ((string?)key["createdByName"], (string?)key["role"]));

        using var partner = Server.Client(text);
        (await partner.GetReplyAsync("/api/v1/articles")).Is(200);
        var read = (await Owner.GetReplyAsync(Keys.Address(key))).Is(200);
        Assert.Equal("\"1\"", read.ETag);
        Assert.True(JsonNode.DeepEquals(key, read.Data));
        Assert.DoesNotContain(text, read.Text, StringComparison.Ordinal);

        var changed = (await PatchAsync(key, "{\"name\":\"Other\",\"role\":\"editor\",\"entitlements\":{\"regions\":null},\"expiresAt\":null}")).Is(200).Data;
        Assert.Equal(("Other", "editor", 2), ((string?)changed["name"], (string?)changed["role"], (int)changed["version"]!));
        Assert.True(changed["entitlements"]!["regions"] is null && changed["entitlements"]!["newsletters"] is JsonArray && changed["expiresAt"] is null);
        Assert.Equal(Scopes.Roles["editor"], changed["scopes"]!.AsArray().Select(scope => (string)scope!));
        (await partner.GetReplyAsync("/manage/v1/articles")).Is(200);
        (await PatchAsync(key, "{}")).IsProblem(412, "stale");
        (await Owner.SendTextAsync(HttpMethod.Patch, Keys.Address(key), "{}")).IsProblem(428, "if_match_required");

        (await Owner.SendTextAsync(HttpMethod.Delete, Keys.Address(key), null, "\"2\"")).Is(204);
        (await partner.GetReplyAsync("/api/v1/articles")).IsProblem(401, "unauthenticated");
        var revoked = (await Owner.GetReplyAsync(Keys.Address(key))).Is(200).Data;
        Assert.Equal("2026-03-01T12:00:00.000Z", (string?)revoked["revokedAt"]);
        foreach (var (method, path) in new[] { (HttpMethod.Patch, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/rotate") })
        {
            (await Owner.SendTextAsync(method, Keys.Address(key) + path, method == HttpMethod.Delete ? null : "{}", "\"3\"")).IsProblem(409, "key_revoked");
        }
        Assert.Equal(["keyChanged 2", "keyCreated 1", "keyRevoked 3"], (await Owner.ReadAsync($"/manage/v1/audit?item={key["id"]}"))["data"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["version"]}").Order(StringComparer.Ordinal));
        (await Owner.GetReplyAsync($"{Keys.Path}/{Guid.Empty}")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Of_two_secrets_the_old_one_is_good_until_the_overlap_ends()
    {
        var (first, key) = await Keys.MakeAsync(Owner, new { name = "Front end", role = "editor" });
        var (second, version) = await RotateAsync(key, 1, 2);
        Assert.Equal(2, version);
        await ExpectAsync((first, 200), (second, 200));
        Clock.Advance(TimeSpan.FromHours(2));
        await ExpectAsync((first, 401), (second, 200));
        var (third, _) = await RotateAsync(key, 2, 720);
        var (fourth, _) = await RotateAsync(key, 3, 0);
        await ExpectAsync((first, 401), (second, 401), (third, 401), (fourth, 200));
        foreach (var hours in new[] { -1, 721 }) (await RotateReplyAsync(key, 4, hours)).IsProblem(422, "invalid_content");

        async Task ExpectAsync(params (string Text, int Status)[] expected)
        {
            foreach (var (text, status) in expected)
            {
                using var client = Server.Client(text);
                (await client.GetReplyAsync("/manage/v1/tags")).Is(status);
            }
        }
    }

    [Fact]
    public async Task A_repeated_request_makes_no_other_key_and_shows_no_secret()
    {
        const string Write = "{\"name\":\"Once\",\"role\":\"partner\"}";
        var first = (await Owner.SendTextAsync(HttpMethod.Post, Keys.Path, Write, idempotencyKey: "k")).Is(201);
        var again = (await Owner.SendTextAsync(HttpMethod.Post, Keys.Path, Write, idempotencyKey: "k")).Is(201);
        Assert.NotNull((string?)first.Data["text"]);
        Assert.Null((string?)again.Data["text"]);
        Assert.True(JsonNode.DeepEquals(first.Data["key"], again.Data["key"]));
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
    }

    [Fact]
    public async Task Nobody_makes_or_changes_a_key_that_may_do_or_see_more_than_he_may()
    {
        var (mine, other) = (await Samples.CreateAsync(Owner, "newsletters"), await Samples.CreateAsync(Owner, "newsletters"));
        var scopes = new[] { Scopes.KeysManage, Scopes.ContentRead, Scopes.ContentWrite };
        using var manager = await Server.ClientAsync(new { name = "Manager", scopes, entitlements = new { newsletters = new[] { mine["id"] } } });
        var limits = new JsonObject { ["newsletters"] = new JsonArray(mine["id"]!.DeepClone()) };
        await RefusedAsync("/scopes", 403, new JsonObject { ["scopes"] = new JsonArray(Scopes.ContentPublish), ["entitlements"] = limits.DeepClone() });
        await RefusedAsync("/role", 403, new JsonObject { ["role"] = "owner", ["entitlements"] = limits.DeepClone() });
        await RefusedAsync("/entitlements", 403, new JsonObject { ["role"] = "partner" });
        await RefusedAsync("/entitlements/newsletters/0", 422, new JsonObject { ["role"] = "partner", ["entitlements"] = new JsonObject { ["newsletters"] = new JsonArray(other["id"]!.DeepClone()) } });
        var (_, own) = await Keys.MakeAsync(manager, new { name = "Own", role = "partner", entitlements = new { newsletters = new[] { mine["slug"] } } });
        (await manager.SendTextAsync(HttpMethod.Patch, Keys.Address(own), "{\"entitlements\":null}", "\"1\"")).IsProblem(403, "forbidden");

        var (_, stronger) = await Keys.MakeAsync(Owner, new { name = "Stronger", role = "editor", entitlements = new { newsletters = new[] { mine["id"] } } });
        var (_, elsewhere) = await Keys.MakeAsync(Owner, new { name = "Elsewhere", role = "partner", entitlements = new { newsletters = new[] { other["id"] } } });
        foreach (var (key, status) in new[] { (stronger, 403), (elsewhere, 404) })
        {
            (await manager.SendTextAsync(HttpMethod.Patch, Keys.Address(key), "{\"name\":\"x\"}", "\"1\"")).Is(status);
            (await manager.SendTextAsync(HttpMethod.Post, Keys.Address(key) + "/rotate", "{}", "\"1\"")).Is(status);
            (await manager.SendTextAsync(HttpMethod.Delete, Keys.Address(key), null, "\"1\"")).Is(status);
        }
        var listed = (await manager.ReadAsync(Keys.Path + "?limit=100"))["data"]!.AsArray().Select(key => (string)key!["name"]!).Order(StringComparer.Ordinal);
        Assert.Equal(["Manager", "Own", "Stronger"], listed);

        async Task RefusedAsync(string pointer, int status, JsonObject write)
        {
            write["name"] = "Too much";
            var refused = (await manager.SendNodeAsync(HttpMethod.Post, Keys.Path, write)).Is(status);
            Assert.Equal(pointer, refused.Errors[0].Split(' ')[0]);
        }
    }

    [Theory]
    [InlineData("{\"name\":\"x\"}", "/scopes role_or_scopes")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"scopes\":[\"content:read\"]}", "/scopes role_or_scopes")]
    [InlineData("{\"name\":\" \",\"role\":\"owner\"}", "/name bad_name")]
    [InlineData("{\"role\":\"owner\"}", "/name required")]
    [InlineData("{\"name\":\"x\",\"role\":\"king\"}", "/role unknown_value")]
    [InlineData("{\"name\":\"x\",\"scopes\":[\"content:read\",\"all\"]}", "/scopes/1 unknown_value")]
    [InlineData("{\"name\":\"x\",\"scopes\":[]}", "/scopes bad_count")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"expiresAt\":\"2026-03-01T12:00:00Z\"}", "/expiresAt in_the_past")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"entitlements\":{\"newsletters\":[\"none\"]}}", "/entitlements/newsletters/0 unknown_reference")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"entitlements\":{\"tags\":[]}}", "/entitlements/tags bad_count")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"entitlements\":{\"regions\":[\"DE\",\"de\"]}}", "/entitlements/regions/1 unknown_country")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"allowedOrigins\":[\"https://a.example/path\"]}", "/allowedOrigins/0 bad_origin")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"allowedNetworks\":[\"10.0.0.0/33\"]}", "/allowedNetworks/0 bad_network")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"hash\":\"00\"}", "/hash unknown_field")]
    [InlineData("{\"name\":\"x\",\"role\":\"owner\",\"id\":\"00000000-0000-4000-8000-000000000000\"}", "/id bad_id")]
    public async Task What_is_wrong_is_named(string write, string error) =>
        Assert.Equal([error], (await Owner.SendTextAsync(HttpMethod.Post, Keys.Path, write)).IsProblem(422, "invalid_content").Errors);

    [Fact]
    public async Task A_key_may_be_kept_to_networks_and_to_sites()
    {
        using var here = await Server.ClientAsync(new { name = "Here", role = "editor", allowedNetworks = new[] { "127.0.0.0/8", "::1" } });
        using var elsewhere = await Server.ClientAsync(new { name = "Elsewhere", role = "editor", allowedNetworks = new[] { "192.0.2.7" } });
        using var site = await Server.ClientAsync(new { name = "Site", role = "editor", allowedOrigins = new[] { "https://www.example.org" } });
        (await here.GetReplyAsync("/manage/v1/tags")).Is(200);
        (await elsewhere.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        (await elsewhere.GetReplyAsync("/api/v1/tags")).IsProblem(401, "unauthenticated");
        (await site.GetReplyAsync("/manage/v1/tags")).Is(200);
        foreach (var (origin, status) in new[] { ("https://www.example.org", 200), ("https://evil.example", 401), ("null", 401) })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/manage/v1/tags");
            request.Headers.TryAddWithoutValidation("Origin", origin);
            (await site.AskAsync(request)).Is(status);
        }
    }

    [Fact]
    public async Task Lists_of_keys_are_paged()
    {
        for (var n = 0; n < 3; n++) await Keys.MakeAsync(Owner, new { name = $"key {n}", role = "partner" });
        var names = new List<string>();
        for (string? path = Keys.Path + "?limit=2"; path is not null;)
        {
            var page = (await Owner.GetReplyAsync(path)).Is(200).Json;
            names.AddRange(page["data"]!.AsArray().Select(key => (string)key!["name"]!));
            path = (string?)page["page"]!["next"];
        }
        Assert.Equal(["key 0", "key 1", "key 2"], names.Where(name => name.StartsWith("key", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(4, names.Distinct().Count());
    }

    private Task<Reply> PatchAsync(JsonNode key, string changes) => Owner.SendTextAsync(HttpMethod.Patch, Keys.Address(key), changes, "\"1\"", contentType: "application/merge-patch+json");

    private Task<Reply> RotateReplyAsync(JsonNode key, int version, int hours) => Owner.SendTextAsync(HttpMethod.Post, Keys.Address(key) + "/rotate", $"{{\"overlapHours\":{hours}}}", $"\"{version}\"");

    private async Task<(string Text, int Version)> RotateAsync(JsonNode key, int version, int hours)
    {
        var rotated = (await RotateReplyAsync(key, version, hours)).Is(200).Data;
        return ((string)rotated["text"]!, (int)rotated["key"]!["version"]!);
    }
}

public sealed class KeyManagementOnSqlite() : KeyManagementTests(Engine.Sqlite);

public sealed class KeyManagementOnPostgreSql() : KeyManagementTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Accounts;
using Newsletter.ApiTests.Management;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure.Identity;
using Newsletter.Testing;
using OpenIddict.Abstractions;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>The machines that sign in by themselves, managed over the API.</summary>
public abstract class ClientManagementTests(Engine engine) : ApiTests(engine)
{
    private const string Path = "/manage/v1/clients";

    [Fact]
    public async Task A_client_is_made_signs_in_and_is_deleted()
    {
        var created = (await MakeAsync(Owner, "The wire", "writer")).Is(201);
        var (secret, client) = ((string)created.Data["secret"]!, created.Data["client"]!);
        Assert.Equal(Address(client), created.Headers.Location?.ToString());
        Assert.Equal(("The wire", "writer"), ((string?)client["name"], (string?)client["role"]));
        Assert.Equal(Scopes.Roles["writer"], client["scopes"]!.AsArray().Select(scope => (string)scope!));
        var read = (await Owner.GetReplyAsync(Address(client))).Is(200);
        Assert.True(JsonNode.DeepEquals(client, read.Data));
        Assert.DoesNotContain(secret, read.Text, StringComparison.Ordinal);

        using var machine = Server.Client((string)(await Machines.TokenAsync(Server, (string)client["clientId"]!, secret))["access_token"]!);
        (await machine.GetReplyAsync("/manage/v1/tags")).Is(200);
        Assert.Equal((string?)client["id"], (string?)(await machine.GetReplyAsync("/manage/v1/users/me")).Is(200).Data["id"]);

        (await Owner.SendTextAsync(HttpMethod.Delete, Address(client), null)).Is(204);
        (await machine.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_client", (string?)(await Machines.TokenAsync(Server, (string)client["clientId"]!, secret))["error"]);
        (await Owner.GetReplyAsync(Address(client))).IsProblem(404, "not_found");
        (await Owner.SendTextAsync(HttpMethod.Delete, Address(client), null)).IsProblem(404, "not_found");
        var entries = (await Owner.ReadAsync($"/manage/v1/audit?item={client["id"]}"))["data"]!.AsArray();
        Assert.Equal(["clientDeleted client", "clientCreated client"], entries.Select(entry => $"{entry!["action"]} {entry["itemType"]}"));
        Assert.All(entries, entry => Assert.Equal("bootstrap", (string?)entry!["principalName"]));
    }

    [Fact]
    public async Task The_list_has_the_newest_first_page_by_page()
    {
        foreach (var name in new[] { "a", "b", "c" }) (await MakeAsync(Owner, name, "partner")).Is(201);
        var first = await Owner.ReadAsync(Path + "?limit=2");
        Assert.Equal(["c", "b"], Names(first));
        var second = await Owner.ReadAsync((string)first["page"]!["next"]!);
        Assert.Equal(["a"], Names(second));
        Assert.Null((string?)second["page"]!["next"]);
        (await Owner.GetReplyAsync(Path + "?limit=101")).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task A_repeated_request_makes_no_other_client_and_shows_no_secret()
    {
        const string Write = "{\"name\":\"Once\",\"role\":\"partner\"}";
        var first = (await Owner.SendTextAsync(HttpMethod.Post, Path, Write, idempotencyKey: "k")).Is(201);
        var again = (await Owner.SendTextAsync(HttpMethod.Post, Path, Write, idempotencyKey: "k")).Is(201);
        Assert.NotNull((string?)first.Data["secret"]);
        Assert.Null((string?)again.Data["secret"]);
        Assert.True(JsonNode.DeepEquals(first.Data["client"], again.Data["client"]));
        Assert.Single((await Owner.ReadAsync(Path))["data"]!.AsArray());
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_makes_nothing()
    {
        var id = Guid.CreateVersion7().ToString();
        (await SendAsync(Owner, new JsonObject { ["id"] = id, ["name"] = "First", ["role"] = "partner" })).Is(201);
        (await SendAsync(Owner, new JsonObject { ["id"] = id, ["name"] = "Second", ["role"] = "partner" })).IsProblem(409, "id_taken");
        foreach (var (pointer, write) in new[]
        {
            ("/id", new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["name"] = "x", ["role"] = "partner" }),
            ("/name", new JsonObject { ["name"] = " ", ["role"] = "partner" }),
            ("/name", new JsonObject { ["name"] = "a\r\nb", ["role"] = "partner" }),
            ("/name", new JsonObject { ["role"] = "partner" }),
            ("/role", new JsonObject { ["name"] = "x", ["role"] = "emperor" }),
            ("/secret", new JsonObject { ["name"] = "x", ["role"] = "partner", ["secret"] = "mine" }),
        })
        {
            var refused = (await SendAsync(Owner, write)).Is(422);
            Assert.Contains(refused.Json["errors"]!.AsArray(), issue => (string?)issue!["pointer"] == pointer);
        }
        Assert.Equal(["First"], Names(await Owner.ReadAsync(Path)));
    }

    [Fact]
    public async Task Nobody_makes_sees_or_deletes_one_that_may_do_more_than_he_may()
    {
        using var manager = await Server.ClientAsync(new { name = "Manager", scopes = new[] { Scopes.KeysManage, Scopes.ContentRead, Scopes.ContentWrite } });
        var refused = (await MakeAsync(manager, "Too much", "editor")).IsProblem(403, "forbidden");
        Assert.Equal("/role", (string?)refused.Json["errors"]![0]!["pointer"]);
        var own = (await MakeAsync(manager, "Within", "contributor")).Is(201).Data["client"]!;
        var stronger = (await MakeAsync(Owner, "Stronger", "writer")).Is(201).Data["client"]!;
        Assert.Equal(["Within"], Names(await manager.ReadAsync(Path)));
        (await manager.GetReplyAsync(Address(stronger))).IsProblem(404, "not_found");
        (await manager.SendTextAsync(HttpMethod.Delete, Address(stronger), null)).IsProblem(404, "not_found");
        (await Owner.GetReplyAsync(Address(stronger))).Is(200);

        // Clients are limited to nothing, so who is limited has no hand in any.
        var week = await Samples.CreateAsync(Owner, "newsletters");
        using var limited = await Server.ClientAsync(new { name = "Limited", role = "owner", entitlements = new { newsletters = new[] { week["id"] } } });
        (await MakeAsync(limited, "Wider", "partner")).IsProblem(403, "forbidden");
        Assert.Empty((await limited.ReadAsync(Path))["data"]!.AsArray());
        (await limited.SendTextAsync(HttpMethod.Delete, Address(own), null)).IsProblem(404, "not_found");
        (await manager.SendTextAsync(HttpMethod.Delete, Address(own), null)).Is(204);
    }

    [Fact]
    public async Task The_program_that_people_sign_in_with_is_none()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var swagger = await applications.GetIdAsync((await applications.FindByClientIdAsync(SwaggerClient.Id))!);
        (await Owner.SendTextAsync(HttpMethod.Delete, $"{Path}/{swagger}", null)).IsProblem(404, "not_found");
        Assert.Empty((await Owner.ReadAsync(Path))["data"]!.AsArray());
    }

    private static Task<Reply> MakeAsync(HttpClient caller, string name, string role) => SendAsync(caller, new JsonObject { ["name"] = name, ["role"] = role });

    private static Task<Reply> SendAsync(HttpClient caller, JsonObject write) => caller.SendNodeAsync(HttpMethod.Post, Path, write);

    private static string Address(JsonNode client) => $"{Path}/{client["id"]}";

    private static IEnumerable<string> Names(JsonObject page) => page["data"]!.AsArray().Select(client => (string)client!["name"]!);
}

public sealed class ClientManagementOnSqlite() : ClientManagementTests(Engine.Sqlite);

public sealed class ClientManagementOnPostgreSql() : ClientManagementTests(Engine.PostgreSql);

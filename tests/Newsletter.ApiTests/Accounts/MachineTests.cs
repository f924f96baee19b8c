using System.Text.Json.Nodes;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>Machines sign in by themselves (client credentials).</summary>
public abstract class MachineTests(Engine engine) : AccountTests(engine)
{
    [Fact]
    public async Task A_machine_gets_what_it_was_made_for_until_it_is_deleted()
    {
        var (id, secret, address) = await Machines.MakeAsync(Server, "The press system", "writer");
        var all = await TokenAsync(id, secret);
        using var client = Server.Client((string)all["access_token"]!);
        var me = (await client.GetReplyAsync("/manage/v1/users/me")).Is(200).Data;
        Assert.Equal(("The press system", "client"), ((string?)me["name"], (string?)me["kind"]));
        Assert.Equal(Scopes.Roles["writer"].Order(), me["scopes"]!.AsArray().Select(scope => (string)scope!).Order());
        (await client.SendTextAsync(HttpMethod.Post, "/manage/v1/authors", "{\"title\":\"Ana\",\"status\":\"draft\"}")).Is(201);
        (await client.GetReplyAsync("/manage/v1/audit")).IsProblem(403, "forbidden");

        using var narrow = Server.Client((string)(await TokenAsync(id, secret, "content:read"))["access_token"]!);
        (await narrow.GetReplyAsync("/manage/v1/users/me")).Is(200);
        (await narrow.GetReplyAsync("/manage/v1/tags")).IsProblem(403, "forbidden");
        Assert.NotNull((await TokenAsync(id, secret, "users:manage"))["error"]);
        Assert.Equal("invalid_client", (string?)(await TokenAsync(id, secret + "0"))["error"]);
        Assert.NotNull((await TokenAsync("swagger-ui", ""))["error"]);

        (await Owner.SendTextAsync(HttpMethod.Delete, address, null)).Is(204);
        (await client.GetReplyAsync("/manage/v1/tags")).IsProblem(401, "unauthenticated");
        Assert.Equal("invalid_client", (string?)(await TokenAsync(id, secret))["error"]);
    }

    [Fact]
    public async Task A_machine_that_is_a_contributor_works_on_its_own_only()
    {
        var (id, secret, _) = await Machines.MakeAsync(Server, "The wire", "contributor");
        using var client = Server.Client((string)(await TokenAsync(id, secret))["access_token"]!);
        await Owner.CreateAsync("articles", new { slug = "theirs", title = "Theirs" });
        await client.CreateAsync("articles", new { slug = "own", title = "Own" });
        (await client.GetReplyAsync("/manage/v1/articles/theirs")).IsProblem(404, "not_found");
        (await client.GetReplyAsync("/manage/v1/articles/own")).Is(200);
        Assert.Single((await client.GetReplyAsync("/manage/v1/articles")).Is(200).Json["data"]!.AsArray());
    }

    private Task<JsonObject> TokenAsync(string id, string secret, string? scope = null) => Machines.TokenAsync(Server, id, secret, scope);
}

public sealed class MachineOnSqlite() : MachineTests(Engine.Sqlite);

public sealed class MachineOnPostgreSql() : MachineTests(Engine.PostgreSql);

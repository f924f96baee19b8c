using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

public abstract class AuditTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task Who_reads_the_audit_trail_stands_in_it()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        using var auditor = Server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("auditor", [Scopes.AuditRead], null, TestContext.Current.CancellationToken));
        Assert.Equal(["keyCreated system", "keyCreated system"], (await auditor.ReadAsync("/manage/v1/audit"))["data"]!.AsArray().Select(one => $"{one!["action"]} {one["principalName"]}"));
        (await auditor.GetReplyAsync("/manage/v1/audit?limit=0")).IsProblem(400, "invalid_parameter");
        (await Anonymous.GetReplyAsync("/manage/v1/audit")).IsProblem(401, "unauthenticated");
        var entry = (await Owner.GetReplyAsync("/manage/v1/audit")).Is(200).Json["data"]![0]!;
        Assert.Equal(("auditRead", "auditor"), ((string?)entry["action"], (string?)entry["principalName"]));
        Assert.NotEqual(Guid.Empty.ToString(), (string?)entry["principal"]);
        Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)entry["at"]!, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(5));
        Assert.Equal(["auditRead bootstrap", "auditRead auditor", "keyCreated system", "keyCreated system"], (await Owner.ReadAsync("/manage/v1/audit"))["data"]!.AsArray().Select(one => $"{one!["action"]} {one["principalName"]}"));
    }

    [Fact]
    public async Task Pages_of_the_audit_trail_are_links_in_the_header_too()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        (await Owner.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), "{\"title\":\"Second\"}", tag.Tag())).Is(200);
        var seen = new List<string?>();
        for (string? path = $"/manage/v1/audit?item={tag["id"]}&limit=1"; path is not null;)
        {
            var page = (await Owner.GetReplyAsync(path)).Is(200);
            seen.AddRange(page.Json["data"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["version"]}"));
            path = (string?)page.Json["page"]!["next"];
            Assert.Equal(path is null ? null : $"<{path}>; rel=\"next\"", page.Headers.TryGetValues("Link", out var links) ? links.Single() : null);
        }
        Assert.Equal(["published 2", "published 1"], seen);
    }
}

public sealed class AuditOnSqlite() : AuditTests(Engine.Sqlite);

public sealed class AuditOnPostgreSql() : AuditTests(Engine.PostgreSql);

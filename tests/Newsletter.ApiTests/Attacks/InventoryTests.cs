using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>There is nothing but what is documented, and nobody learns otherwise from what is refused.</summary>
public sealed class InventoryTests
{
    private static readonly string[] Paths =
    [
        "/v0", "/v2", "/api", "/api/v0/articles", "/api/v2/articles", "/api/articles", "/manage", "/manage/v2/tags", "/debug", "/metrics", "/health", "/health/details", "/env", "/.env", "/.git/config", "/appsettings.json",
        "/appsettings.Production.json", "/web.config", "/admin", "/wp-admin", "/graphql", "/actuator", "/actuator/env", "/server-status", "/trace.axd", "/elmah", "/swagger.json", "/swagger/v1/swagger.json", "/openapi.json",
        "/openapi/internal.v1.json", "/api/v1", "/api/v1/users", "/api/v1/api-keys", "/api/v1/audit", "/api/v1/events", "/api/v1/schedules", "/api/v1/revisions", "/api/v1/articles/x/revisions", "/api/v1/media", "/data/newsletter.db",
        "/newsletter.db", "/data", "/media", "/media/", "/Newsletter.Api.dll", "/robots.txt.bak", "/phpinfo.php", "/cgi-bin/", "/_framework", "/_vs/browserLink", "/hangfire", "/errors", "/logs", "/backup.zip", "/.well-known/",
    ];

    [Fact]
    public async Task What_is_not_documented_is_not_there()
    {
        await using var started = await Started.Async();
        foreach (var client in new[] { started.Server.Anonymous, started.Server.Owner })
            foreach (var path in Paths) (await client.GetReplyAsync(path)).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Case_and_slashes_lead_to_no_other_rules()
    {
        await using var started = await Started.Async();
        foreach (var path in new[] { "/manage/v1/tags", "/MANAGE/v1/tags", "/manage/V1/tags", "/manage/v1/tags/", "/Manage/v1/Tags", "/manage/v1/%74ags" })
            (await started.Server.Anonymous.GetReplyAsync(path)).IsProblem(401, "unauthenticated");
        foreach (var path in new[] { "//manage/v1/tags", "/manage//v1/tags", "/api/v1/..%2f..%2fmanage/v1/tags", "/manage%2fv1%2ftags", "/manage/v1/tags;x", "/manage/v1/tags%00", "/manage/v1/tags.json" })
        {
            var answer = await RawHttp.SendAsync(started.Server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Assert.Contains(RawHttp.Status(answer), new[] { 400, 401, 404 });
        }
    }
}

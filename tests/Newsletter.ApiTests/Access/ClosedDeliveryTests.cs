using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>Delivery that takes a key.</summary>
public abstract class ClosedDeliveryTests(Engine engine) : ApiTests(engine)
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Delivery:Anonymous"] = "Closed" };

    [Fact]
    public async Task Closed_delivery_takes_a_key_that_may_read()
    {
        using var partner = await Server.RoleAsync("partner");
        using var auditor = await Server.ClientAsync(new { name = "Auditor", scopes = new[] { "audit:read" } });
        foreach (var path in new[] { "/api/v1/articles", "/api/v1/tags", "/api/v1/breaking", "/api/v1/notices" })
        {
            (await Anonymous.GetReplyAsync(path)).IsProblem(401, "unauthenticated");
            (await auditor.GetReplyAsync(path)).IsProblem(403, "forbidden");
            var answer = (await partner.GetReplyAsync(path)).Is(200);
            Assert.True(answer.Headers.CacheControl is { Private: true, Public: false } && answer.Headers.Vary.Contains("Authorization"));
        }
        (await Anonymous.GetReplyAsync("/media/01a13f01-1d00-74b0-821d-00bdf96d9667/original-16a80d574e483eb2.jpg")).IsProblem(401, "unauthenticated");
        (await Anonymous.GetReplyAsync("/openapi/delivery.v1.json")).Is(200);
    }
}

public sealed class ClosedDeliveryOnSqlite() : ClosedDeliveryTests(Engine.Sqlite);

public sealed class ClosedDeliveryOnPostgreSql() : ClosedDeliveryTests(Engine.PostgreSql);

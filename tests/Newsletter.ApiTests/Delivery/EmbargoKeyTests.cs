using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

public abstract class EmbargoKeyTests(Engine engine) : ApiTests(engine)
{
    private const string Until = "2026-03-02T12:00:00.000Z";

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_partner_who_may_sees_what_is_under_embargo_marked_and_nobody_else_does()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var tag = await Samples.CreateAsync(Owner, "tags");
        var article = await Samples.CreateAsync(Owner, "articles", write =>
        {
            write["tags"] = new JsonArray(tag["id"]!.DeepClone());
            write["leadMedia"] = new JsonObject { ["media"] = picture["id"]!.DeepClone() };
        });
        await Owner.PublishAsync("articles", article, new { embargoUntil = Until });
        var edition = await Owner.PublishAsync("editions", await Samples.CreateAsync(Owner, "editions", write =>
            write["sections"] = new JsonArray(new JsonObject { ["title"] = "One", ["items"] = new JsonArray(new JsonObject { ["article"] = article["id"]!.DeepClone() }) })));

        using var partner = Server.Client(await Server.KeyAsync([Scopes.ContentRead, Scopes.EmbargoRead]));
        using var reader = Server.Client(await Server.KeyAsync([Scopes.ContentRead]));
        var root = (await partner.GetReplyAsync($"/api/v1/articles/{article["slug"]}?fields[article]=title")).Is(200);
        Assert.Equal(Until, (string?)root.Data["embargoUntil"]);
        Assert.True(root.Headers.CacheControl is { Private: true, Public: false });
        Assert.Contains("Authorization", root.Headers.Vary);
        var list = (await partner.GetReplyAsync($"/api/v1/articles?tag={tag["slug"]}&count=true")).Is(200).Json;
        Assert.Equal((1, Until), ((int)list["page"]!["total"]!, (string?)list["data"]![0]!["embargoUntil"]));
        foreach (var query in new[] { "", "?include=articles" })
        {
            var shown = (await partner.GetReplyAsync($"/api/v1/editions/{edition["id"]}{query}")).Is(200).Data["sections"]![0]!["items"]![0]!["article"]!;
            Assert.Equal(Until, (string?)shown["embargoUntil"]);
        }
        Assert.True((await partner.GetReplyAsync(Pictures.PathOf(picture))).Is(200).Headers.CacheControl is { Private: true, Public: false });

        foreach (var client in new[] { reader, Anonymous })
        {
            (await client.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(404);
            Assert.Equal(0, (int)(await client.GetReplyAsync($"/api/v1/articles?tag={tag["slug"]}&count=true")).Is(200).Json["page"]!["total"]!);
            var answer = (await client.GetReplyAsync($"/api/v1/editions/{edition["id"]}?include=articles")).Is(200);
            Assert.Empty(answer.Data["sections"]![0]!["items"]!.AsArray());
            Assert.True(answer.Headers.CacheControl is { Public: true, Private: false });
            (await client.GetReplyAsync(Pictures.PathOf(picture))).Is(404);
        }

        Clock.Advance(TimeSpan.FromDays(1));
        foreach (var client in new[] { partner, reader, Anonymous }) Assert.False((await client.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200).Data.ContainsKey("embargoUntil"));
    }

    [Fact]
    public async Task A_key_that_is_no_good_is_refused_and_never_treated_as_nobodys()
    {
        using var unknown = Server.Client("nlk_0000000000000000_00");
        foreach (var path in new[] { "/api/v1/articles", "/api/v1/articles/none", "/api/v1/resolve?path=/a", "/media/01a13f01-1d00-74b0-821d-00bdf96d9667/original-16a80d574e483eb2.jpg" })
        {
            (await unknown.GetReplyAsync(path)).IsProblem(401, "unauthenticated");
        }
    }
}

public sealed class SqliteEmbargoKeyTests() : EmbargoKeyTests(Engine.Sqlite);

public sealed class PostgreSqlEmbargoKeyTests() : EmbargoKeyTests(Engine.PostgreSql);

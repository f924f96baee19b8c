using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class MassAssignmentTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    /// <summary>What only the system sets, with values that would matter.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["type"] = "\"podcast\"",
        ["version"] = "99",
        ["revision"] = "99",
        ["publishedRevision"] = "7",
        ["hasUnpublishedChanges"] = "true",
        ["translationGroup"] = "\"0190a5a0-0000-7000-8000-000000000000\"",
        ["createdAt"] = "\"2001-01-01T00:00:00Z\"",
        ["updatedAt"] = "\"2001-01-01T00:00:00Z\"",
        ["publishedAt"] = "\"2001-01-01T00:00:00Z\"",
        ["firstPublishedAt"] = "\"2001-01-01T00:00:00Z\"",
        ["embargoUntil"] = "\"2001-01-01T00:00:00Z\"",
        ["expiresAt"] = "\"2199-01-01T00:00:00Z\"",
    };

    public static TheoryData<string, string, string> Fields
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var plural in new[] { "articles", "tags", "media" })
                foreach (var (name, value) in Values) data.Add(plural, name, value);
            foreach (var plural in new[] { "articles", "editions" }) data.Add(plural, "corrections", "[{\"kind\":\"correction\",\"text\":\"No\",\"at\":\"2001-01-01T00:00:00Z\"}]");
            data.Add("media", "file", "{\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"contentType\":\"text/html\",\"extension\":\"html\",\"bytes\":1}");
            data.Add("media", "file", "{\"extension\":\"/../../../etc/passwd\"}");
            return data;
        }
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task What_the_system_sets_is_refused_and_stays(string plural, string name, string value)
    {
        var write = await Samples.WriteAsync(Owner, plural);
        write[name] = JsonNode.Parse(value);
        Assert.Equal([$"/{name} read_only"], (await Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", write)).IsProblem(422, "invalid_content").Errors);
        write.Remove(name);
        var item = await Owner.CreateAsync(plural, write);
        var before = (await Owner.GetReplyAsync(item.Address(plural))).Text;

        write[name] = JsonNode.Parse(value);
        Assert.Contains($"/{name} read_only", (await Owner.SendNodeAsync(HttpMethod.Put, item.Address(plural), write, item.Tag())).IsProblem(422, "invalid_content").Errors);
        Assert.Contains($"/{name} read_only", (await Owner.SendTextAsync(HttpMethod.Patch, item.Address(plural), $"{{\"{name}\":{value}}}", item.Tag())).IsProblem(422, "invalid_content").Errors);
        if (item[name] is not null)
            Assert.Contains($"/{name} read_only", (await Owner.SendTextAsync(HttpMethod.Patch, item.Address(plural), $"{{\"{name}\":null}}", item.Tag())).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(before, (await Owner.GetReplyAsync(item.Address(plural))).Text);
    }

    [Theory]
    [InlineData("isDeleted")]
    [InlineData("seriesId")]
    [InlineData("searchTitle")]
    [InlineData("publishedContent")]
    [InlineData("publishedSlug")]
    [InlineData("content")]
    [InlineData("role")]
    [InlineData("scopes")]
    public async Task What_is_only_in_the_database_has_no_name_here(string name)
    {
        var write = await Samples.WriteAsync(Owner, "articles");
        write[name] = "x";
        Assert.Equal([$"/{name} unknown_field"], (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write)).IsProblem(422, "invalid_content").Errors);
    }

    [Fact]
    public async Task An_id_does_not_change()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        foreach (var id in new[] { $"\"{Guid.CreateVersion7()}\"", "null" })
            Assert.Equal(["/id read_only"], (await Owner.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), $"{{\"id\":{id}}}", tag.Tag())).IsProblem(422, "invalid_content").Errors);
    }

    [Fact]
    public async Task An_object_in_the_place_of_a_reference_changes_nothing_behind_it()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        var write = await Samples.WriteAsync(Owner, "articles");
        write["tags"] = new JsonArray(new JsonObject { ["id"] = tag["id"]!.DeepClone(), ["title"] = "Hijacked", ["slug"] = "hijacked" });
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write)).Is(201);
        Assert.Equal(tag.ToJsonString(), (await Owner.GetReplyAsync(tag.Address("tags"))).Data.ToJsonString());
    }
}

public sealed class MassAssignmentOnSqlite(SharedServer shared) : MassAssignmentTests(Engine.Sqlite, shared);

public sealed class MassAssignmentOnPostgreSql(SharedServer shared) : MassAssignmentTests(Engine.PostgreSql, shared);

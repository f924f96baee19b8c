using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class ItemLifeTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    public static TheoryData<string> Types => [.. Samples.Plurals];

    [Theory, MemberData(nameof(Types))]
    public async Task An_item_is_created_read_and_deleted(string plural)
    {
        var write = await Samples.WriteAsync(Owner, plural);
        var created = (await Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", write)).Is(201);
        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal($"/manage/v1/{plural}/{created.Data["id"]}", created.Headers.Location?.ToString());
        Assert.Equal('7', created.Data["id"]!.ToString()[14]);
        Assert.Equal(plural is "articles" or "editions" or "media" ? "draft" : "published", (string?)created.Data["status"]);

        foreach (var name in new[] { "id", "slug" })
        {
            var read = (await Owner.GetReplyAsync($"/manage/v1/{plural}/{created.Data[name]}")).Is(200);
            Assert.Equal(created.ETag, read.ETag);
            Assert.True(JsonNode.DeepEquals(created.Data, read.Data), $"{created.Data}\n{read.Data}");
            Assert.True(read.Headers.CacheControl!.NoStore);
        }
        var deleted = await Owner.SendTextAsync(HttpMethod.Delete, created.Data.Address(plural), null, created.ETag);
        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        (await Owner.GetReplyAsync(created.Data.Address(plural))).IsProblem(404, "not_found");
        (await Owner.SendTextAsync(HttpMethod.Delete, created.Data.Address(plural), null, "\"1\"")).IsProblem(404, "not_found");
    }

    [Theory, MemberData(nameof(Types))]
    public async Task What_was_read_can_be_sent_back_and_changes_nothing(string plural)
    {
        var item = await Samples.CreateAsync(Owner, plural);
        if (plural is "articles") item = await Owner.PublishAsync(plural, item);
        var read = await Owner.GetReplyAsync(item.Address(plural));
        var sequence = await Server.SequenceAsync();

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch })
        {
            var sent = (await Owner.SendNodeAsync(method, item.Address(plural), read.Data, read.ETag)).Is(200);
            Assert.Equal(read.ETag, sent.ETag);
            Assert.True(JsonNode.DeepEquals(read.Data, sent.Data), $"{read.Data}\n{sent.Data}");
        }
        Assert.Equal(sequence, await Server.SequenceAsync());
    }

    [Theory, MemberData(nameof(Types))]
    public async Task A_replacement_gives_what_it_leaves_out_its_default(string plural)
    {
        var item = await Samples.CreateAsync(Owner, plural);
        var fresh = await Samples.WriteAsync(Owner, plural);
        var bare = new JsonObject { ["title"] = "Bare" };
        foreach (var required in new[] { "newsletter", "number", "podcast", "until" }.Where(fresh.ContainsKey)) bare[required] = fresh[required]!.DeepClone();

        var replaced = (await Owner.SendNodeAsync(HttpMethod.Put, item.Address(plural), bare, item.Tag())).Is(200);

        Assert.Equal(("Bare", (string?)item["slug"], 2), ((string?)replaced.Data["title"], (string?)replaced.Data["slug"], (int)replaced.Data["version"]!));
        foreach (var name in new[] { "tagline", "cadence", "teaser", "seo", "jobTitle", "regions", "href", "alt", "credit" }.Where(item.ContainsKey)) Assert.Null(replaced.Data[name]);
        foreach (var name in new[] { "links", "synonyms", "platforms", "sections", "tags", "authors", "body" }.Where(item.ContainsKey)) Assert.Empty((JsonArray)replaced.Data[name]!);
    }

    [Theory, MemberData(nameof(Types))]
    public async Task An_id_of_ones_own_is_kept_and_taken_once(string plural)
    {
        var write = await Samples.WriteAsync(Owner, plural);
        write["id"] = Guid.CreateVersion7().ToString();
        (await Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", write)).Is(201);
        var again = await Samples.WriteAsync(Owner, plural);
        again["id"] = write["id"]!.DeepClone();
        var refused = (await Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", again)).IsProblem(409, "id_taken");
        Assert.Equal(write["id"]!.ToString(), (string?)refused.Json["conflictingId"]);
        foreach (var bad in new[] { Guid.NewGuid().ToString(), "not-an-id", "", new string('0', 36) })
        {
            again["id"] = bad;
            Assert.Equal(["/id bad_id"], (await Owner.SendNodeAsync(HttpMethod.Post, $"/manage/v1/{plural}", again)).IsProblem(422, "invalid_content").Errors);
        }
    }

    [Fact]
    public async Task A_patch_merges_objects_and_replaces_arrays_and_null_resets()
    {
        var (one, two) = (await Samples.CreateAsync(Owner, "tags"), await Samples.CreateAsync(Owner, "tags"));
        var picture = await Samples.CreateAsync(Owner, "media");
        var item = await Samples.CreateAsync(Owner, "articles", write =>
        {
            write["leadMedia"] = new JsonObject { ["media"] = picture["id"]!.DeepClone(), ["caption"] = "Old" };
            write["tags"] = new JsonArray(one["id"]!.DeepClone());
            write["seo"] = new JsonObject { ["title"] = "T", ["description"] = "D", ["noIndex"] = true };
        });
        var patch = new JsonObject
        {
            ["leadMedia"] = new JsonObject { ["caption"] = "New" },
            ["tags"] = new JsonArray(two["slug"]!.DeepClone(), one["slug"]!.DeepClone()),
            ["seo"] = new JsonObject { ["title"] = null },
            ["teaser"] = null,
            ["authors"] = null,
            ["kind"] = null,
        };

        var patched = (await Owner.SendTextAsync(HttpMethod.Patch, item.Address("articles"), patch.ToJsonString(), item.Tag(), contentType: "application/merge-patch+json")).Is(200).Data;

        Assert.Equal((picture["id"]!.ToString(), "New"), ((string?)patched["leadMedia"]!["media"], (string?)patched["leadMedia"]!["caption"]));
        Assert.Equal([two["id"]!.ToString(), one["id"]!.ToString()], ((JsonArray)patched["tags"]!).Select(tag => (string?)tag));
        Assert.Equal((null, "D", true), ((string?)patched["seo"]!["title"], (string?)patched["seo"]!["description"], (bool)patched["seo"]!["noIndex"]!));
        Assert.Null(patched["teaser"]);
        Assert.Empty((JsonArray)patched["authors"]!);
        Assert.Equal("news", (string?)patched["kind"]);
        Assert.Equal("Sample of articles", (string?)patched["title"]);
        Assert.Equal(["/title required"], (await Owner.SendTextAsync(HttpMethod.Patch, item.Address("articles"), "{\"title\":null}", patched.Tag())).IsProblem(422, "invalid_content").Errors);
    }

    [Fact]
    public async Task What_something_published_refers_to_is_not_deleted()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        var article = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray(tag["id"]!.DeepClone()));
        article = await Owner.PublishAsync("articles", article);

        var refused = (await Owner.SendTextAsync(HttpMethod.Delete, tag.Address("tags"), null, tag.Tag())).IsProblem(409, "referenced");
        Assert.Equal(article["id"]!.ToString(), (string?)refused.Json["conflictingId"]);
        Assert.Equal(["/tags/0 referenced"], refused.Errors);
        var referrers = (JsonArray)(await Owner.GetReplyAsync(tag.Address("tags") + "/referencing")).Is(200).Json["data"]!;
        Assert.Equal((article["id"]!.ToString(), true), ((string?)referrers.Single()!["id"], (bool)referrers.Single()!["published"]!));

        // Out of the working copy, it still stands in what readers see.
        article = (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"tags\":[]}", article.Tag())).Is(200).Data;
        (await Owner.SendTextAsync(HttpMethod.Delete, tag.Address("tags"), null, tag.Tag())).IsProblem(409, "referenced");
        article = await Owner.PublishAsync("articles", article);
        (await Owner.SendTextAsync(HttpMethod.Delete, tag.Address("tags"), null, tag.Tag())).Is(204);
    }

    [Fact]
    public async Task A_draft_that_refers_to_something_does_not_keep_it()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        var article = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray(tag["id"]!.DeepClone()));
        (await Owner.SendTextAsync(HttpMethod.Delete, tag.Address("tags"), null, tag.Tag())).Is(204);
        var validated = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/validate", null)).Is(200);
        Assert.Equal("reference_missing", (string?)validated.Data["blockers"]![0]!["code"]);
        var refused = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, article.Tag())).IsProblem(422, "not_publishable");
        Assert.Equal(["/tags/0 reference_missing"], refused.Errors);
    }

    [Fact]
    public async Task An_item_does_not_stand_under_itself_nor_translate_itself()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        Assert.Equal(["/parent self_reference"], (await Owner.SendNodeAsync(HttpMethod.Patch, tag.Address("tags"), new JsonObject { ["parent"] = tag["id"]!.DeepClone() }, tag.Tag())).IsProblem(422, "invalid_content").Errors);
        var article = await Samples.CreateAsync(Owner, "articles");
        Assert.Equal(["/translationOf self_reference"], (await Owner.SendNodeAsync(HttpMethod.Patch, article.Address("articles"), new JsonObject { ["translationOf"] = article["slug"]!.DeepClone() }, article.Tag())).IsProblem(422, "invalid_content").Errors);
    }
}

public sealed class ItemLifeOnSqlite(SharedServer shared) : ItemLifeTests(Engine.Sqlite, shared);

public sealed class ItemLifeOnPostgreSql(SharedServer shared) : ItemLifeTests(Engine.PostgreSql, shared);

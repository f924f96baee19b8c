using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class ConcurrencyTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Theory]
    [InlineData("articles")]
    [InlineData("authors")]
    public async Task Of_fifty_changes_of_one_version_one_is_made(string plural)
    {
        var item = await Samples.CreateAsync(Owner, plural);
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            Owner.SendTextAsync(HttpMethod.Patch, item.Address(plural), $"{{\"title\":\"Title {n}\"}}", item.Tag())));

        var made = Assert.Single(replies, reply => reply.Status == 200);
        foreach (var reply in replies.Where(reply => reply != made))
        {
            Assert.Contains("\\\"2\\\"", reply.IsProblem(412, "stale").Text.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Equal((string?)made.Data["title"], (string?)(await Owner.GetReplyAsync(item.Address(plural))).Data["title"]);
    }

    [Fact]
    public async Task No_update_is_lost()
    {
        var tags = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Samples.CreateAsync(Owner, "tags")));
        var article = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray());
        await Task.WhenAll(tags.Select(async tag =>
        {
            while (true)
            {
                var read = await Owner.GetReplyAsync(article.Address("articles"));
                JsonArray added = [.. ((JsonArray)read.Data["tags"]!).Select(one => one!.DeepClone()), tag["id"]!.DeepClone()];
                var reply = await Owner.SendNodeAsync(HttpMethod.Patch, article.Address("articles"), new JsonObject { ["tags"] = added }, read.ETag);
                if (reply.Status == 200) return;
                reply.IsProblem(412, "stale");
            }
        }));
        var after = (await Owner.GetReplyAsync(article.Address("articles"))).Data;
        Assert.Equal(9, (int)after["version"]!);
        Assert.Equal(tags.Select(tag => tag["id"]!.ToString()).Order(), ((JsonArray)after["tags"]!).Select(tag => tag!.ToString()).Order());
    }

    [Fact]
    public async Task Thirty_items_of_one_title_get_thirty_slugs()
    {
        var title = Unique("Same Title");
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", new JsonObject { ["title"] = title })));
        Assert.All(replies, reply => reply.Is(201));
        Assert.Equal(30, replies.Select(reply => (string?)reply.Data["slug"]).Distinct().Count());
    }

    [Fact]
    public async Task Of_thirty_items_with_one_slug_one_is_made_and_the_others_are_told_which()
    {
        var slug = Unique("same");
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", new JsonObject { ["title"] = "Same", ["slug"] = slug })));
        var made = Assert.Single(replies, reply => reply.Status == 201);
        foreach (var reply in replies.Where(reply => reply != made)) Assert.Equal((string?)made.Data["id"], (string?)reply.IsProblem(409, "slug_taken").Json["conflictingId"]);
    }

    [Fact]
    public async Task Things_that_show_the_same_picture_are_published_at_once()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/authors", new JsonObject
        {
            ["title"] = $"Author {n}",
            ["slug"] = Unique("author"),
            ["portrait"] = new JsonObject { ["media"] = picture["id"]!.DeepClone() },
        })));
        Assert.All(replies, reply => reply.Is(201));
        var changes = await Task.WhenAll(replies.Select((reply, n) => n % 3 == 0
            ? Owner.SendTextAsync(HttpMethod.Post, reply.Data.Address("authors") + "/unpublish", null, reply.ETag)
            : n % 3 == 1
                ? Owner.SendTextAsync(HttpMethod.Patch, reply.Data.Address("authors"), "{\"portrait\":null}", reply.ETag)
                : Owner.SendTextAsync(HttpMethod.Post, reply.Data.Address("authors") + "/publish", null, reply.ETag)));
        Assert.All(changes, reply => reply.Is(200));
        (await Anonymous.GetReplyAsync($"/api/v1/media/{picture["id"]}")).Is(200);
    }

    [Fact]
    public async Task Publishing_changing_and_deleting_one_item_at_once_never_fails_in_another_way()
    {
        for (var round = 0; round < 5; round++)
        {
            var tag = await Samples.CreateAsync(Owner, "tags");
            var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => (n % 4) switch
            {
                0 => Owner.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/publish", null, tag.Tag()),
                1 => Owner.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), $"{{\"title\":\"T{n}\"}}", tag.Tag()),
                2 => Owner.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/unpublish", null, tag.Tag()),
                _ => Owner.SendTextAsync(HttpMethod.Delete, tag.Address("tags"), null, tag.Tag()),
            }));
            Assert.Single(replies, reply => reply.Status is 200 or 204);
            Assert.All(replies, reply => Assert.True(reply.Status is 200 or 204 or 404 or 412, $"{reply.Status}: {reply.Text}"));
        }
    }
}

public sealed class ConcurrencyOnSqlite(SharedServer shared) : ConcurrencyTests(Engine.Sqlite, shared);

public sealed class ConcurrencyOnPostgreSql(SharedServer shared) : ConcurrencyTests(Engine.PostgreSql, shared);

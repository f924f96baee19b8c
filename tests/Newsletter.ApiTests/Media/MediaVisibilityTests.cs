using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class MediaVisibilityTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task A_file_is_there_exactly_while_something_published_refers_to_it()
    {
        var (one, two) = (await Pictures.UploadAsync(Owner), await Pictures.UploadAsync(Owner));
        await SeesAsync(one, false);
        var article = await ShowingAsync(one);
        await SeesAsync(one, false);
        article = await Owner.PublishAsync("articles", article);
        await SeesAsync(one, true);
        // A draft of another reference changes nothing yet.
        article = (await Owner.SendNodeAsync(HttpMethod.Patch, article.Address("articles"), new JsonObject { ["leadMedia"] = new JsonObject { ["media"] = two["id"]!.DeepClone() } }, article.Tag())).Is(200).Data;
        await SeesAsync(one, true);
        await SeesAsync(two, false);
        article = await Owner.PublishAsync("articles", article);
        await SeesAsync(one, false);
        await SeesAsync(two, true);
        var other = await Owner.PublishAsync("articles", await ShowingAsync(two));
        article = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200).Data;
        await SeesAsync(two, true);
        (await Owner.SendTextAsync(HttpMethod.Delete, two.Address("media"), null, two.Tag())).IsProblem(409, "referenced");
        (await Owner.SendTextAsync(HttpMethod.Delete, other.Address("articles"), null, other.Tag())).Is(204);
        await SeesAsync(two, false);
        (await Owner.SendTextAsync(HttpMethod.Delete, two.Address("media"), null, two.Tag())).Is(204);
    }

    [Fact]
    public async Task Every_place_that_shows_a_picture_shows_its_file()
    {
        var media = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Pictures.UploadAsync(Owner)));
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = Use(media[0]));
        await Samples.CreateAsync(Owner, "newsletters", write => write["logo"] = Use(media[1]));
        await Samples.CreateAsync(Owner, "podcasts", write => write["cover"] = Use(media[2]));
        await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["seo"] = new JsonObject { ["image"] = media[3]["id"]!.DeepClone() }));
        await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["body"] = new JsonArray(new JsonObject
        {
            ["_type"] = "gallery",
            ["images"] = new JsonArray(new JsonObject { ["media"] = media[4]["id"]!.DeepClone() }),
        })));
        foreach (var one in media) await SeesAsync(one, true);
    }

    [Fact]
    public async Task What_is_said_of_a_picture_changes_for_readers_at_once()
    {
        var media = await Pictures.UploadAsync(Owner);
        var article = await Owner.PublishAsync("articles", await ShowingAsync(media));
        media = (await Owner.SendTextAsync(HttpMethod.Patch, media.Address("media"), "{\"credit\":\"New credit\"}", media.Tag())).Is(200).Data;
        Assert.Equal("New credit", (string?)(await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data["credit"]);
        Assert.Equal("New credit", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}?include=leadMedia")).Is(200).Data["leadMedia"]!["media"]!["credit"]);
    }

    [Fact]
    public async Task A_picture_is_under_the_embargo_of_what_shows_it_and_leaves_with_it()
    {
        var media = await Pictures.UploadAsync(Owner);
        var article = await Owner.PublishAsync("articles", await ShowingAsync(media), new { embargoUntil = "2026-03-02T00:00:00Z", expiresAt = "2026-03-03T00:00:00Z" });
        Assert.Equal("published", (string?)article["status"]);
        await SeesAsync(media, false);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(404);
        media = (await Owner.SendTextAsync(HttpMethod.Patch, media.Address("media"), "{\"credit\":\"Other\"}", media.Tag())).Is(200).Data;
        await SeesAsync(media, false);
        Clock.SetUtcNow(new(2026, 3, 2, 0, 0, 1, TimeSpan.Zero));
        await SeesAsync(media, true);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200);
        Clock.SetUtcNow(new(2026, 3, 3, 0, 0, 1, TimeSpan.Zero));
        await SeesAsync(media, false);
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(410);

        // Something without an end opens it for good; what is taken back closes it again.
        var other = await Owner.PublishAsync("articles", await ShowingAsync(media));
        await SeesAsync(media, true);
        (await Owner.SendTextAsync(HttpMethod.Post, other.Address("articles") + "/unpublish", null, other.Tag())).Is(200);
        await SeesAsync(media, false);
    }

    [Fact]
    public async Task A_picture_goes_when_the_right_to_show_it_ends()
    {
        var media = await Pictures.UploadAsync(Owner);
        media = (await Owner.SendTextAsync(HttpMethod.Patch, media.Address("media"), "{\"rights\":{\"expiresAt\":\"2026-03-02T00:00:00Z\"}}", media.Tag())).Is(200).Data;
        await Owner.PublishAsync("articles", await ShowingAsync(media));
        await SeesAsync(media, true);
        Clock.SetUtcNow(new(2026, 3, 2, 0, 0, 1, TimeSpan.Zero));
        await SeesAsync(media, false);
    }

    private Task<JsonObject> ShowingAsync(JsonObject media) => Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = Use(media));

    private static JsonObject Use(JsonObject media) => new() { ["media"] = media["id"]!.DeepClone() };

    private async Task SeesAsync(JsonObject media, bool seen)
    {
        foreach (var path in new[] { Pictures.PathOf(media), $"/api/v1/media/{media["id"]}" })
        {
            var reply = await Anonymous.GetReplyAsync(path);
            Assert.True(seen ? reply.Status == 200 : reply.Status is 404 or 410, reply.Text);
        }
    }
}

public sealed class MediaVisibilityOnSqlite() : MediaVisibilityTests(Engine.Sqlite);

public sealed class MediaVisibilityOnPostgreSql() : MediaVisibilityTests(Engine.PostgreSql);

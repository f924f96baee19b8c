using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class ProtocolTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Fact]
    public async Task A_change_names_the_version_it_was_made_from()
    {
        var item = await Samples.CreateAsync(Owner, "authors");
        var path = item.Address("authors");
        (HttpMethod Method, string Path, string? Body)[] changes = [(HttpMethod.Put, path, "{\"title\":\"x\"}"), (HttpMethod.Patch, path, "{\"title\":\"x\"}"), (HttpMethod.Delete, path, null), (HttpMethod.Post, path + "/publish", null), (HttpMethod.Post, path + "/unpublish", null)];
        foreach (var (method, target, body) in changes)
        {
            (await Owner.SendTextAsync(method, target, body)).IsProblem(428, "if_match_required");
            Assert.Contains("\"1\"", (string?)(await Owner.SendTextAsync(method, target, body, "\"7\"")).IsProblem(412, "stale").Json["detail"], StringComparison.Ordinal);
            foreach (var odd in new[] { "W/\"1\"", "*", "1", "\"\"", "\"01\"", "\"1\", \"2\"", "\"x\"", "\"99999999999999\"", "\"-1\"" }) (await Owner.SendTextAsync(method, target, body, odd)).IsProblem(412, "stale");
        }
        Assert.Equal("\"1\"", (await Owner.GetReplyAsync(path)).ETag);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task Only_JSON_is_read(string contentType)
    {
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\"}", contentType: contentType)).IsProblem(415, "unsupported_media_type");
        var tag = await Samples.CreateAsync(Owner, "tags");
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch })
            (await Owner.SendTextAsync(method, tag.Address("tags"), "{\"title\":\"x\"}", tag.Tag(), contentType: contentType)).IsProblem(415, "unsupported_media_type");
        (await Owner.SendTextAsync(HttpMethod.Put, tag.Address("tags"), "{\"title\":\"x\"}", tag.Tag(), contentType: "application/merge-patch+json")).IsProblem(415, "unsupported_media_type");
        (await Owner.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/publish", "{}", tag.Tag(), contentType: contentType)).IsProblem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task Only_JSON_is_answered()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/manage/v1/tags");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        (await Owner.AskAsync(request)).IsProblem(406, "not_acceptable");
        request = new HttpRequestMessage(HttpMethod.Get, "/manage/v1/tags");
        request.Headers.TryAddWithoutValidation("Accept", "text/html, */*;q=0.1");
        (await Owner.AskAsync(request)).Is(200);
    }

    [Theory]
    [InlineData("DELETE", "/manage/v1/tags", "GET", "POST")]
    [InlineData("POST", "/manage/v1/tags/x", "DELETE", "GET", "PATCH", "PUT")]
    [InlineData("GET", "/manage/v1/articles/x/publish", "POST")]
    [InlineData("PATCH", "/manage/v1/media/x/file", "PUT")]
    [InlineData("TRACE", "/manage/v1/tags", "GET", "POST")]
    public async Task Another_method_is_refused_and_the_right_ones_are_named(string method, string path, params string[] allowed)
    {
        var reply = (await Owner.SendTextAsync(new HttpMethod(method), path, null)).IsProblem(405, "method_not_allowed");
        Assert.Equal(allowed, reply.ContentHeaders.Allow.Order());
    }

    [Fact]
    public async Task A_method_in_a_header_is_nobodys_business()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        var request = new HttpRequestMessage(HttpMethod.Get, tag.Address("tags"));
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");
        (await Owner.AskAsync(request)).Is(200);
        (await Owner.GetReplyAsync(tag.Address("tags"))).Is(200);
    }

    [Theory]
    [InlineData("/manage/v1/nonsense")]
    [InlineData("/manage/v2/tags")]
    [InlineData("/manage/v1/tags/no-such-tag")]
    [InlineData("/manage/v1/tags/0190a5a0-0000-7000-8000-000000000000")]
    [InlineData("/manage/v1/tags/..%2F..%2Fetc")]
    [InlineData("/manage/v1/tags/no-such-tag/referencing")]
    public async Task What_is_not_there_is_not_found(string path) => (await Owner.GetReplyAsync(path)).IsProblem(404, "not_found");

    [Fact]
    public async Task An_item_is_not_found_under_another_type()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        (await Owner.GetReplyAsync($"/manage/v1/authors/{tag["id"]}")).IsProblem(404, "not_found");
        var write = await Samples.WriteAsync(Owner, "articles");
        write["authors"] = new JsonArray(new JsonObject { ["author"] = tag["id"]!.DeepClone() });
        Assert.Equal(["/authors/0/author unknown_reference"], (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write)).IsProblem(422, "invalid_content").Errors);
    }

    [Fact]
    public async Task Parameters_that_an_operation_has_not_are_refused()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        var path = tag.Address("tags");
        (HttpMethod Method, string Path, string? Body)[] all =
        [
            (HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\"}"), (HttpMethod.Get, path, null), (HttpMethod.Put, path, "{\"title\":\"x\"}"), (HttpMethod.Patch, path, "{}"), (HttpMethod.Delete, path, null),
            (HttpMethod.Get, path + "/referencing", null), (HttpMethod.Post, path + "/validate", null), (HttpMethod.Post, path + "/publish", null), (HttpMethod.Post, path + "/unpublish", null),
            (HttpMethod.Post, "/manage/v1/media", "{\"title\":\"x\"}"), (HttpMethod.Get, "/manage/v1/tags", null),
        ];
        foreach (var (method, target, body) in all)
        {
            var reply = (await Owner.SendTextAsync(method, target + "?dryRun=true", body, tag.Tag())).IsProblem(400, "invalid_parameter");
            Assert.Equal(["?dryRun unknown_parameter"], reply.Errors);
        }
        Assert.Equal(tag.Tag(), (await Owner.GetReplyAsync(path)).ETag);
    }

    [Theory]
    [InlineData("{\"includeArticles\":1}", "/includeArticles wrong_type")]
    [InlineData("{\"includeArticle\":true}", "/includeArticle unknown_field")]
    [InlineData("{\"includeArticles\":true}", "/includeArticles not_an_edition")]
    [InlineData("{\"expiresAt\":\"2001-01-01T00:00:00Z\"}", "/expiresAt in_the_past")]
    [InlineData("{\"embargoUntil\":\"2199-01-01T00:00:00Z\",\"expiresAt\":\"2198-01-01T00:00:00Z\"}", "/expiresAt out_of_order")]
    [InlineData("{\"embargoUntil\":\"soon\"}", "/embargoUntil wrong_type")]
    [InlineData("{\"timeZone\":\"Europe/Berlin\"}", "/timeZone at_missing")]
    [InlineData("{\"maxLateness\":60}", "/maxLateness at_missing")]
    [InlineData("{\"at\":\"2199-01-01T00:00:00Z\",\"maxLateness\":0}", "/maxLateness out_of_range")]
    public async Task The_terms_of_a_publication_are_read_strictly(string terms, string error)
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        foreach (var action in new[] { "validate", "publish" })
            Assert.Equal([error], (await Owner.SendTextAsync(HttpMethod.Post, $"{article.Address("articles")}/{action}", terms, article.Tag())).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/a unknown_field"], (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", "{\"a\":1}", article.Tag())).IsProblem(422, "invalid_content").Errors);
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", "{}", article.Tag())).IsProblem(409, "illegal_transition");
    }

    [Fact]
    public async Task Only_articles_and_editions_take_a_later_time()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        foreach (var action in new[] { "publish", "unpublish" })
        {
            var reply = await Owner.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/" + action, "{\"at\":\"2199-01-01T00:00:00Z\"}", tag.Tag());
            Assert.Equal(["/at not_schedulable"], reply.IsProblem(422, "invalid_content").Errors);
        }
    }
}

public sealed class ProtocolOnSqlite(SharedServer shared) : ProtocolTests(Engine.Sqlite, shared);

public sealed class ProtocolOnPostgreSql(SharedServer shared) : ProtocolTests(Engine.PostgreSql, shared);

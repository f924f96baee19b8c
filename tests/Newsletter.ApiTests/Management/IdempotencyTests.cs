using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class IdempotencyTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    [Fact]
    public async Task A_request_sent_twice_is_done_once_and_answered_alike()
    {
        var (key, write) = (Unique("key"), await Samples.WriteAsync(Owner, "articles"));
        var first = (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write, idempotencyKey: key)).Is(201);
        var second = (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write, idempotencyKey: key)).Is(201);
        Assert.Equal((first.Text, first.ETag, first.Headers.Location), (second.Text, second.ETag, second.Headers.Location));
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_belongs_to_one_request()
    {
        var (key, write) = (Unique("key"), await Samples.WriteAsync(Owner, "tags"));
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", write, idempotencyKey: key)).Is(201);
        write["title"] = "Another";
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", write, idempotencyKey: key)).IsProblem(422, "idempotency_key_reused");
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/authors", write, idempotencyKey: key)).IsProblem(422, "idempotency_key_reused");
        foreach (var bad in new[] { new string('k', 256), "a\tb" }) (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", write, idempotencyKey: bad)).IsProblem(400, "bad_idempotency_key");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thirty_equal_requests_at_once_make_one_item(bool namesSlug)
    {
        var (key, title) = (Unique("key"), Unique("Thirty"));
        var write = new JsonObject { ["title"] = title };
        if (namesSlug) write["slug"] = Unique("thirty");
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write, idempotencyKey: key)));
        Assert.All(replies, reply => Assert.Equal(replies[0].Text, reply.Is(201).Text));
        Assert.Equal(1, (int)(await Owner.GetReplyAsync($"/manage/v1/articles?q={title}&count=true")).Json["page"]!["total"]!);
    }

    [Fact]
    public async Task A_request_that_failed_is_not_remembered()
    {
        var (key, write) = (Unique("key"), await Samples.WriteAsync(Owner, "articles"));
        var slug = Unique("later");
        write["tags"] = new JsonArray(slug);
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write, idempotencyKey: key)).IsProblem(422, "invalid_content");
        await Owner.CreateAsync("tags", new { slug, title = "Later" });
        (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/articles", write, idempotencyKey: key)).Is(201);
    }

    [Fact]
    public async Task Principals_do_not_share_keys()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        using var other = Server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("other", Scopes.Roles["editor"], null, TestContext.Current.CancellationToken));
        var key = Unique("key");
        var first = (await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", await Samples.WriteAsync(Owner, "tags"), idempotencyKey: key)).Is(201);
        var second = (await other.SendNodeAsync(HttpMethod.Post, "/manage/v1/tags", await Samples.WriteAsync(Owner, "tags"), idempotencyKey: key)).Is(201);
        Assert.NotEqual((string?)first.Data["id"], (string?)second.Data["id"]);
    }

    [Fact]
    public async Task A_publication_sent_twice_is_one_publication()
    {
        var (key, article) = (Unique("key"), await Samples.CreateAsync(Owner, "articles"));
        var first = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{}", article.Tag(), key)).Is(200);
        var second = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{}", article.Tag(), key)).Is(200);
        Assert.Equal((first.Text, "\"2\""), (second.Text, second.ETag));
        Assert.Equal(2, (int)(await Owner.GetReplyAsync(article.Address("articles"))).Data["version"]!);
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{}", "\"2\"", key)).IsProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task An_upload_sent_twice_is_one_media_item_whatever_the_boundary()
    {
        var (key, bytes) = (Unique("key"), Pictures.Make());
        var first = (await Pictures.PostAsync(Owner, Pictures.Form(bytes, fields: ("alt", "A")), key)).Is(201);
        var second = (await Pictures.PostAsync(Owner, Pictures.Form(bytes, fields: ("alt", "A")), key)).Is(201);
        Assert.Equal((first.Text, first.Headers.Location), (second.Text, second.Headers.Location));
        (await Pictures.PostAsync(Owner, Pictures.Form(bytes, fields: ("alt", "B")), key)).IsProblem(422, "idempotency_key_reused");
        (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), fields: ("alt", "A")), key)).IsProblem(422, "idempotency_key_reused");
    }
}

public sealed class IdempotencyOnSqlite(SharedServer shared) : IdempotencyTests(Engine.Sqlite, shared);

public sealed class IdempotencyOnPostgreSql(SharedServer shared) : IdempotencyTests(Engine.PostgreSql, shared);

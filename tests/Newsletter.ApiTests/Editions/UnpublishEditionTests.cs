using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Editions;

public abstract class UnpublishEditionTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private const string WithArticles = "{\"includeArticles\":true}";

    [Fact]
    public async Task An_edition_takes_its_articles_along_and_readers_never_see_a_part()
    {
        var articles = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ArticleAsync()));
        var edition = await PublishAsync(await EditionAsync(articles));
        var (ids, seen) = (string.Join(',', articles.Select(article => (string?)article["id"])), new HashSet<int>());
        for (var round = 0; round < 5; round++)
        {
            using var stop = new CancellationTokenSource();
            var reader = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested) seen.Add(((JsonArray)(await Anonymous.ReadAsync($"/api/v1/articles?ids={ids}"))["data"]!).Count);
            });
            edition = (await UnpublishAsync(edition, WithArticles)).Is(200).Data;
            edition = await PublishAsync(edition);
            await stop.CancelAsync();
            await reader;
        }
        Assert.Empty(seen.Except([0, 12]));
        Assert.Contains(12, seen);
        await UnpublishAsync(edition, WithArticles);
        Assert.Empty((JsonArray)(await Anonymous.ReadAsync($"/api/v1/articles?ids={ids}"))["data"]!);
        foreach (var article in articles) Assert.Equal("unpublished", await StatusAsync("articles", article));
    }

    [Fact]
    public async Task What_another_edition_shows_stays_and_is_named()
    {
        var (shared, own) = (await ArticleAsync(), await ArticleAsync());
        var other = await PublishAsync(await EditionAsync(shared));
        var edition = await PublishAsync(await EditionAsync(shared, own));
        var reply = (await UnpublishAsync(edition, WithArticles)).Is(200);
        var warning = Assert.Single((JsonArray)reply.Json["meta"]!["warnings"]!)!;
        Assert.Equal(("still_shown", (string?)shared["id"]), ((string?)warning["code"], (string?)warning["item"]));
        Assert.Equal(("published", "unpublished"), (await StatusAsync("articles", shared), await StatusAsync("articles", own)));
        // Nothing shows it any more when the other edition goes too.
        Assert.Empty((JsonArray)(await UnpublishAsync(other, WithArticles)).Is(200).Json["meta"]!["warnings"]!);
        Assert.Equal("unpublished", await StatusAsync("articles", shared));
    }

    [Fact]
    public async Task It_is_what_readers_see_that_goes_and_not_what_editors_are_at()
    {
        var (shown, added) = (await ArticleAsync(), await Owner.PublishAsync("articles", await ArticleAsync()));
        var edition = await PublishAsync(await EditionAsync(shown));
        edition = (await Owner.SendNodeAsync(HttpMethod.Patch, edition.Address("editions"), new JsonObject { ["sections"] = Samples.Sections(added) }, edition.Tag())).Is(200).Data;
        (await UnpublishAsync(edition, WithArticles)).Is(200);
        Assert.Equal(("unpublished", "published"), (await StatusAsync("articles", shown), await StatusAsync("articles", added)));
    }

    [Fact]
    public async Task Without_the_word_the_articles_stay_and_an_article_has_none()
    {
        var article = await ArticleAsync();
        var edition = await PublishAsync(await EditionAsync(article));
        edition = (await UnpublishAsync(edition, null)).Is(200).Data;
        Assert.Equal("published", await StatusAsync("articles", article));
        (await UnpublishAsync(edition, WithArticles)).IsProblem(409, "illegal_transition");
        article = (await Owner.GetReplyAsync(article.Address("articles"))).Data;
        var refused = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", WithArticles, article.Tag())).IsProblem(422, "invalid_content");
        Assert.Equal(["/includeArticles not_an_edition"], refused.Errors);
        Assert.Equal("published", await StatusAsync("articles", article));
    }

    [Fact]
    public async Task An_older_version_takes_nothing_back()
    {
        var article = await ArticleAsync();
        var edition = await PublishAsync(await EditionAsync(article));
        (await Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/unpublish", WithArticles, "\"1\"")).IsProblem(412, "stale");
        Assert.Equal(("published", "published"), (await StatusAsync("editions", edition), await StatusAsync("articles", article)));
    }

    private Task<JsonObject> ArticleAsync() => Samples.CreateAsync(Owner, "articles", write => (write["tags"], write["authors"]) = (new JsonArray(), new JsonArray()));

    private Task<JsonObject> EditionAsync(params JsonObject[] articles) => Samples.CreateAsync(Owner, "editions", write => write["sections"] = Samples.Sections(articles));

    private Task<JsonObject> PublishAsync(JsonObject edition) => Owner.PublishAsync("editions", edition, new { includeArticles = true });

    private Task<Reply> UnpublishAsync(JsonObject edition, string? terms) =>
        Owner.SendTextAsync(HttpMethod.Post, edition.Address("editions") + "/unpublish", terms, edition.Tag());

    private async Task<string?> StatusAsync(string plural, JsonObject item) => (string?)(await Owner.GetReplyAsync(item.Address(plural))).Is(200).Data["status"];
}

public sealed class UnpublishEditionsOnSqlite(SharedServer shared) : UnpublishEditionTests(Engine.Sqlite, shared);

public sealed class UnpublishEditionsOnPostgreSql(SharedServer shared) : UnpublishEditionTests(Engine.PostgreSql, shared);

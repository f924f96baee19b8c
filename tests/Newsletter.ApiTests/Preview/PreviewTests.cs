using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Preview;

public abstract partial class PreviewTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_whole_of_a_draft_edition_is_shown_as_readers_would_see_it()
    {
        var picture = await Pictures.UploadAsync(Owner);
        var article = await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = picture["id"]!.DeepClone() });
        var edition = await Samples.CreateAsync(Owner, "editions", write =>
        {
            write["sections"] = new JsonArray(new JsonObject { ["title"] = "One", ["items"] = new JsonArray(new JsonObject { ["article"] = article["id"]!.DeepClone() }) });
            write["body"] = new JsonArray(new JsonObject { ["_type"] = "relatedLink", ["reference"] = new JsonObject { ["type"] = "article", ["id"] = article["id"]!.DeepClone() } });
        });
        var query = "?include=articles,articles.leadMedia&body=blocks,html";
        var before = (await Owner.GetReplyAsync($"/preview/v1/editions/{edition["id"]}{query}")).Is(200);
        var shown = before.Data["sections"]![0]!["items"]![0]!["article"]!;
        Assert.Equal("Sample of articles", (string?)shown["title"]);
        Assert.Contains("Sample of articles", (string)before.Data["bodyHtml"]!, StringComparison.Ordinal);
        Assert.Equal($"/preview/v1/editions/{edition["id"]}", (string?)before.Data["links"]!["self"]);
        (await Anonymous.GetReplyAsync($"/api/v1/editions/{edition["id"]}")).Is(404);

        // Pictures open by their address alone, as browsers fetch them; readers' addresses do not.
        var file = (string)shown["leadMedia"]!["media"]!["renditions"]![0]!["url"]!;
        Assert.StartsWith("/preview/v1/files/", file, StringComparison.Ordinal);
        (await Anonymous.GetReplyAsync(file)).Is(200);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(picture))).Is(404);
        (await Anonymous.GetReplyAsync(file.Replace(file.Split('/')[4], new string('A', file.Split('/')[4].Length), StringComparison.Ordinal))).IsProblem(403, "invalid_preview_link");

        await Owner.PublishAsync("editions", edition, new { includeArticles = true });
        var published = (await Anonymous.GetReplyAsync($"/api/v1/editions/{edition["id"]}{query}")).Is(200);
        Assert.Equal(Shape(published.Data), Shape(before.Data));
    }

    [Fact]
    public async Task Working_copies_stand_in_lists_filters_and_counts_in_the_place_of_what_is_published()
    {
        var tag = await Samples.CreateAsync(Owner, "tags");
        JsonArray tags() => [tag["id"]!.DeepClone()];
        var published = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["tags"] = tags()));
        var changed = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["tags"] = new JsonArray()));
        (await Owner.SendTextAsync(HttpMethod.Patch, changed.Address("articles"), $"{{\"title\":\"Changed\",\"tags\":[\"{tag["id"]}\"]}}", changed.Tag())).Is(200);
        var draft = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = tags());
        var embargoed = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["tags"] = tags()), new { embargoUntil = "2026-03-02T12:00:00Z" });
        var unpublished = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["tags"] = tags()));
        (await Owner.SendTextAsync(HttpMethod.Post, unpublished.Address("articles") + "/unpublish", null, unpublished.Tag())).Is(200);
        var takenDown = await Samples.CreateAsync(Owner, "articles", write => write["tags"] = tags());
        (await Owner.SendTextAsync(HttpMethod.Post, takenDown.Address("articles") + "/takedown", "{\"reason\":\"a\",\"publicReason\":\"b\"}", takenDown.Tag())).Is(200);

        var list = (await Owner.GetReplyAsync($"/preview/v1/articles?tag={tag["slug"]}&count=true&limit=2")).Is(200).Json;
        Assert.Equal(5, (int)list["page"]!["total"]!);
        var next = (await Owner.GetReplyAsync((string)list["page"]!["next"]!)).Is(200).Json;
        var last = (await Owner.GetReplyAsync((string)next["page"]!["next"]!)).Is(200).Json;
        var items = new[] { list, next, last }.SelectMany(page => page["data"]!.AsArray()).ToDictionary(item => (string)item!["id"]!, item => item!);
        Assert.Equal(new[] { published, changed, draft, embargoed, unpublished }.Select(item => (string)item["id"]!).Order(), items.Keys.Order());
        Assert.Equal("Changed", (string?)items[(string)changed["id"]!]["title"]);
        Assert.Equal("2026-03-02T12:00:00.000Z", (string?)items[(string)embargoed["id"]!]["embargoUntil"]);
        Assert.Equal(5, (int)(await Owner.GetReplyAsync($"/preview/v1/tags/{tag["slug"]}")).Is(200).Data["articleCount"]!);
        Assert.Equal(1, (int)(await Anonymous.GetReplyAsync($"/api/v1/tags/{tag["slug"]}")).Is(200).Data["articleCount"]!);

        (await Owner.SendTextAsync(HttpMethod.Delete, draft.Address("articles"), null, draft.Tag())).Is(204);
        (await Owner.GetReplyAsync($"/preview/v1/articles/{draft["slug"]}")).IsProblem(404, "not_found");
        (await Owner.GetReplyAsync($"/preview/v1/articles/{takenDown["slug"]}")).Is(404);
    }

    [Fact]
    public async Task A_link_shows_one_item_at_its_revision_until_it_expires()
    {
        var article = await Samples.CreateAsync(Owner, "articles");
        var other = await Samples.CreateAsync(Owner, "articles");
        var link = (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/preview-link", "{\"expiresInHours\":1}")).Is(201).Data;
        var url = (string)link["url"]!;
        (await Owner.SendTextAsync(HttpMethod.Patch, article.Address("articles"), "{\"title\":\"Second thoughts\",\"body\":{\"format\":\"markdown\",\"content\":\"x\"}}", article.Tag())).Is(200);

        var shown = (await Anonymous.GetReplyAsync(url + "&body=html&include=authors")).Is(200);
        Assert.Equal("Sample of articles", (string?)shown.Data["title"]);
        Assert.Contains("<p>Text</p>", (string)shown.Data["bodyHtml"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)shown.Json["meta"]!["revision"]!);
        Assert.Equal("Second thoughts", (string?)(await Owner.GetReplyAsync($"/preview/v1/articles/{article["id"]}")).Is(200).Data["title"]);

        var token = url.Split("token=")[1];
        (await Anonymous.GetReplyAsync($"/preview/v1/articles/{other["id"]}?token={token}")).IsProblem(403, "invalid_preview_link");
        (await Anonymous.GetReplyAsync($"/preview/v1/articles?token={token}")).IsProblem(403, "invalid_preview_link");
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?token={token}")).IsProblem(400, "invalid_parameter");
        (await Anonymous.GetReplyAsync(url[..^1] + (url[^1] == 'A' ? 'B' : 'A'))).IsProblem(403, "invalid_preview_link");
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/preview-link", "{\"expiresInHours\":2161}")).IsProblem(422, "invalid_content");
        Clock.Advance(TimeSpan.FromHours(1));
        (await Anonymous.GetReplyAsync(url)).IsProblem(410, "preview_link_expired");
    }

    [Fact]
    public async Task Nothing_of_a_preview_may_be_kept_or_found_and_it_takes_its_scope()
    {
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        var paths = new[] { $"/preview/v1/articles/{article["id"]}", "/preview/v1/articles", "/preview/v1/articles/no-such", $"/preview/v1/resolve?path=/articles/{article["slug"]}", "/preview/v1/articles?nonsense=1" };
        using var reader = Server.Client(await Server.KeyAsync([Scopes.ContentRead, Scopes.EmbargoRead]));
        foreach (var path in paths)
        {
            foreach (var reply in new[] { await Owner.GetReplyAsync(path), (await Anonymous.GetReplyAsync(path)).IsProblem(401, "unauthenticated"), (await reader.GetReplyAsync(path)).IsProblem(403, "forbidden") })
            {
                Assert.Contains("no-store", reply.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("public", reply.Headers.CacheControl.ToString(), StringComparison.Ordinal);
                Assert.Equal("noindex", Assert.Single(reply.Headers.GetValues("X-Robots-Tag")));
                Assert.False(reply.Headers.Contains("ETag") || reply.Headers.Contains("Surrogate-Key") || reply.Headers.Contains("Cache-Tag"));
            }
        }
    }

    /// <summary>What previews and delivery must have in common: everything but addresses and times, and the words of other items' titles in counts.</summary>
    private static string Shape(JsonNode document) => Differing().Replace(document.ToJsonString(), "");

    [GeneratedRegex("\"(?:self|url|srcset|[a-zA-Z]+At)\":\"[^\"]*\"|\"(?:wordCount|readingTimeMinutes)\":\\d+")]
    private static partial Regex Differing();
}

public sealed class SqlitePreviewTests() : PreviewTests(Engine.Sqlite);

public sealed class PostgreSqlPreviewTests() : PreviewTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>Files that clients fetch from the store, or put into it, themselves.</summary>
public abstract class LinkTests(Engine engine) : S3Tests(engine)
{
    private const string Links = "/manage/v1/media/upload-links";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override bool Presigns => true;

    [Fact]
    public async Task Readers_are_sent_to_the_store_for_what_they_may_see()
    {
        var bytes = Pictures.Make(".png", 400, 300);
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data;
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(404);
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        var sent = (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(302);
        Assert.Equal("public, max-age=300", sent.Headers.CacheControl!.ToString());
        using var file = await Anonymous.GetAsync(sent.Headers.Location, Token);
        Assert.Equal((200, "image/png"), ((int)file.StatusCode, file.Content.Headers.ContentType!.MediaType));
        Assert.Equal(bytes, await file.Content.ReadAsByteArrayAsync(Token));

        var rendition = (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data["renditions"]![0]!;
        sent = (await Anonymous.GetReplyAsync(new Uri(Server.Address, (string)rendition["url"]!).AbsolutePath)).Is(302);
        using var small = await Anonymous.GetAsync(sent.Headers.Location, Token);
        Assert.Equal((200, (string?)rendition["contentType"]), ((int)small.StatusCode, small.Content.Headers.ContentType!.MediaType));
        // An address that was changed opens nothing.
        Assert.Equal(403, (await Anonymous.GetReplyAsync(sent.Headers.Location!.AbsoluteUri.Replace("X-Amz-Expires=", "X-Amz-Expires=1", StringComparison.Ordinal))).Status);
        (await Anonymous.AskAsync(new(HttpMethod.Head, Pictures.PathOf(media)))).Is(200);
    }

    [Fact]
    public async Task The_way_to_the_store_ends_with_what_may_be_seen()
    {
        var ends = TimeProvider.System.GetUtcNow().AddSeconds(100);
        var media = await Pictures.UploadAsync(Owner);
        var article = await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        await Owner.PublishAsync("articles", article, new { expiresAt = ends });
        var sent = (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(302);
        Assert.InRange(sent.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 100);
        Assert.InRange(int.Parse(System.Web.HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["X-Amz-Expires"]!, System.Globalization.CultureInfo.InvariantCulture), 1, 100);
    }

    [Fact]
    public async Task A_client_puts_a_file_into_the_store_and_makes_a_media_item_of_it()
    {
        var bytes = Pictures.Make();
        var link = await LinkAsync(bytes.Length, "quay_at_dawn.png");
        Assert.Equal(["/upload upload_missing"], (await CompleteAsync(link)).IsProblem(422, "invalid_content").Errors);
        await PutAsync(link, bytes);
        Assert.Equal(["/upload bad_upload"], (await CompleteAsync(link, Server.Client(await Server.KeyAsync(["media:write", "content:write"])))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/upload bad_upload"], (await CompleteAsync(new JsonObject { ["token"] = (string)link["token"]! + "x" })).IsProblem(422, "invalid_content").Errors);
        // Fields that are refused cost nobody the upload.
        Assert.Equal(["/alt too_long"], (await CompleteAsync(link, alt: new('x', 1001))).IsProblem(422, "invalid_content").Errors);
        var media = (await CompleteAsync(link, alt: "A quay")).Is(201).Data;
        Assert.Equal(("quay at dawn", "image", "A quay", "image/png"), ((string?)media["title"], (string?)media["kind"], (string?)media["alt"], (string?)media["file"]!["contentType"]));
        Assert.Equal(["/upload upload_missing"], (await CompleteAsync(link)).IsProblem(422, "invalid_content").Errors);
        Assert.Empty(await KeysAsync(MediaKeys.Waiting));
        Assert.Single(await KeysAsync());
    }

    [Fact]
    public async Task What_is_put_there_is_judged_as_an_upload_is()
    {
        var html = "<html><script>alert(1)</script>"u8.ToArray();
        var link = await LinkAsync(html.Length);
        await PutAsync(link, html);
        (await CompleteAsync(link)).IsProblem(415, "unsupported_media_type");
        Assert.Empty(await KeysAsync(MediaKeys.Waiting));
        (await Owner.SendTextAsync(HttpMethod.Post, Links, "{\"fileName\":\"x.png\",\"bytes\":200000001}")).IsProblem(413, "file_too_large");
        foreach (var (body, error) in new[]
        {
            ("{\"fileName\":\"x.png\",\"bytes\":0}", "/bytes empty_file"), ("{\"fileName\":\"\",\"bytes\":1}", "/fileName too_long"), ("{\"bytes\":1}", "/fileName required"),
            ("{\"fileName\":\"x\",\"bytes\":1,\"contentType\":\"a\\r\\nb: c\"}", "/contentType bad_content_type"), ("{\"fileName\":\"x\",\"bytes\":1,\"key\":\"a\"}", "/key unknown_field"),
        })
            Assert.Equal([error], (await Owner.SendTextAsync(HttpMethod.Post, Links, body)).IsProblem(422, "invalid_content").Errors);
        (await Server.Client(await Server.KeyAsync(["content:write"])).SendTextAsync(HttpMethod.Post, Links, "{\"fileName\":\"x\",\"bytes\":1}")).IsProblem(403, "forbidden");
    }

    private async Task<JsonObject> LinkAsync(int bytes, string name = "x.png") =>
        (await Owner.SendTextAsync(HttpMethod.Post, Links, new JsonObject { ["fileName"] = name, ["bytes"] = bytes, ["contentType"] = "image/png" }.ToJsonString())).Is(201).Data;

    /// <summary>As a browser would, which knows nothing but the link.</summary>
    private static async Task PutAsync(JsonObject link, byte[] bytes)
    {
        using var http = new HttpClient();
        var request = new HttpRequestMessage(new((string)link["method"]!), (string)link["url"]!) { Content = new ByteArrayContent(bytes) };
        foreach (var (name, value) in link["headers"]!.AsObject()) request.Content.Headers.TryAddWithoutValidation(name, (string)value!);
        using var put = await http.SendAsync(request, Token);
        Assert.True(put.IsSuccessStatusCode, $"{put.StatusCode}: {await put.Content.ReadAsStringAsync(Token)}");
    }

    private Task<Reply> CompleteAsync(JsonObject link, HttpClient? client = null, string alt = "x") =>
        (client ?? Owner).SendTextAsync(HttpMethod.Post, "/manage/v1/media", new JsonObject { ["upload"] = link["token"]!.DeepClone(), ["alt"] = alt }.ToJsonString());
}

public sealed class LinksOnSqlite() : LinkTests(Engine.Sqlite);

public sealed class LinksOnPostgreSql() : LinkTests(Engine.PostgreSql);

/// <summary>A store without addresses of its own.</summary>
public sealed class LinksOfAFolderTests() : ApiTests(Engine.Sqlite)
{
    [Fact]
    public async Task A_folder_says_that_it_gives_no_links()
    {
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/media/upload-links", "{\"fileName\":\"x\",\"bytes\":1}")).IsProblem(409, "not_supported");
        (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/media", "{\"upload\":\"x\"}")).IsProblem(409, "not_supported");
    }
}

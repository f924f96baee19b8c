using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class UploadTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private const int MaxBytes = 600_000;

    private static readonly Dictionary<string, (Func<byte[]> Make, string Kind, string Extension)> Kinds = new()
    {
        ["image/png"] = (() => Pictures.Make(".png"), "image", "png"),
        ["image/jpeg"] = (() => Pictures.Make(".jpg"), "image", "jpg"),
        ["image/gif"] = (() => Pictures.Make(".gif"), "image", "gif"),
        ["image/webp"] = (() => Pictures.Make(".webp"), "image", "webp"),
        ["audio/wav"] = (() => TestRecordings.Wav(), "audio", "wav"),
        ["audio/mpeg"] = (() => TestRecordings.Mp3(), "audio", "mp3"),
        ["audio/ogg"] = (() => TestRecordings.Ogg(), "audio", "ogg"),
        ["audio/mp4"] = (() => TestRecordings.Mp4(video: false), "audio", "m4a"),
        ["audio/webm"] = (() => TestRecordings.Webm(video: false), "audio", "weba"),
        ["video/mp4"] = (() => TestRecordings.Mp4(), "video", "mp4"),
        ["video/webm"] = (() => TestRecordings.Webm(), "video", "webm"),
        ["text/vtt"] = (() => TestRecordings.Captions(), "captions", "vtt"),
        ["application/pdf"] = (() => [.. "%PDF-1.7\n"u8, .. Salt()], "document", "pdf"),
    };

    public static TheoryData<string> Types => [.. Kinds.Keys];

    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["Media:MaxBytes"] = "600000", ["Media:MaxPixels"] = "1000000" };

    [Theory, MemberData(nameof(Types))]
    public async Task The_content_decides_what_a_file_is(string contentType)
    {
        var (make, kind, extension) = Kinds[contentType];
        var bytes = make();
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes, "harmless_name.exe"))).Is(201).Data;
        Assert.Equal((kind, contentType, extension, bytes.Length), ((string?)media["kind"], (string?)media["file"]!["contentType"], (string?)media["file"]!["extension"], (int)media["file"]!["bytes"]!));
        Assert.Equal("harmless name", (string?)media["title"]);
        Assert.Equal(kind switch { "image" => 8, "video" => 640, _ => null }, (int?)media["file"]!["width"]);
        Assert.Equal(kind is "audio" or "video" ? 2 : 0, (double?)media["file"]!["durationSeconds"] ?? 0, 0.02);
        Assert.Equal(kind is "audio" or "video", (int?)media["file"]!["bitRate"] > 0);
    }

    [Fact]
    public async Task Fields_stand_before_or_after_the_file()
    {
        var form = new MultipartFormDataContent { { new StringContent("Before"), "title" }, { new StringContent("{\"holder\":\"Us\"}"), "rights" } };
        form.Add(new ByteArrayContent(Pictures.Make()), "file", "x.png");
        form.Add(new StringContent("After"), "alt");
        var media = (await Pictures.PostAsync(Owner, form)).Is(201).Data;
        Assert.Equal(("Before", "After", "Us"), ((string?)media["title"], (string?)media["alt"], (string?)media["rights"]!["holder"]));
    }

    [Fact]
    public async Task What_is_no_good_file_is_refused_and_leaves_nothing()
    {
        var before = Files();
        (await Pictures.PostAsync(Owner, Pictures.Form([]))).IsProblem(422, "invalid_content");
        (await Pictures.PostAsync(Owner, Pictures.Form("<html><script>alert(1)</script>"u8.ToArray(), "x.jpg"))).IsProblem(415, "unsupported_media_type");
        foreach (var extension in new[] { ".png", ".jpg", ".gif", ".webp" })
        {
            var whole = Pictures.Make(extension, 200, 150);
            Assert.Equal(["/file broken_image"], (await Pictures.PostAsync(Owner, Pictures.Form(whole[..(whole.Length * 6 / 10)]))).IsProblem(422, "invalid_content").Errors);
        }
        Assert.Equal(["/file broken_image"], (await Pictures.PostAsync(Owner, Pictures.Form([0xFF, 0xD8, 0xFF, .. Salt()]))).IsProblem(422, "invalid_content").Errors);
        (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(".png", 1001, 1000)))).IsProblem(413, "too_many_pixels");
        (await Pictures.PostAsync(Owner, Pictures.Form(new byte[MaxBytes + 1]))).IsProblem(413, "file_too_large");
        (await Pictures.PostAsync(Owner, Pictures.Form(new byte[3 * MaxBytes]))).IsProblem(413, "file_too_large");
        (await Pictures.PostAsync(Owner, new StreamContent(new MemoryStream(new byte[10])))).IsProblem(415, "unsupported_media_type");
        foreach (var (name, value, error) in new[] { ("alt", new string('x', 1001), "/alt too_long"), ("nonsense", "x", "/nonsense unknown_field"), ("version", "7", "/version read_only"), ("status", "published", "/status read_only"), ("slug", "No Slug", "/slug bad_slug") })
            Assert.Equal([error], (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), fields: (name, value)))).IsProblem(422, "invalid_content").Errors);
        (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), fields: ("rights", "{")))).IsProblem(400, "invalid_form");
        Assert.Equal(["/alt repeated"], (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), "x.png", ("alt", "a"), ("alt", "b")))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/file required"], (await Pictures.PostAsync(Owner, new MultipartFormDataContent { { new StringContent("x"), "title" } })).IsProblem(422, "invalid_content").Errors);
        (await Pictures.PostAsync(Owner, new MultipartFormDataContent { { new ByteArrayContent(Pictures.Make()), "picture", "x.png" } })).IsProblem(422, "invalid_content");
        var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\nabc"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        (await Pictures.PostAsync(Owner, cut)).IsProblem(400, "invalid_form");
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_chunked_upload_that_is_too_large_is_refused_as_such()
    {
        foreach (var key in new[] { null, Unique("key") })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/manage/v1/media") { Content = Pictures.Form(new byte[3 * MaxBytes]) };
            request.Headers.TransferEncodingChunked = true;
            if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            try
            {
                (await Owner.AskAsync(request)).Is(413);
            }
            catch (HttpRequestException)
            {
                // The server may close the connection while the rest is still being sent.
            }
        }
        Assert.DoesNotContain(Files(), file => file.Contains(".upload", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../../evil.png")]
    [InlineData("..\\..\\evil.png")]
    [InlineData("/etc/cron.d/evil.png")]
    [InlineData("C:\\evil.png")]
    [InlineData("%2e%2e%2fevil.png")]
    [InlineData("..")]
    [InlineData("CON.png")]
    public async Task A_name_never_becomes_a_path(string name)
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), name))).Is(201).Data;
        Assert.DoesNotContain('/', ((string?)media["file"]!["fileName"])!);
        Assert.DoesNotContain('\\', ((string?)media["file"]!["fileName"])!);
        Assert.All(Files(), file => Assert.Matches("^[0-9a-f]{2}/[0-9a-f]{64}\\.[a-z0-9]+$", file));
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_file_and_two_items()
    {
        var bytes = Pictures.Make();
        var before = Files().Count;
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Pictures.PostAsync(Owner, Pictures.Form(bytes))));
        Assert.Equal(6, replies.Select(reply => (string?)reply.Is(201).Data["id"]).Distinct().Count());
        Assert.Equal(before + 1, Files().Count);
    }

    [Fact]
    public async Task A_file_is_replaced_for_readers_too_also_in_the_text_that_shows_it()
    {
        var media = await Pictures.UploadAsync(Owner);
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write =>
            write["body"] = new JsonArray(new JsonObject { ["_type"] = "image", ["media"] = media["id"]!.DeepClone() })));
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(200);

        var reply = await PutFileAsync(media, Pictures.Form(Pictures.Make()));
        var replaced = reply.Is(200).Data;
        Assert.Equal(("\"2\"", media["title"]!.ToString()), (reply.ETag, replaced["title"]!.ToString()));
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(404);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(replaced))).Is(200);
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}?body=html,markdown,blocks")).Is(200);
        Assert.Contains(Pictures.PathOf(replaced), (string?)shown.Data["bodyHtml"], StringComparison.Ordinal);
        Assert.DoesNotContain(Pictures.PathOf(media), shown.Text, StringComparison.Ordinal);
        (await PutFileAsync(media, Pictures.Form(Pictures.Make()))).IsProblem(412, "stale");
        (await PutFileAsync(replaced, Pictures.Form(Pictures.Make(), fields: ("alt", "x")))).IsProblem(422, "invalid_content");
        (await PutFileAsync(replaced, Pictures.Form("plain"u8.ToArray()))).IsProblem(415, "unsupported_media_type");
        var two = Pictures.Form(Pictures.Make());
        two.Add(new ByteArrayContent(Pictures.Make()), "file", "second.png");
        (await PutFileAsync(replaced, two)).IsProblem(422, "invalid_content");
    }

    [Fact]
    public async Task A_file_is_sent_whole_or_in_parts_and_may_be_kept_for_ever()
    {
        var bytes = Pictures.Make();
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data;
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        using var whole = await Anonymous.GetAsync(Pictures.PathOf(media), TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("public, max-age=31536000, immutable", whole.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.MediaType);

        var request = new HttpRequestMessage(HttpMethod.Get, Pictures.PathOf(media));
        request.Headers.Range = new RangeHeaderValue(2, 5);
        using var part = await Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes 2-5/{bytes.Length}"), (part.StatusCode, part.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(bytes[2..6], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        request = new HttpRequestMessage(HttpMethod.Get, Pictures.PathOf(media));
        request.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(304, (await Anonymous.AskAsync(request)).Status);
    }

    private Task<Reply> PutFileAsync(JsonObject media, HttpContent form)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, media.Address("media") + "/file") { Content = form };
        request.Headers.TryAddWithoutValidation("If-Match", media.Tag());
        return Owner.AskAsync(request);
    }

    private IReadOnlyList<string> Files() => Database.Stored();

    private static byte[] Salt() => Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
}

public sealed class UploadOnSqlite(SharedServer shared) : UploadTests(Engine.Sqlite, shared);

public sealed class UploadOnPostgreSql(SharedServer shared) : UploadTests(Engine.PostgreSql, shared);

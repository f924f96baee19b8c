using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Sound and video from upload to player: what is read from them, how they are sent, what goes with them.</summary>
public abstract class RecordingTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["Media:MaxDurationSeconds"] = "60" };

    [Fact]
    public async Task Readers_are_told_what_the_file_says_unless_an_editor_says_more()
    {
        var video = await UploadAsync(TestRecordings.Mp4(3), "a.mp4", ("transcript", "Hello World"));
        await ShowAsync(video);
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/media/{video["id"]}")).Is(200).Data;
        Assert.Equal((3, 640, 360, (int)video["file"]!["bitRate"]!, "Hello World"), ((double)shown["durationSeconds"]!, (int)shown["width"]!, (int)shown["height"]!, (int)shown["bitRate"]!, (string?)shown["transcript"]));
        await Owner.SendTextAsync(HttpMethod.Patch, video.Address("media"), "{\"durationSeconds\":2.5}", video.Tag());
        Assert.Equal(2.5, (double)(await Anonymous.GetReplyAsync($"/api/v1/media/{video["id"]}")).Is(200).Data["durationSeconds"]!);
    }

    [Fact]
    public async Task What_is_broken_or_too_long_is_refused_and_leaves_nothing()
    {
        var before = Files();
        foreach (var whole in new[] { TestRecordings.Wav(), TestRecordings.Mp3(), TestRecordings.Ogg(), TestRecordings.Mp4(), TestRecordings.Webm() })
        {
            Assert.Equal(["/file broken_recording"], (await Pictures.PostAsync(Owner, Pictures.Form(whole[..(whole.Length * 6 / 10)]))).IsProblem(422, "invalid_content").Errors);
        }
        Assert.Equal(["/file broken_recording"], (await Pictures.PostAsync(Owner, Pictures.Form([0xFF, 0xFB, 0x90, 0, .. Enumerable.Repeat((byte)7, 900)]))).IsProblem(422, "invalid_content").Errors);
        (await Pictures.PostAsync(Owner, Pictures.Form(TestRecordings.Mp4(61)))).IsProblem(413, "too_long");
        Assert.Equal(["/file broken_captions"], (await Pictures.PostAsync(Owner, Pictures.Form("WEBVTT\n\n00:02.000 --> 00:01.000\nx"u8.ToArray()))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Where_a_video_was_made_is_not_kept()
    {
        var video = await UploadAsync(TestRecordings.Mp4(userData: TestRecordings.Box("udta", TestRecordings.Box("\u00A9xyz", "+52.5200+013.4050/"u8.ToArray()))), "a.mp4");
        await ShowAsync(video);
        var sent = await Anonymous.GetByteArrayAsync(Pictures.PathOf(video), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("52.52", Encoding.ASCII.GetString(sent), StringComparison.Ordinal);
        Assert.Equal((string?)video["file"]!["sha256"], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sent)));
    }

    [Fact]
    public async Task A_player_asks_for_parts_and_skips()
    {
        var bytes = TestRecordings.Wav(3);
        var sound = await UploadAsync(bytes, "a.wav");
        await ShowAsync(sound);
        var path = Pictures.PathOf(sound);

        // The first request of a browser names the whole as a range; then it skips to the end for the index, and into the middle.
        using var first = await RangeAsync(path, "bytes=0-");
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes 0-{bytes.Length - 1}/{bytes.Length}", "audio/wav"), (first.StatusCode, first.Content.Headers.ContentRange!.ToString(), first.Content.Headers.ContentType!.MediaType));
        Assert.Equal("bytes", first.Headers.AcceptRanges.Single());
        Assert.Equal(bytes, await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        foreach (var (range, part) in new[] { ("bytes=-100", bytes[^100..]), ("bytes=500-1499", bytes[500..1500]), ("bytes=24000-99999999", bytes[24000..]) })
        {
            using var reply = await RangeAsync(path, range);
            Assert.Equal((HttpStatusCode.PartialContent, part.Length), (reply.StatusCode, (int)reply.Content.Headers.ContentLength!.Value));
            Assert.Equal(part, await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        // What is beyond the end is refused with the length; several parts and other units are answered with the whole.
        using var beyond = await RangeAsync(path, $"bytes={bytes.Length}-");
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"), (beyond.StatusCode, beyond.Content.Headers.ContentRange!.ToString()));
        foreach (var range in new[] { "bytes=0-1,5-6", "seconds=1-2", "bytes=9-1" })
        {
            using var whole = await RangeAsync(path, range);
            Assert.Equal((HttpStatusCode.OK, bytes.Length), (whole.StatusCode, (int)whole.Content.Headers.ContentLength!.Value));
        }

        // A player that goes on with what it has of another file gets the whole.
        using var same = await RangeAsync(path, "bytes=5-9", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        using var other = await RangeAsync(path, "bytes=5-9", "\"other\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        using var head = await Anonymous.SendAsync(new(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, bytes.Length, "bytes"), (head.StatusCode, (int)head.Content.Headers.ContentLength!.Value, head.Headers.AcceptRanges.Single()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Poster_and_captions_are_there_exactly_while_the_recording_is()
    {
        var (poster, captions) = (await Pictures.UploadAsync(Owner), await UploadAsync(TestRecordings.Captions(), "a.vtt"));
        var video = await UploadAsync(TestRecordings.Mp4(), "a.mp4", ("poster", (string)poster["id"]!), ("captions", Tracks(captions)));
        await SeenAsync(false, poster, captions, video);

        var article = await ShowAsync(video);
        await SeenAsync(true, poster, captions, video);
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/media/{video["id"]}?include=poster")).Is(200).Data;
        Assert.NotEmpty(shown["poster"]!["renditions"]!.AsArray());
        Assert.Equal($"{{\"language\":\"de\",\"label\":\"Deutsch\",\"kind\":\"subtitles\",\"url\":\"{Pictures.PathOf(captions)}\"}}", Assert.Single(shown["captions"]!.AsArray())!.ToJsonString());
        using var track = await Anonymous.GetAsync(Pictures.PathOf(captions), TestContext.Current.CancellationToken);
        Assert.Equal("text/vtt", track.Content.Headers.ContentType!.MediaType);
        var html = (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?body=html")).Is(200).Data["bodyHtml"];
        Assert.Contains($"poster=\"{Pictures.PathOf(poster)}\"", html, StringComparison.Ordinal);
        Assert.Contains($"<track kind=\"subtitles\" src=\"{Pictures.PathOf(captions)}\" srclang=\"de\" label=\"Deutsch\">", html, StringComparison.Ordinal);
        (await Owner.SendTextAsync(HttpMethod.Delete, poster.Address("media"), null, poster.Tag())).IsProblem(409, "referenced");

        // Other captions are shown everywhere at once, and what is taken from the recording is seen no more.
        var request = new HttpRequestMessage(HttpMethod.Put, captions.Address("media") + "/file") { Content = Pictures.Form(TestRecordings.Captions("Better"), "b.vtt") };
        request.Headers.TryAddWithoutValidation("If-Match", captions.Tag());
        captions = (await Owner.AskAsync(request)).Is(200).Data;
        Assert.Equal(Pictures.PathOf(captions), (string?)(await Anonymous.GetReplyAsync($"/api/v1/media/{video["id"]}")).Is(200).Data["captions"]![0]!["url"]);
        Assert.Contains(Pictures.PathOf(captions), (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?body=html")).Is(200).Data["bodyHtml"], StringComparison.Ordinal);
        video = (await Owner.SendTextAsync(HttpMethod.Patch, video.Address("media"), "{\"poster\":null}", video.Tag())).Is(200).Data;
        await SeenAsync(false, poster);
        await SeenAsync(true, captions, video);
        Assert.DoesNotContain("poster=", (string?)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}?body=html")).Is(200).Data["bodyHtml"], StringComparison.Ordinal);

        // A second article that shows it keeps all of it.
        var second = await ShowAsync(video);
        await UnpublishAsync(article);
        await SeenAsync(true, captions, video);
        await UnpublishAsync(second);
        await SeenAsync(false, captions, video, poster);
    }

    [Fact]
    public async Task Recordings_that_name_each_other_do_not_keep_each_other_alive()
    {
        var (first, second) = (await Pictures.UploadAsync(Owner), await Pictures.UploadAsync(Owner));
        var video = await UploadAsync(TestRecordings.Mp4(), "a.mp4", ("poster", (string)first["id"]!));
        // A picture becomes a video that names the other one.
        var request = new HttpRequestMessage(HttpMethod.Put, first.Address("media") + "/file") { Content = Pictures.Form(TestRecordings.Mp4(), "b.mp4") };
        request.Headers.TryAddWithoutValidation("If-Match", first.Tag());
        first = (await Owner.AskAsync(request)).Is(200).Data;
        first = (await Owner.SendTextAsync(HttpMethod.Patch, first.Address("media"), $"{{\"poster\":\"{second["id"]}\"}}", first.Tag())).Is(200).Data;
        var article = await ShowAsync(video);
        await SeenAsync(true, video, first);
        await SeenAsync(false, second);
        await UnpublishAsync(article);
        await SeenAsync(false, video, first, second);
    }

    [Fact]
    public async Task Only_recordings_bring_pictures_and_captions_along()
    {
        var (picture, captions, sound) = (await Pictures.UploadAsync(Owner), await UploadAsync(TestRecordings.Captions(), "a.vtt"), await UploadAsync(TestRecordings.Wav(), "a.wav"));
        foreach (var (form, error) in new[]
        {
            (Pictures.Form(Pictures.Make(), fields: ("poster", (string)picture["id"]!)), "/poster not_a_recording"),
            (Pictures.Form(TestRecordings.Wav(), "a.wav", ("poster", (string)captions["id"]!)), "/poster wrong_kind"),
            (Pictures.Form(TestRecordings.Wav(), "a.wav", ("captions", Tracks(sound))), "/captions/0/media wrong_kind"),
            (Pictures.Form(TestRecordings.Wav(), "a.wav", ("captions", Tracks(captions).Replace("\"de\"", "\"no language\"", StringComparison.Ordinal))), "/captions/0/language bad_language"),
            (Pictures.Form(TestRecordings.Wav(), "a.wav", ("captions", "[" + Tracks(captions).Trim('[', ']') + "," + Tracks(captions).Trim('[', ']') + "]")), "/captions repeated"),
            (Pictures.Form(TestRecordings.Wav(), "a.wav", ("poster", "nowhere")), "/poster unknown_reference"),
        })
        {
            Assert.Equal([error], (await Pictures.PostAsync(Owner, form)).IsProblem(422, "invalid_content").Errors);
        }
    }

    [Fact]
    public async Task What_an_article_cannot_do_without_must_be_there()
    {
        var sound = await UploadAsync(TestRecordings.Wav(), "a.wav");
        var article = await Samples.CreateAsync(Owner, "articles", write => write["body"] = new JsonArray(new JsonObject { ["_type"] = "audio", ["media"] = sound["id"]!.DeepClone(), ["mandatory"] = true }));
        sound = (await Owner.SendTextAsync(HttpMethod.Patch, sound.Address("media"), "{\"availability\":{\"status\":\"expired\"}}", sound.Tag())).Is(200).Data;
        Assert.Equal(["/body/0/media recording_unavailable"], (await PublishAsync(article)).IsProblem(422, "not_publishable").Errors);
        await Owner.SendTextAsync(HttpMethod.Patch, sound.Address("media"), "{\"availability\":null}", sound.Tag());
        var file = Path.Combine(Database.StorageFolder, "media", Files().Single(path => path.Contains((string)sound["file"]!["sha256"]!, StringComparison.Ordinal)));
        File.Move(file, file + ".away");
        Assert.Equal(["/body/0/media recording_unavailable"], (await PublishAsync(article)).IsProblem(422, "not_publishable").Errors);
        File.Move(file + ".away", file);
        (await PublishAsync(article)).Is(200);
    }

    private Task<Reply> PublishAsync(JsonObject article) => Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, article.Tag());

    private async Task<JsonObject> UploadAsync(byte[] file, string name, params (string Name, string Value)[] fields) => (await Pictures.PostAsync(Owner, Pictures.Form(file, name, fields))).Is(201).Data;

    /// <summary>Publishes an article with the recording in its body.</summary>
    private async Task<JsonObject> ShowAsync(JsonObject media) => await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write =>
        write["body"] = new JsonArray(new JsonObject { ["_type"] = (string?)media["kind"], ["media"] = media["id"]!.DeepClone() })));

    private async Task UnpublishAsync(JsonObject article) => (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200);

    private static string Tracks(JsonObject captions) => $"[{{\"language\":\"de\",\"label\":\"Deutsch\",\"kind\":\"subtitles\",\"media\":\"{captions["id"]}\"}}]";

    private async Task SeenAsync(bool seen, params JsonObject[] media)
    {
        foreach (var path in media.SelectMany(one => new[] { Pictures.PathOf(one), $"/api/v1/media/{one["id"]}" })) (await Anonymous.GetReplyAsync(path)).Is(seen ? 200 : 404);
    }

    private async Task<HttpResponseMessage> RangeAsync(string path, string range, string? ifRange = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null) request.Headers.IfRange = RangeConditionHeaderValue.Parse(ifRange);
        return await Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private List<string> Files()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Directory.CreateDirectory(Path.Combine(Database.StorageFolder, "staging")).FullName));
        var root = Directory.CreateDirectory(Path.Combine(Database.StorageFolder, "media")).FullName;
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order()];
    }
}

public sealed class RecordingsOnSqlite(SharedServer shared) : RecordingTests(Engine.Sqlite, shared);

public sealed class RecordingsOnPostgreSql(SharedServer shared) : RecordingTests(Engine.PostgreSql, shared);

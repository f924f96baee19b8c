using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NetVips;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class RenditionTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Every_listed_rendition_is_what_the_list_says()
    {
        var (media, _) = await ShownAsync(RedAndBlue(1000, 500));
        var shown = await ReadAsync(media);
        var renditions = shown["renditions"]!.AsArray();
        Assert.Equal(
            ["original 1000x500", "original 320x160", "original 480x240", "original 640x320", "original 960x480", "16x9 320x180", "16x9 480x270", "16x9 640x360", "4x3 320x240", "4x3 480x360", "4x3 640x480", "1x1 320x320", "1x1 480x480"],
            renditions.Select(one => $"{one!["aspect"]} {one["width"]}x{one["height"]}").Distinct());
        Assert.Equal(1 + (12 * 3), renditions.Count);
        foreach (var rendition in renditions.Where(one => (string?)one!["aspect"] is "original" or "1x1"))
        {
            using var answer = await Anonymous.GetAsync(Path(rendition!["url"]), TestContext.Current.CancellationToken);
            Assert.Equal((200, (string?)rendition["contentType"], "public, max-age=31536000, immutable"),
                ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("Cache-Control").Single()));
            using var picture = Image.NewFromBuffer(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(((int)rendition["width"]!, (int)rendition["height"]!), (picture.Width, picture.Height));
        }
    }

    [Fact]
    public async Task A_front_end_needs_no_arithmetic()
    {
        var (media, _) = await ShownAsync(RedAndBlue(700, 500));
        var shown = await ReadAsync(media);
        var sources = shown["sources"]!.AsArray();
        Assert.Equal(["image/avif", "image/webp", "image/jpeg"], sources.Take(3).Select(source => (string?)source!["contentType"]));
        Assert.All(sources, source => Assert.All(((string)source!["srcset"]!).Split(", "), part =>
        {
            var (url, width) = (part.Split(' ')[0], part.Split(' ')[1]);
            var named = Assert.Single(shown["renditions"]!.AsArray(), one => (string?)one!["url"] == url);
            Assert.Equal(((string?)source["aspect"], width), ((string?)named!["aspect"], $"{named["width"]}w"));
        }));
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["body"] = new JsonArray(new JsonObject { ["_type"] = "image", ["media"] = media["id"]!.DeepClone() })));
        var html = (string)(await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}?body=html")).Is(200).Data["bodyHtml"]!;
        Assert.Contains($"srcset=\"{sources[1]!["srcset"]}\" sizes=\"100vw\"", html, StringComparison.Ordinal);
        using var placeholder = Image.NewFromBuffer(Convert.FromBase64String(((string)shown["placeholder"]!)["data:image/webp;base64,".Length..]));
        Assert.InRange(placeholder.Width, 1, 32);
        Assert.Matches("^#[0-9a-f]{6}$", (string?)shown["dominantColour"]);
    }

    [Fact]
    public async Task Crops_keep_the_focal_point_and_a_new_one_is_a_new_address()
    {
        var (media, _) = await ShownAsync(RedAndBlue(1000, 400));
        var addresses = new List<string>();
        foreach (var (x, isRed) in new[] { (0.1, true), (0.9, false) })
        {
            media = (await Owner.SendNodeAsync(HttpMethod.Patch, media.Address("media"), new JsonObject { ["focalPoint"] = new JsonObject { ["x"] = x, ["y"] = 0.5 } }, media.Tag())).Is(200).Data;
            var square = (await ReadAsync(media))["renditions"]!.AsArray().First(one => (string?)one!["name"] == "1x1-320" && (string?)one["contentType"] == "image/webp");
            addresses.Add(Path(square!["url"]));
            using var picture = Image.NewFromBuffer(await Anonymous.GetByteArrayAsync(new Uri(addresses[^1], UriKind.Relative), TestContext.Current.CancellationToken));
            var middle = picture.Getpoint(160, 160);
            Assert.True(isRed == middle[0] > middle[2], $"{x}: {middle[0]} {middle[2]}");
        }
        (await Anonymous.GetReplyAsync(addresses[0])).Is(404);
        (await Anonymous.GetReplyAsync(addresses[1])).Is(200);
    }

    [Fact]
    public async Task Nothing_but_what_is_listed_can_be_asked_for()
    {
        var (media, article) = await ShownAsync(RedAndBlue(400, 400));
        var one = Path((await ReadAsync(media))["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "1x1-320")!["url"]);
        (await Anonymous.GetReplyAsync(one)).Is(200);
        foreach (var other in new[] { one.Replace("1x1-320", "1x1-321"), one.Replace("1x1-320", "1x1-480"), one.Replace("1x1-320", "2x1-320"), one.Replace(".avif", ".png"), one.Replace(".avif", ".avif.webp"), one[..^6] + (one[^6] is '0' ? "1.avif" : "0.avif") })
            (await Anonymous.GetReplyAsync(other)).IsProblem(404, "not_found");
        // As long as something published refers to it, and not longer.
        (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/unpublish", null, article.Tag())).Is(200);
        (await Anonymous.GetReplyAsync(one)).Is(404);
    }

    [Fact]
    public async Task Many_ask_at_once_and_get_the_same_bytes()
    {
        var (media, _) = await ShownAsync(RedAndBlue(900, 700));
        var one = Path((await ReadAsync(media))["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "16x9-640")!["url"]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Anonymous.GetByteArrayAsync(new Uri(one, UriKind.Relative), TestContext.Current.CancellationToken)));
        Assert.All(answers, bytes => Assert.Equal(answers[0], bytes));
        var root = System.IO.Path.Combine(Database.StorageFolder, "media", "renditions");
        Assert.Single(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_picture_is_gone_when_its_rights_end_and_kept_no_longer()
    {
        var (media, article) = await ShownAsync(RedAndBlue(400, 300));
        media = (await Owner.SendTextAsync(HttpMethod.Patch, media.Address("media"), "{\"rights\":{\"expiresAt\":\"2026-03-02T00:00:00Z\"}}", media.Tag())).Is(200).Data;
        var one = Path((await ReadAsync(media))["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "4x3-320")!["url"]);
        using (var answer = await Anonymous.GetAsync(one, TestContext.Current.CancellationToken))
        {
            Assert.InRange(answer.Headers.CacheControl!.MaxAge!.Value, TimeSpan.FromHours(11.9), TimeSpan.FromHours(12));
            Assert.DoesNotContain("immutable", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        }
        Clock.Advance(TimeSpan.FromHours(13));
        (await Anonymous.GetReplyAsync(one)).IsProblem(410, "expired");
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).IsProblem(410, "expired");
        (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(410);
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}?include=leadMedia&body=html,blocks")).Is(200);
        Assert.DoesNotContain((string)media["id"]!, shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_shows_renditions_of_what_is_not_published()
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(RedAndBlue(400, 400)))).Is(201).Data;
        await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        var shown = (await Owner.GetReplyAsync($"/preview/v1/media/{media["id"]}")).Is(200).Data;
        var one = shown["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "1x1-320")!;
        (await Anonymous.GetReplyAsync(Path(one["url"]))).Is(200);
        (await Anonymous.GetReplyAsync("/media" + Path(one["url"]).Split("/media")[^1])).Is(404);
    }

    /// <summary>An uploaded picture and a published article that shows it.</summary>
    private async Task<(JsonObject Media, JsonObject Article)> ShownAsync(byte[] bytes)
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data;
        return (media, await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = media["id"]!.DeepClone() })));
    }

    private async Task<JsonObject> ReadAsync(JsonObject media) => (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data;

    private static string Path(JsonNode? url) => new Uri(new Uri("http://localhost"), (string)url!).PathAndQuery;

    private static byte[] RedAndBlue(int width, int height)
    {
        using var half = Image.Black(width / 2, height, bands: 3);
        using var red = half.Linear([1, 1, 1], [220, Random.Shared.Next(60), 20]).Cast(Enums.BandFormat.Uchar);
        using var blue = half.Linear([1, 1, 1], [20, Random.Shared.Next(60), 220]).Cast(Enums.BandFormat.Uchar);
        using var picture = red.Join(blue, Enums.Direction.Horizontal).Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.PngsaveBuffer();
    }
}

public sealed class RenditionsOnSqlite() : RenditionTests(Engine.Sqlite);

public sealed class RenditionsOnPostgreSql() : RenditionTests(Engine.PostgreSql);

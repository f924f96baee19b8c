using System.Text;
using System.Text.Json.Nodes;
using NetVips;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class PictureMetadataTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private const string Canary = "CANARY-51.4779-N";

    public static TheoryData<string> Formats => [".jpg", ".png", ".webp", ".avif"];

    [Theory, MemberData(nameof(Formats))]
    public async Task Nothing_that_a_camera_wrote_is_kept_but_whom_to_credit(string extension)
    {
        var bytes = Marked(extension);
        Assert.True(Contains(bytes, Canary), "The picture says it before.");
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes, "x" + extension))).Is(201).Data;
        Assert.Equal(("Ana Brandt / Agency", "© 2026 Agency", "Editorial use only"), ((string?)media["credit"], (string?)media["rights"]!["notice"], (string?)media["rights"]!["usageTerms"]));
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        var kept = await Anonymous.GetByteArrayAsync(new Uri(Pictures.PathOf(media), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.False(Contains(kept, Canary), "It is served.");
        Assert.All(Directory.EnumerateFiles(Database.StorageFolder, "*", SearchOption.AllDirectories).Where(file => file.Contains((string)media["file"]!["sha256"]!, StringComparison.Ordinal)),
            file => Assert.False(Contains(File.ReadAllBytes(file), Canary), file));
        // It is the same picture.
        using var before = Image.NewFromBuffer(bytes);
        using var after = Image.NewFromBuffer(kept);
        Assert.Equal(before.WriteToMemory<byte>(), after.WriteToMemory<byte>());
        // And what was cleaned once is not changed again.
        Assert.Equal((string?)media["file"]!["sha256"], (string?)(await Pictures.PostAsync(Owner, Pictures.Form(kept))).Is(201).Data["file"]!["sha256"]);
    }

    [Fact]
    public async Task What_the_editor_says_comes_before_what_the_picture_says()
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(Marked(".jpg"), "x.jpg", ("credit", "Somebody else")))).Is(201).Data;
        Assert.Equal(("Somebody else", "© 2026 Agency"), ((string?)media["credit"], (string?)media["rights"]!["notice"]));
    }

    [Fact]
    public async Task A_picture_that_was_taken_sideways_stands_upright()
    {
        using var lying = Image.Black(640, 400, bands: 3).Linear([1, 1, 1], [10, Random.Shared.Next(250), 30]).Cast(Enums.BandFormat.Uchar);
        using var turned = lying.Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(turned.JpegsaveBuffer()))).Is(201).Data;
        Assert.Equal((400, 640), ((int)media["file"]!["width"]!, (int)media["file"]!["height"]!));
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data;
        var one = shown["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "original-320")!;
        using var picture = Image.NewFromBuffer(await Anonymous.GetByteArrayAsync(new Uri(new Uri("http://localhost"), (string)one["url"]!).PathAndQuery, TestContext.Current.CancellationToken));
        Assert.Equal((320, 512), (picture.Width, picture.Height));
        using var kept = Image.NewFromBuffer(await Anonymous.GetByteArrayAsync(new Uri(Pictures.PathOf(media), UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(6, kept.Get("orientation"));
    }

    /// <summary>A picture whose metadata says where it was taken, in every block that the format has.</summary>
    private static byte[] Marked(string extension)
    {
        using var plain = Image.Black(64, 48, bands: 3).Linear([1, 1, 1], [10, Random.Shared.Next(250), Random.Shared.Next(250)]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var marked = plain.Mutate(image =>
        {
            image.Set(GValue.GStrType, "exif-ifd0-ImageDescription", $"{Canary} ({Canary}, ASCII, 17 components, 17 bytes)");
            image.Set(GValue.GStrType, "exif-ifd3-GPSMapDatum", $"{Canary} ({Canary}, ASCII, 17 components, 17 bytes)");
            image.Set(GValue.BlobType, "xmp-data", Encoding.UTF8.GetBytes($"""
                <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
                xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
                photoshop:Credit="Ana Brandt / Agency" exif:GPSLatitude="{Canary}"><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Agency</rdf:li></rdf:Alt></dc:rights>
                <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use only</rdf:li></rdf:Alt></xmpRights:UsageTerms></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
                """));
        });
        return marked.WriteToBuffer(extension);
    }

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}

public sealed class PictureMetadataOnSqlite(SharedServer shared) : PictureMetadataTests(Engine.Sqlite, shared);

public sealed class PictureMetadataOnPostgreSql(SharedServer shared) : PictureMetadataTests(Engine.PostgreSql, shared);

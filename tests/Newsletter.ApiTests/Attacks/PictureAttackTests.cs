using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Files that are no honest pictures: each is refused by name, and nothing of it stays.</summary>
public abstract class PictureAttackTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private static readonly Dictionary<string, (Func<byte[]> Make, int Status, string Code)> Files = new()
    {
        ["header of 65535 x 65535"] = (() => Png(65535, 65535, new byte[100]), 413, "too_many_pixels"),
        ["30000 x 30000 in a few kilobytes"] = (() => Png(30_000, 30_000, new byte[1_000_000]), 413, "too_many_pixels"),
        ["size of 0 x 0"] = (() => Png(0, 0, []), 422, "broken_image"),
        ["10,000 frames"] = (() => Gif(10_000), 413, "too_many_frames"),
        ["comment without an end"] = (() => [.. Gif(1)[..^1], 0x21, 0xFE, .. Enumerable.Repeat((byte)0xFF, 5000)], 422, "broken_image"),
        ["zip behind a PNG"] = (() => [.. Pictures.Make(".png"), .. Zip()], 422, "trailing_data"),
        ["zip behind a JPEG"] = (() => [.. Pictures.Make(".jpg"), .. Zip()], 422, "trailing_data"),
        ["script behind a GIF"] = (() => [.. Gif(1), .. "/*<script>alert(1)</script>*/"u8], 422, "trailing_data"),
        ["page behind a WebP"] = (() => [.. Pictures.Make(".webp"), .. "<html><script>alert(1)</script>"u8], 422, "trailing_data"),
        ["page behind an AVIF"] = (() => [.. Pictures.Make(".avif", 64, 64), .. "<html><script>alert(1)</script>"u8], 422, "trailing_data"),
        ["program behind a JPEG"] = (() => [.. Pictures.Make(".jpg"), 0x7F, .. "ELF"u8, .. new byte[200]], 422, "trailing_data"),
        ["cut JPEG"] = (() => Pictures.Make(".jpg", 300, 200)[..400], 422, "broken_image"),
        ["cut AVIF"] = (() => Pictures.Make(".avif", 300, 200)[..^40], 422, "broken_image"),
        ["nothing but a signature"] = (() => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], 422, "broken_image"),
        ["SVG with a script"] = (() => Svg("<script>alert(1)</script>"), 422, "unsafe_svg"),
        ["SVG with an event"] = (() => Svg("<rect width='1' height='1' onload='alert(1)'/>"), 422, "unsafe_svg"),
        ["SVG with a page in it"] = (() => Svg("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>1</script></body></foreignObject>"), 422, "unsafe_svg"),
        ["SVG that fetches"] = (() => Svg("<image href='http://169.254.169.254/latest/meta-data/'/>"), 422, "unsafe_svg"),
        ["SVG that uses another"] = (() => Svg("<use href='http://127.0.0.1/x.svg#a'/>"), 422, "unsafe_svg"),
        ["SVG that reads a file"] = (() => Svg("<rect width='9' height='9' fill='url(file:///etc/passwd)'/>"), 422, "unsafe_svg"),
        ["SVG with a style sheet"] = (() => Svg("<style>@import url(http://127.0.0.1/x.css)</style>"), 422, "unsafe_svg"),
        ["SVG that animates a link"] = (() => Svg("<a href='#a'><set attributeName='href' to='javascript:alert(1)'/></a>"), 422, "unsafe_svg"),
        ["SVG with a billion laughs"] = (() => Encoding.UTF8.GetBytes("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&b;</text></svg>"), 422, "broken_image"),
        ["SVG that reads an entity"] = (() => Encoding.UTF8.GetBytes("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>"), 422, "broken_image"),
        ["SVG of a million pixels square"] = (() => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='32000' height='32000'/>"), 413, "too_many_pixels"),
        ["page called a picture"] = (() => "<!doctype html><script>alert(1)</script>"u8.ToArray(), 415, "unsupported_media_type"),
        ["zip called a picture"] = (Zip, 415, "unsupported_media_type"),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_file_that_is_no_honest_picture_is_refused_and_leaves_nothing(string name)
    {
        var (make, status, code) = Files[name];
        var (before, bytes, watch) = (Kept(), make(), System.Diagnostics.Stopwatch.StartNew());
        var reply = await Pictures.PostAsync(Owner, Pictures.Form(bytes, "holiday.jpg"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        if (status == 422) Assert.Equal([$"/file {code}"], reply.IsProblem(422, "invalid_content").Errors);
        else reply.IsProblem(status, code);
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task A_drawing_is_only_drawn()
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(Svg($"<!-- {Guid.NewGuid()} --><metadata>secret</metadata><rect width='400' height='400' fill='#f00'/>"), "x.svg"))).Is(201).Data;
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        using var answer = await Anonymous.GetAsync(Pictures.PathOf(media), TestContext.Current.CancellationToken);
        Assert.Equal(("image/svg+xml", "attachment", "default-src 'none'; sandbox"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType, answer.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data;
        var one = shown["renditions"]!.AsArray().First(rendition => (string?)rendition!["name"] == "1x1-320" && (string?)rendition["contentType"] == "image/jpeg")!;
        (await Anonymous.GetReplyAsync(new Uri(new Uri("http://localhost"), (string)one["url"]!).PathAndQuery)).Is(200);
    }

    private List<string> Kept() => [.. new[] { "media", "staging" }.Select(name => Directory.CreateDirectory(Path.Combine(Database.StorageFolder, name)).FullName).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Order()];

    private static byte[] Svg(string content) => Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'>{content}</svg>");

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("evil.sh");
        return bytes.ToArray();
    }

    private static byte[] Png(uint width, uint height, byte[] pixels)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(pixels);
        var head = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(head, width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), height);
        // One bit a pixel, grey.
        head[8] = 1;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", head), .. Chunk("IDAT", deflated.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + named.Length), Crc32.HashToUInt32(named));
        return chunk;
    }

    private static byte[] Gif(int frames) => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. Enumerable.Range(0, frames).SelectMany(_ => (byte[])[0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]), 0x3B];
}

public sealed class PictureAttacksOnSqlite(SharedServer shared) : PictureAttackTests(Engine.Sqlite, shared);

public sealed class PictureAttacksOnPostgreSql(SharedServer shared) : PictureAttackTests(Engine.PostgreSql, shared);

using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>Files are what their bytes say, lie where we say, and cost what a picture costs.</summary>
public sealed class FileTests(SharedServer shared) : SharedServerTests(Engine.Sqlite, shared)
{
    private const string Canary = "canary-beside-the-media";

    private static readonly string[] Ups =
    [
        "../", "..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%252f", "..\\", "..%5c", "%2e%2e%5c", "..%255c", "....//", "....\\/", "..;/", "%c0%ae%c0%ae/", "%c0%ae%c0%ae%c0%af", "..%c0%af", "..%c1%9c", "%uff0e%uff0e/", "..%00/", "..%0d/", "./../", "//../",
        ".%2e/", "%2e./", "..%2f/", "/%2e%2e/", "%2f..%2f", "..%u2215", "..%e2%88%95", "file:///", "%2e%2e%2f%2e%2e%2f", "x/../../", "\\..\\", "..%09/", "..%20/", "%ef%bc%8e%ef%bc%8e/", "..%bg%qf", "..%%32%66", "~/",
    ];

    private static readonly string[] Roots = ["/media/", "/media/{id}/", "/swagger/", "/openapi/", "/schemas/body/", "/api/v1/media/", "/"];

    [Fact]
    public async Task No_path_leads_out_of_its_folder()
    {
        await File.WriteAllTextAsync(Path.Combine(Database.StorageFolder, "canary.txt"), Canary, TestContext.Current.CancellationToken);
        var media = await Pictures.UploadAsync(Owner);
        var wrong = new List<string>();
        foreach (var root in Roots.Select(root => root.Replace("{id}", (string)media["id"]!, StringComparison.Ordinal)))
        {
            foreach (var up in Ups)
            {
                foreach (var path in new[] { root + up + "canary.txt", root + string.Concat(Enumerable.Repeat(up, 6)) + "etc/passwd" })
                {
                    var answer = await RawHttp.SendAsync(Server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                    if (RawHttp.Status(answer) is not (400 or 404 or 301) || answer.Contains(Canary, StringComparison.Ordinal) || answer.Contains("root:", StringComparison.Ordinal)) wrong.Add($"{path}: {answer[..Math.Min(200, answer.Length)]}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    [InlineData("\uFEFF<html>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")]
    [InlineData("#!/bin/sh\nid")]
    [InlineData("MZ\u0090\0")]
    [InlineData("PK\u0003\u0004")]
    public async Task What_browsers_or_systems_would_run_is_not_kept(string content)
    {
        foreach (var name in new[] { "x.png", "x.svg", "x.html", "x.png%00.svg", "x.jpg;.html" })
            (await Pictures.PostAsync(Owner, Pictures.Form(Encoding.UTF8.GetBytes(content), name))).IsProblem(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    public async Task A_drawing_that_does_more_is_not_kept_whatever_it_is_called(string content)
    {
        foreach (var name in new[] { "x.png", "x.svg", "x.html" })
            Assert.Equal(["/file unsafe_svg"], (await Pictures.PostAsync(Owner, Pictures.Form(Encoding.UTF8.GetBytes(content), name))).IsProblem(422, "invalid_content").Errors);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".gif")]
    [InlineData(".jpg")]
    public async Task A_picture_called_a_page_stays_a_picture(string extension)
    {
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(extension), "page.html"))).Is(201).Data;
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new System.Text.Json.Nodes.JsonObject { ["media"] = media["id"]!.DeepClone() });
        var reply = (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(200);
        Assert.StartsWith("image/", reply.ContentHeaders.ContentType!.MediaType, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", reply.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media).Replace(extension, ".html", StringComparison.Ordinal))).Is(404);
    }

    public static TheoryData<string> BombNames => [.. Bombs.Keys];

    [Theory, MemberData(nameof(BombNames))]
    public async Task A_picture_that_is_meant_to_explode_costs_little(string name)
    {
        var bytes = Bombs[name]();
        Assert.True(bytes.Length < 1_000_000);
        var before = Process.GetCurrentProcess().WorkingSet64;
        var (watch, status) = (Stopwatch.StartNew(), (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Status);
        if (watch.Elapsed > TimeSpan.FromSeconds(2)) (watch, status) = (Stopwatch.StartNew(), (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Status);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        if (TooManyPixels.Contains(name)) Assert.Equal(413, status);
        Assert.Contains(status, new[] { 201, 413, 415, 422 });
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, 200_000_000);
        (await Anonymous.GetReplyAsync("/api/v1/tags")).Is(200);
    }

    /// <summary>Refused for what their heads say, before anything is unpacked.</summary>
    private static readonly string[] TooManyPixels = ["65535 x 65535 PNG", "65535 x 65535 GIF"];

    private static readonly Dictionary<string, Func<byte[]>> Bombs = new()
    {
        ["65535 x 65535 PNG"] = () => Png(65_535, 65_535, 1),
        ["2147483647 x 1 PNG"] = () => Png(int.MaxValue, 1, 1),
        ["100 million pixels, 16 bits, no data"] = () => Png(10_000, 10_000, 16),
        ["0 x 0 PNG"] = () => Png(0, 0, 8),
        ["65535 x 65535 GIF"] = () => Gif(65_535, 65_535, 1),
        ["10000 frames"] = () => Gif(1, 1, 10_000),
        ["10000 frames of 4 million pixels"] = () => Gif(2_000, 2_000, 10_000),
        ["endless GIF comment"] = () => [.. Gif(1, 1, 1)[..^1], 0x21, 0xFE, 0xFF, .. Enumerable.Repeat((byte)'x', 500_000)],
        ["GIF without end"] = () => Gif(100, 100, 1)[..^4],
        ["65535 x 65535 JPEG"] = () => [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9],
        ["16383 x 16383 WebP"] = () => [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0, .. "VP8 "u8, 0, 0, 0, 0],
    };

    private static byte[] Png(int width, int height, byte depth)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, check) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc32(byte[] bytes)
    {
        var check = uint.MaxValue;
        foreach (var one in bytes)
        {
            check ^= one;
            for (var bit = 0; bit < 8; bit++) check = (check >> 1) ^ (0xEDB88320 & (uint)-(int)(check & 1));
        }
        return ~check;
    }

    private static byte[] Gif(ushort width, ushort height, int frames)
    {
        byte[] size = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        byte[] frame = [0x2C, 0, 0, 0, 0, .. size, 0, 2, 2, 0x4C, 1, 0];
        return [.. "GIF89a"u8, .. size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. Enumerable.Repeat(frame, frames).SelectMany(one => one), 0x3B];
    }
}

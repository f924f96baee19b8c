using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Uploads that go on where they were interrupted (tus protocol 1.0.0).</summary>
public abstract class ResumableUploadTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private const int MaxBytes = 600_000;

    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["Media:MaxBytes"] = "600000", ["Media:MaxPixels"] = "1000000" };

    [Fact]
    public async Task The_last_part_makes_the_media_item()
    {
        var bytes = Pictures.Make(".png", 200, 150);
        var upload = await Owner.BeginAsync(bytes.Length, ("filename", "harbour_dawn.png"), ("filetype", "image/png"), ("alt", "Où? Ça"), ("credit", "Ana"), ("rights", "{\"holder\":\"Us\"}"));
        Assert.Equal(0, await Owner.OffsetAsync(upload));
        var first = (await Owner.PatchAsync(upload, 0, bytes[..100])).Is(204);
        Assert.Equal((100, null), (first.Offset(), first.Header("Upload-Media")));
        var head = (await Owner.HeadAsync(upload)).Is(200);
        Assert.Equal(("100", $"{bytes.Length}", "no-store", "1.0.0"), (head.Header("Upload-Offset"), head.Header("Upload-Length"), head.Header("Cache-Control"), head.Header("Tus-Resumable")));
        Assert.Contains("credit QW5h", head.Header("Upload-Metadata"), StringComparison.Ordinal);

        var last = (await Owner.PatchAsync(upload, 100, bytes[100..])).Is(204);
        Assert.Equal(bytes.Length, last.Offset());
        var media = (await Owner.GetReplyAsync(last.Header("Upload-Media")!)).Is(200).Data;
        Assert.Equal(("harbour dawn", "Où? Ça", "Ana", "Us", "harbour_dawn.png"), ((string?)media["title"], (string?)media["alt"], (string?)media["credit"], (string?)media["rights"]!["holder"], (string?)media["file"]!["fileName"]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string?)media["file"]!["sha256"]);
        var state = (await Owner.GetReplyAsync(upload)).Is(200).Data;
        Assert.Equal(((string?)media["id"], last.Header("Upload-Media"), bytes.Length), ((string?)state["id"], (string?)state["media"], (int)state["offset"]!));
        Assert.Equal(bytes.Length, await Owner.OffsetAsync(upload));
        // Sent again after an answer that was lost, it changes nothing.
        (await Owner.PatchAsync(upload, bytes.Length, [])).Is(204);
        (await Owner.PatchAsync(upload, 0, bytes)).IsProblem(409, "wrong_offset");
        await EndAsync(upload);
        (await Owner.GetReplyAsync(last.Header("Upload-Media")!)).Is(200);
    }

    [Fact]
    public async Task Bytes_may_come_along_with_the_beginning()
    {
        var bytes = Pictures.Make();
        var reply = (await Owner.CreateAsync(bytes.Length, Tus.Metadata(("filename", "x.png")), bytes)).Is(201);
        Assert.Equal(bytes.Length, reply.Offset());
        (await Owner.GetReplyAsync(reply.Header("Upload-Media")!)).Is(200);
        Assert.Equal(reply.Header("Upload-Media"), (string?)reply.Data["media"]);
        var part = (await Owner.CreateAsync(1000, null, bytes)).Is(201);
        Assert.Equal((bytes.Length, null), (part.Offset(), part.Header("Upload-Media")));
        foreach (var upload in new[] { reply, part }) await EndAsync(upload.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Nobody_begins_more_than_he_can_end()
    {
        using var own = Server.Client(await Server.KeyAsync(["content:write", "media:write"]));
        var begun = new List<string>();
        for (var n = 0; n < 50; n++) begun.Add(await own.BeginAsync(1000));
        (await own.CreateAsync(1000)).IsProblem(409, "too_many_uploads");
        await EndAsync(await Owner.BeginAsync(1000));
        (await own.SendAsync(HttpMethod.Delete, begun[0], null)).Is(204);
        begun[0] = await own.BeginAsync(1000);
        foreach (var upload in begun) (await own.SendAsync(HttpMethod.Delete, upload, null)).Is(204);
    }

    [Fact]
    public async Task What_is_spoken_here_is_said()
    {
        var options = (await Owner.SendAsync(HttpMethod.Options, Tus.Path, null)).Is(204);
        Assert.Equal(("1.0.0", "creation,creation-with-upload,expiration,termination,checksum", "600000", "sha1,sha256"),
            (options.Header("Tus-Version"), options.Header("Tus-Extension"), options.Header("Tus-Max-Size"), options.Header("Tus-Checksum-Algorithm")));
        var upload = await Owner.BeginAsync(10);
        foreach (var (method, path) in new[] { (HttpMethod.Post, Tus.Path), (HttpMethod.Patch, upload), (HttpMethod.Delete, upload) })
        {
            var refused = (await Owner.SendAsync(method, path, null, ("Tus-Resumable", "0.2.2"))).IsProblem(412, "unsupported_tus_version");
            Assert.Equal(("1.0.0", "1.0.0"), (refused.Header("Tus-Version"), refused.Header("Tus-Resumable")));
        }
        (await Owner.SendAsync(HttpMethod.Head, upload, null, ("Tus-Resumable", "0.2.2"))).Is(412);
        await EndAsync(upload);
    }

    [Fact]
    public async Task A_beginning_that_cannot_end_well_is_refused_at_once()
    {
        (await Owner.CreateAsync(MaxBytes + 1)).IsProblem(413, "file_too_large");
        (await Owner.CreateAsync(0)).IsProblem(422, "invalid_content");
        foreach (var length in new[] { "", "-1", "x", "1.5", "99999999999999999999" }) (await Owner.SendAsync(HttpMethod.Post, Tus.Path, null, ("Upload-Length", length))).IsProblem(400, "bad_header");
        (await Owner.SendAsync(HttpMethod.Post, Tus.Path, null, ("Upload-Defer-Length", "1"))).IsProblem(400, "unsupported_tus_extension");
        foreach (var metadata in new[] { "alt !", "alt YQ== YQ==", "rights ew==", "alt /w==" }) (await Owner.CreateAsync(10, metadata)).IsProblem(400, "bad_metadata");
        foreach (var (name, value, error) in new[] { ("alt", new string('x', 1001), "/alt too_long"), ("nonsense", "x", "/nonsense unknown_field"), ("version", "7", "/version read_only"), ("id", "x", "/id bad_id"), ("slug", "No Slug", "/slug bad_slug") })
            Assert.Equal([error], (await Owner.CreateAsync(10, Tus.Metadata((name, value)))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/alt repeated"], (await Owner.CreateAsync(10, "alt YQ==,alt YQ==")).IsProblem(422, "invalid_content").Errors);
        (await Owner.SendBytesAsync(HttpMethod.Post, Tus.Path + "?x=1", null)).Is(412);
        Assert.Empty(Database.Staged());
    }

    [Fact]
    public async Task A_part_that_does_not_fit_is_refused_and_the_upload_goes_on()
    {
        var bytes = Pictures.Make();
        var upload = await Owner.BeginAsync(bytes.Length);
        (await Owner.PatchAsync(upload, 0, bytes[..10])).Is(204);
        foreach (var offset in new[] { 0, 9, 11, 5000 }) (await Owner.PatchAsync(upload, offset, bytes[10..])).IsProblem(409, "wrong_offset");
        (await Owner.SendAsync(HttpMethod.Patch, upload, bytes, ("Upload-Offset", "-1"))).IsProblem(400, "bad_header");
        (await Owner.SendAsync(HttpMethod.Patch, upload, null, ("Upload-Offset", "10"))).IsProblem(415, "unsupported_media_type");
        (await Owner.PatchAsync(upload, 10, [.. bytes[10..], 1])).IsProblem(400, "beyond_length");
        Assert.Equal(10, await Owner.OffsetAsync(upload));
        (await Owner.PatchAsync(upload, 10, bytes[10..])).Is(204);
        await EndAsync(upload);
    }

    [Fact]
    public async Task A_part_that_is_not_what_its_checksum_says_is_not_taken()
    {
        var bytes = Pictures.Make();
        var upload = await Owner.BeginAsync(bytes.Length);
        (await Owner.PatchAsync(upload, 0, bytes[..10], ("Upload-Checksum", "sha1 " + Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes[..10]))))).Is(204);
        (await Owner.PatchAsync(upload, 10, bytes[10..], ("Upload-Checksum", "sha1 " + Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes))))).IsProblem(460, "checksum_mismatch");
        foreach (var header in new[] { "md5 AAAA", "sha1", "sha1 !", "sha1 AAAA AAAA" }) (await Owner.PatchAsync(upload, 10, bytes[10..], ("Upload-Checksum", header))).IsProblem(400, "bad_header");
        Assert.Equal(10, await Owner.OffsetAsync(upload));
        Assert.NotNull((await Owner.PatchAsync(upload, 10, bytes[10..], ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes[10..]))))).Is(204).Header("Upload-Media"));
        await EndAsync(upload);
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_nothing()
    {
        var files = Database.Stored();
        foreach (var (bytes, status, code) in new[] { ("plain text"u8.ToArray(), 415, "unsupported_media_type"), (Pictures.Make(".png", 200, 150)[..^100], 422, "invalid_content"), (Pictures.Make(".png", 1001, 1000), 413, "too_many_pixels") })
        {
            var upload = await Owner.BeginAsync(bytes.Length);
            (await Owner.PatchAsync(upload, 0, bytes)).IsProblem(status, code);
            (await Owner.HeadAsync(upload)).Is(404);
            (await Owner.CreateAsync(bytes.Length, null, bytes)).IsProblem(status, code);
            Assert.Equal(files, Database.Stored());
        }
    }

    [Fact]
    public async Task An_upload_is_seen_by_whoever_began_it_and_by_nobody_else()
    {
        var upload = await Owner.BeginAsync(10);
        using var other = Server.Client(await Server.KeyAsync(["media:write"]));
        using var reader = Server.Client(await Server.KeyAsync(["content:write"]));
        (await other.GetReplyAsync(upload)).IsProblem(404, "not_found");
        (await other.PatchAsync(upload, 0, [1])).IsProblem(404, "not_found");
        (await other.SendAsync(HttpMethod.Delete, upload, null)).IsProblem(404, "not_found");
        (await reader.CreateAsync(10)).IsProblem(403, "forbidden");
        (await Anonymous.CreateAsync(10)).IsProblem(401, "unauthenticated");
        Assert.Equal(0, await Owner.OffsetAsync(upload));
        await EndAsync(upload);
        (await Owner.SendAsync(HttpMethod.Delete, upload, null)).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task A_connection_that_breaks_keeps_what_has_arrived_and_two_cannot_write_at_once()
    {
        var bytes = Pictures.Make(".png", 400, 300);
        var upload = await Owner.BeginAsync(bytes.Length);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(Server.Address.Host, Server.Address.Port, TestContext.Current.CancellationToken);
            await socket.Client.SendAsync(Encoding.ASCII.GetBytes($"PATCH {upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.OwnerKey}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {bytes.Length}\r\n\r\n"));
            await socket.Client.SendAsync(bytes.AsMemory(0, 500), TestContext.Current.CancellationToken);
            while (await Owner.OffsetAsync(upload) < 500) await Task.Yield();
            (await Owner.PatchAsync(upload, 500, bytes[500..])).IsProblem(423, "upload_locked");
            (await Owner.SendAsync(HttpMethod.Delete, upload, null)).IsProblem(423, "upload_locked");
        }
        Assert.Equal(500, await Owner.OffsetAsync(upload));
        Reply last;
        while ((last = await Owner.PatchAsync(upload, 500, bytes[500..])).Status == 423) await Task.Yield();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string?)(await Owner.GetReplyAsync(last.Is(204).Header("Upload-Media")!)).Is(200).Data["file"]!["sha256"]);
        await EndAsync(upload);
    }

    [Fact]
    public async Task A_beginning_that_is_repeated_with_its_key_is_one_upload()
    {
        var key = ("Idempotency-Key", Unique("key"));
        var bytes = Pictures.Make();
        var first = (await Owner.CreateAsync(bytes.Length, Tus.Metadata(("alt", "a")), bytes, key)).Is(201);
        var again = (await Owner.CreateAsync(bytes.Length, Tus.Metadata(("alt", "a")), bytes, key)).Is(201);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        (await Owner.CreateAsync(bytes.Length, Tus.Metadata(("alt", "b")), bytes, key)).Is(422);
        (await Owner.GetReplyAsync(first.Header("Upload-Media")!)).Is(200);
        await EndAsync(first.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_id_of_the_clients_own_is_that_of_the_item_too_and_used_once()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        var upload = await Owner.BeginAsync(10, ("id", id));
        Assert.EndsWith($"/uploads/{id}", upload, StringComparison.Ordinal);
        (await Owner.CreateAsync(10, Tus.Metadata(("id", id)))).IsProblem(409, "id_taken");
        await EndAsync(upload);
        var media = await Pictures.UploadAsync(Owner);
        (await Owner.CreateAsync(10, Tus.Metadata(("id", (string)media["id"]!)))).IsProblem(409, "id_taken");
    }

    [Fact]
    public async Task When_an_upload_ends_is_said()
    {
        var reply = (await Owner.CreateAsync(10)).Is(201);
        var expires = DateTimeOffset.ParseExact(reply.Header("Upload-Expires")!, "R", CultureInfo.InvariantCulture);
        Assert.InRange(expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        await EndAsync(reply.Headers.Location!.ToString());
    }

    private async Task EndAsync(string upload) => (await Owner.SendAsync(HttpMethod.Delete, upload, null)).Is(204);
}

public sealed class ResumableUploadsOnSqlite(SharedServer shared) : ResumableUploadTests(Engine.Sqlite, shared);

public sealed class ResumableUploadsOnPostgreSql(SharedServer shared) : ResumableUploadTests(Engine.PostgreSql, shared);

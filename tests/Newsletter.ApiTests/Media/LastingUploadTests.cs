using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Uploads outlive the process for a day, and no longer.</summary>
public abstract class LastingUploadTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    [Fact]
    public async Task An_upload_goes_on_where_it_was_when_the_program_was_killed()
    {
        var bytes = Pictures.Make(".png", 400, 300);
        string upload;
        await using (var process = ServerProcess.Start(Database))
        {
            var address = await process.Address;
            using var owner = TestServer.Client(address, TestServer.OwnerKey);
            upload = await owner.BeginAsync(bytes.Length, ("alt", "After all"));
            (await owner.PatchAsync(upload, 0, bytes[..100])).Is(204);
            // In the middle of the next part, of which a checksum would have been the judge.
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            await socket.Client.SendAsync(Encoding.ASCII.GetBytes($"PATCH {upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.OwnerKey}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 100\r\nUpload-Checksum: sha1 AAAA\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 1000\r\n\r\n"));
            await socket.Client.SendAsync(bytes.AsMemory(0, 500), TestContext.Current.CancellationToken);
            await MediaFolders.UntilAsync(() => new FileInfo(BytesOf(upload)).Length == 600, "The bytes do not arrive.");
            await process.KillAsync();
        }
        await using var server = await TestServer.StartAsync(Database);
        Assert.Equal(100, await server.Owner.OffsetAsync(upload));
        (await server.Owner.PatchAsync(upload, 100, bytes[100..200])).Is(204);
        var last = (await server.Owner.PatchAsync(upload, 200, bytes[200..])).Is(204);
        var media = (await server.Owner.GetReplyAsync(last.Header("Upload-Media")!)).Is(200).Data;
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), "After all"), ((string?)media["file"]!["sha256"], (string?)media["alt"]));
    }

    [Fact]
    public async Task A_last_byte_that_was_taken_and_made_no_item_is_asked_for_again()
    {
        var bytes = Pictures.Make();
        await using var server = await TestServer.StartAsync(Database);
        var upload = await server.Owner.BeginAsync(bytes.Length);
        await File.WriteAllBytesAsync(BytesOf(upload), bytes, TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length - 1, await server.Owner.OffsetAsync(upload));
        var last = (await server.Owner.PatchAsync(upload, bytes.Length - 1, bytes[^1..])).Is(204);
        (await server.Owner.GetReplyAsync(last.Header("Upload-Media")!)).Is(200);
        // The item is there and the note of it is not.
        var note = Path.Combine(Database.Staging(), Assert.Single(Database.Staged()));
        await File.WriteAllTextAsync(note, (await File.ReadAllTextAsync(note, TestContext.Current.CancellationToken)).Replace("\"IsDone\":true", "\"IsDone\":false", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(BytesOf(upload), bytes, TestContext.Current.CancellationToken);
        Assert.Equal(last.Header("Upload-Media"), (await server.Owner.PatchAsync(upload, bytes.Length - 1, bytes[^1..])).Is(204).Header("Upload-Media"));
        Assert.Single((await server.Owner.GetReplyAsync("/manage/v1/media")).Is(200).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task Uploads_vanish_with_their_bytes_after_a_day()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var bytes = Pictures.Make();
        string unfinished, finished;
        await using (var server = await TestServer.StartAsync(Database, clock))
        {
            unfinished = await server.Owner.BeginAsync(bytes.Length);
            (await server.Owner.PatchAsync(unfinished, 0, bytes[..10])).Is(204);
            clock.Advance(TimeSpan.FromHours(23));
            Assert.Equal(10, await server.Owner.OffsetAsync(unfinished));
            finished = await server.Owner.BeginAsync(bytes.Length);
            var media = (await server.Owner.PatchAsync(finished, 0, bytes)).Is(204).Header("Upload-Media")!;
            clock.Advance(TimeSpan.FromHours(1.5));
            (await server.Owner.HeadAsync(unfinished)).Is(404);
            await MediaFolders.UntilAsync(() => Database.Staged().Count == 1, "An upload stays for ever.");
            (await server.Owner.HeadAsync(finished)).Is(200);
            (await server.Owner.GetReplyAsync(media)).Is(200);
        }
        clock.Advance(TimeSpan.FromHours(24));
        await using var next = await TestServer.StartAsync(Database, clock);
        await MediaFolders.UntilAsync(() => Database.Staged().Count == 0, "An upload stays for ever.");
    }

    [Fact]
    public async Task What_a_killed_process_left_goes_at_the_next_start_when_it_is_a_day_old()
    {
        var (old, young) = (Path.Combine(Database.Staging(), "old"), Path.Combine(Database.Staging(), "young"));
        foreach (var file in new[] { old, young }) await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(25));
        await using var server = await TestServer.StartAsync(Database);
        await MediaFolders.UntilAsync(() => !File.Exists(old), "What was left stays.");
        Assert.True(File.Exists(young));
    }

    private string BytesOf(string upload) => Path.Combine(Database.StorageFolder, "staging", Guid.Parse(upload.Split('/')[^1]).ToString("N") + ".upload");
}

public sealed class LastingUploadsOnSqlite() : LastingUploadTests(Engine.Sqlite);

public sealed class LastingUploadsOnPostgreSql() : LastingUploadTests(Engine.PostgreSql);

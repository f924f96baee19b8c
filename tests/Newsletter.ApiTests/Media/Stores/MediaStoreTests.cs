using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Api;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>What every store promises.</summary>
public abstract class MediaStoreTests : IAsyncLifetime
{
    private const string Key = "ab/file.bin";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsletter-store-");
    private WebApplication? app;

    protected string Folder => folder.FullName;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected IMediaStore Store => app!.Services.GetRequiredService<IMediaStore>();

    /// <summary>The settings of an empty store.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>(await SettingsAsync()) { ["Storage:Root"] = folder.FullName };
        app = Server.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    }

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_staged_is_there_when_it_is_kept_and_nothing_stays_when_it_is_not()
    {
        await using (var staged = await StageAsync(Bytes(10)))
        {
            Assert.False(await Store.ExistsAsync(Key, Token));
            Assert.Null(await Store.OpenAsync(Key, Token));
        }
        Assert.Empty(await KeysAsync(""));
        var bytes = Bytes(20);
        await using (var staged = await StageAsync(bytes)) await staged.KeepAsync(Token);
        Assert.True(await Store.ExistsAsync(Key, Token));
        Assert.Equal(bytes, await ReadAsync(Key));
        Assert.Equal([Key], await KeysAsync(""));
        await AssertNothingWaitsAsync();
    }

    [Fact]
    public async Task The_same_is_kept_again_and_one_that_is_not_takes_nothing_away()
    {
        var bytes = Bytes(30);
        await using var first = await StageAsync(bytes);
        await using (var second = await StageAsync(bytes))
        {
            await first.KeepAsync(Token);
            await using (await StageAsync(bytes)) { }
            await second.KeepAsync(Token);
        }
        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Theory, InlineData(1), InlineData(256 * 1024), InlineData((256 * 1024) + 1), InlineData(3_000_000)]
    public async Task A_file_is_read_whole_and_at_any_place(int size)
    {
        var bytes = Bytes(size);
        await Store.PutAsync(Key, "image/png", bytes, Token);
        Assert.Equal(bytes, await ReadAsync(Key));
        await using var stream = (await Store.OpenAsync(Key, Token))!;
        Assert.Equal(size, stream.Length);
        var (random, buffer) = (new Random(7), new byte[100_000]);
        for (var n = 0; n < 8; n++)
        {
            var from = random.Next(size + 1);
            stream.Seek(from, SeekOrigin.Begin);
            var read = await stream.ReadAtLeastAsync(buffer, Math.Min(buffer.Length, size - from), cancellationToken: Token);
            Assert.Equal(bytes[from..(from + read)], buffer[..read]);
        }
        stream.Seek(-size, SeekOrigin.End);
        Assert.Equal(0, stream.Position);
        stream.Position = size;
        Assert.Equal(0, await stream.ReadAsync(buffer, Token));
    }

    [Fact]
    public async Task A_large_file_arrives_whole()
    {
        var bytes = Bytes((17 * 1024 * 1024) + 3);
        await using (var staged = await StageAsync(bytes)) await staged.KeepAsync(Token);
        var read = await ReadAsync(Key);
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.Equal(bytes.Length, (await Store.ListAsync(Key, Token).SingleAsync(Token)).Bytes);
    }

    [Fact]
    public async Task What_is_under_a_key_stays()
    {
        await Store.PutAsync(Key, "image/png", [1, 2], Token);
        await Store.PutAsync(Key, "image/png", [3], Token);
        Assert.Equal([1, 2], await ReadAsync(Key));
    }

    [Fact]
    public async Task What_is_kept_can_be_had_as_a_file_and_no_copy_stays()
    {
        Assert.Null(await Store.FetchAsync(Key, Token));
        var bytes = Bytes(3_000_000);
        await Store.PutAsync(Key, "image/png", bytes, Token);
        using (var file = (await Store.FetchAsync(Key, Token))!) Assert.Equal(bytes, await File.ReadAllBytesAsync(file.Path, Token));
        Assert.Equal(bytes, await ReadAsync(Key));
        var staging = Path.Combine(folder.FullName, "staging");
        Assert.Empty(Directory.Exists(staging) ? Directory.EnumerateFileSystemEntries(staging) : []);
    }

    [Fact]
    public async Task Keys_are_listed_by_their_beginning_and_deleted_once()
    {
        foreach (var key in new[] { "aa/1.png", "aa/2.png", "ab/3.png", "renditions/aa/1/x.webp" }) await Store.PutAsync(key, "image/png", [1], Token);
        Assert.Equal(["aa/1.png", "aa/2.png", "ab/3.png", "renditions/aa/1/x.webp"], await KeysAsync(""));
        Assert.Equal(["aa/1.png", "aa/2.png"], await KeysAsync("aa/"));
        Assert.Equal(["aa/2.png"], await KeysAsync("aa/2"));
        Assert.Equal(["renditions/aa/1/x.webp"], await KeysAsync(MediaKeys.Renditions));
        await Store.DeleteAsync("aa/1.png", Token);
        await Store.DeleteAsync("aa/1.png", Token);
        Assert.Equal(["aa/2.png"], await KeysAsync("aa/"));
        var stored = await Store.ListAsync("ab/", Token).SingleAsync(Token);
        Assert.InRange(stored.StoredAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    protected async Task<StagedObject> StageAsync(byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, "staging")).FullName, Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, bytes, Token);
        return await Store.StageAsync(path, Key, "application/octet-stream", Token);
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = (await Store.OpenAsync(key, Token))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private async Task<List<string>> KeysAsync(string prefix) => await Store.ListAsync(prefix, Token).Select(stored => stored.Key).Order().ToListAsync(Token);

    protected async Task AssertNothingWaitsAsync()
    {
        Assert.Empty(await KeysAsync(MediaKeys.Waiting));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.FullName, "staging")));
    }

    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}

public sealed class LocalStoreTests : MediaStoreTests
{
    protected override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>());

    [Fact]
    public async Task What_was_begun_long_ago_is_swept()
    {
        await Store.PutAsync("ab/1.png", "image/png", [1], Token);
        var partial = Path.Combine(Folder, "media", ".partial-x");
        await File.WriteAllBytesAsync(partial, [1], Token);
        await Store.SweepStagedAsync(TimeProvider.System.GetUtcNow().AddHours(-1), Token);
        Assert.True(File.Exists(partial));
        await Store.SweepStagedAsync(TimeProvider.System.GetUtcNow().AddHours(1), Token);
        Assert.False(File.Exists(partial));
        Assert.True(await Store.ExistsAsync("ab/1.png", Token));
    }
}

public sealed class S3StoreTests : MediaStoreTests
{
    protected override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => (await S3Server.SharedAsync()).SettingsFor($"{Guid.NewGuid():N}/");

    [Fact]
    public async Task What_was_staged_long_ago_is_swept()
    {
        var staged = await StageAsync(Bytes(5));
        await Store.SweepStagedAsync(TimeProvider.System.GetUtcNow().AddHours(-1), Token);
        await staged.KeepAsync(Token);
        staged = await StageAsync(Bytes(6));
        await Store.SweepStagedAsync(TimeProvider.System.GetUtcNow().AddHours(1), Token);
        await Assert.ThrowsAnyAsync<Exception>(() => staged.KeepAsync(Token));
        await AssertNothingWaitsAsync();
    }
}

using System.Collections.Concurrent;
using Newsletter.Application.Media;
using Newsletter.Domain.Media;
using Xunit;

namespace Newsletter.UnitTests.Media;

public sealed class KeptRenditionsTests
{
    private static readonly MediaFile File = new() { Sha256 = new('a', 64), ContentType = "image/png", Extension = "png", Bytes = 3, Width = 800, Height = 600 };

    [Fact]
    public async Task A_rendition_is_made_once_however_many_ask()
    {
        var (store, renderer) = (new Memory(), new Counting());
        store.Kept[MediaKeys.Original(File)] = [1, 2, 3];
        var (kept, wanted) = (new KeptRenditions(store, renderer), PictureRenditions.Of(File).All[0]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken))));
        Assert.All(answers, Assert.NotNull);
        Assert.Equal(1, renderer.Count);
        Assert.NotNull(await kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken));
        Assert.Equal(1, renderer.Count);
    }

    [Fact]
    public async Task Who_goes_away_does_not_keep_the_others_from_it_and_a_failure_is_tried_again()
    {
        var (store, renderer) = (new Memory(), new Counting { Failures = 1 });
        store.Kept[MediaKeys.Original(File)] = [1, 2, 3];
        var (kept, wanted) = (new KeptRenditions(store, renderer), PictureRenditions.Of(File).All[0]);
        await Assert.ThrowsAsync<IOException>(() => kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken));
        using var gone = new CancellationTokenSource();
        var first = kept.OpenAsync(File, wanted, gone.Token);
        var second = kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.NotNull(await second);
        Assert.Equal(2, renderer.Count);
    }

    [Fact]
    public async Task A_rendition_that_lost_its_bytes_is_made_again()
    {
        var (store, renderer, wanted) = (new Memory(), new Counting(), PictureRenditions.Of(File).All[0]);
        (store.Kept[MediaKeys.Original(File)], store.Kept[MediaKeys.Rendition(File, wanted.FileName)]) = ([1, 2, 3], []);
        Assert.Equal(1, (await new KeptRenditions(store, renderer).OpenAsync(File, wanted, TestContext.Current.CancellationToken))!.Length);
        Assert.Equal([7], store.Kept[MediaKeys.Rendition(File, wanted.FileName)]);
    }

    [Fact]
    public async Task Without_the_picture_there_is_no_rendition() => Assert.Null(await new KeptRenditions(new Memory(), new Counting()).OpenAsync(File, PictureRenditions.Of(File).All[0], TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_picture_that_cannot_be_read_to_its_end_is_no_rendition()
    {
        var store = new Memory { Fetched = new MediaStoreException("It went away.") };
        store.Kept[MediaKeys.Original(File)] = [1, 2, 3];
        var (kept, wanted) = (new KeptRenditions(store, new Counting()), PictureRenditions.Of(File).All[0]);
        await Assert.ThrowsAsync<MediaStoreException>(() => kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken));
        Assert.Equal([MediaKeys.Original(File)], store.Kept.Keys);
        store.Fetched = null;
        Assert.NotNull(await kept.OpenAsync(File, wanted, TestContext.Current.CancellationToken));
    }

    private sealed class Counting : IPictureRenderer
    {
        private int count;

        public int Count => count;

        public int Failures { get; set; }

        public async Task<IReadOnlyList<byte[]>> RenderAsync(string original, MediaFile file, IReadOnlyList<PictureRendition> renditions, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref count);
            await Task.Delay(100, CancellationToken.None);
            if (Failures-- > 0) throw new IOException("Not this time.");
            return [.. renditions.Select(_ => new byte[] { 7 })];
        }
    }

    private sealed class Memory : IMediaStore
    {
        public ConcurrentDictionary<string, byte[]> Kept { get; } = new();

        /// <summary>What happens on the way from the store.</summary>
        public MediaStoreException? Fetched { get; set; }

        public Task<StagedObject> StageAsync(string path, string key, string contentType, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PutAsync(string key, string contentType, byte[] bytes, CancellationToken cancellationToken)
        {
            Kept[key] = bytes;
            return Task.CompletedTask;
        }

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Stream?>(Kept.TryGetValue(key, out var bytes) ? new MemoryStream(bytes) : null);

        public Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken) =>
            Fetched is { } failure ? Task.FromException<LocalFile?>(failure) : Task.FromResult(Kept.ContainsKey(key) ? new LocalFile(key, isCopy: false) : null);

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Kept.ContainsKey(key));

        public Task DeleteAsync(string key, CancellationToken cancellationToken)
        {
            Kept.TryRemove(key, out _);
            return Task.CompletedTask;
        }

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SweepStagedAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

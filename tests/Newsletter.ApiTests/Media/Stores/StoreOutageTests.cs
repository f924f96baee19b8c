using System.Diagnostics;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>A store that is away is missed by files alone.</summary>
public abstract class StoreOutageTests(Engine engine) : S3Tests(engine)
{
    private S3Server? s3;

    protected override async Task<S3Server> S3Async() => s3 = await S3Server.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (s3 is not null) await s3.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Files_answer_503_while_the_store_is_down_and_work_again_when_it_is_back()
    {
        var media = await Pictures.UploadAsync(Owner);
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        await s3!.KillAsync();

        var refused = (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make()))).IsProblem(503, "media_unavailable");
        Assert.NotNull(refused.Headers.RetryAfter);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).IsProblem(503, "media_unavailable");
        Assert.Single((await Owner.GetReplyAsync("/manage/v1/media")).Is(200).Json["data"]!.AsArray());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Database.StorageFolder, "staging")));
        await AssertTextWorksAsync();

        await s3.RunAsync();
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(200);
        await Pictures.UploadAsync(Owner);
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_soon_and_then_not_waited_for()
    {
        await Pictures.UploadAsync(Owner);
        s3!.Freeze();
        var uploads = Enumerable.Range(0, 3).Select(_ => Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make()))).ToList();
        await AssertTextWorksAsync();
        foreach (var reply in await Task.WhenAll(uploads)) reply.IsProblem(503, "media_unavailable");
        // One of them may be the one that tries.
        var times = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var began = Stopwatch.GetTimestamp();
            (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make()))).IsProblem(503, "media_unavailable");
            return Stopwatch.GetElapsedTime(began);
        }));
        Assert.InRange(times.Count(time => time < TimeSpan.FromSeconds(5)), 6, 8);
        Assert.Single((await Owner.GetReplyAsync("/manage/v1/media")).Is(200).Json["data"]!.AsArray());
    }

    private async Task AssertTextWorksAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200);
        (await Anonymous.GetReplyAsync("/api/v1/articles")).Is(200);
        (await Anonymous.GetReplyAsync("/health/ready")).Is(200);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }
}

public sealed class StoreOutageOnSqlite() : StoreOutageTests(Engine.Sqlite);

public sealed class StoreOutageOnPostgreSql() : StoreOutageTests(Engine.PostgreSql);

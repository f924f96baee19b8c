using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>The life of a file that a bucket keeps.</summary>
public abstract class ObjectStoreTests(Engine engine) : S3Tests(engine)
{
    [Fact]
    public async Task A_picture_is_uploaded_shown_in_parts_and_sizes_and_removed()
    {
        var bytes = Pictures.Make(".png", 700, 500);
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data;
        Assert.Single(await KeysAsync());
        Assert.Empty(await KeysAsync(MediaKeys.Waiting));
        (await Anonymous.GetReplyAsync(Pictures.PathOf(media))).Is(404);
        var author = await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = media["id"]!.DeepClone() });
        using var whole = await Anonymous.GetAsync(Pictures.PathOf(media), TestContext.Current.CancellationToken);
        Assert.Equal(("image/png", bytes.Length), (whole.Content.Headers.ContentType!.MediaType, (int)whole.Content.Headers.ContentLength!));
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var request = new HttpRequestMessage(HttpMethod.Get, Pictures.PathOf(media));
        request.Headers.Range = new RangeHeaderValue(bytes.Length - 10, null);
        using var part = await Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((206, $"bytes {bytes.Length - 10}-{bytes.Length - 1}/{bytes.Length}"), ((int)part.StatusCode, part.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(bytes[^10..], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var renditions = (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data["renditions"]!.AsArray();
        var small = new Uri(Server.Address, (string)renditions.First(one => (string?)one!["contentType"] == "image/webp")!["url"]!).AbsolutePath;
        for (var n = 0; n < 2; n++) Assert.Equal("image/webp", (await Anonymous.GetReplyAsync(small)).Is(200).ContentHeaders.ContentType!.MediaType);
        Assert.Single(await KeysAsync(MediaKeys.Renditions));

        (await Owner.SendTextAsync(HttpMethod.Delete, author.Address("authors"), null, author.Tag())).Is(204);
        (await Anonymous.GetReplyAsync(small)).Is(404);
        (await Owner.SendTextAsync(HttpMethod.Delete, media.Address("media"), null, media.Tag())).Is(204);
        Assert.Equal(2, (await SweepAsync()).Count);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task An_upload_that_is_refused_leaves_nothing_in_the_bucket()
    {
        (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), fields: ("slug", "No Slug")))).IsProblem(422, "invalid_content");
        (await Pictures.PostAsync(Owner, Pictures.Form("<html>"u8.ToArray()))).IsProblem(415, "unsupported_media_type");
        Assert.Empty(await KeysAsync());
        Assert.Empty(await KeysAsync(MediaKeys.Waiting));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Database.StorageFolder, "staging")));
    }

    /// <summary>As if all were older than anybody waits.</summary>
    private async Task<(int Count, long Bytes)> SweepAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MediaHousekeeping>().SweepAsync(TimeSpan.FromMinutes(-5), TestContext.Current.CancellationToken);
    }
}

public sealed class ObjectStoreOnSqlite() : ObjectStoreTests(Engine.Sqlite);

public sealed class ObjectStoreOnPostgreSql() : ObjectStoreTests(Engine.PostgreSql);

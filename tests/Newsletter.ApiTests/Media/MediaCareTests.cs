using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>Rights that end, and what nobody needs or is broken.</summary>
public abstract class MediaCareTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    private static string FolderOf(TestDatabase database) => Path.Combine(database.StorageFolder, "media");

    [Fact]
    public async Task Editors_are_warned_once_a_week_before_rights_end()
    {
        var media = await WithRightsAsync("2026-03-20T00:00:00Z");
        await WithRightsAsync("2026-06-01T00:00:00Z");
        Assert.Empty(await WarnedAsync());
        Clock.Advance(TimeSpan.FromDays(12.5));
        Assert.Single(await WarnedAsync());
        var told = Assert.Single(await WarnedAsync());
        Assert.Equal(((string?)media["id"], "2026-03-20T00:00:00.000Z"), ((string?)told!["item"]!["id"], (string?)told["data"]!["rightsExpireAt"]));
        // A new end is warned of anew.
        media = (await Owner.SendTextAsync(HttpMethod.Patch, media.Address("media"), "{\"rights\":{\"expiresAt\":\"2026-03-19T00:00:00Z\"}}", media.Tag())).Is(200).Data;
        Assert.Equal(2, (await WarnedAsync()).Count);
    }

    [Fact]
    public async Task Media_are_listed_by_the_end_of_their_rights()
    {
        var (soon, later) = (await WithRightsAsync("2026-03-20T00:00:00Z"), await WithRightsAsync("2026-06-01T00:00:00Z"));
        await Pictures.UploadAsync(Owner);
        Assert.Equal([(string?)soon["id"]], await IdsAsync("2026-04-01T00:00:00Z"));
        Assert.Equal(new[] { (string?)soon["id"], (string?)later["id"] }.Order(), (await IdsAsync("2027-01-01T00:00:00Z")).Order());
        (await Owner.GetReplyAsync("/manage/v1/media?rightsExpireBefore=soon")).IsProblem(400, "invalid_parameter");
        (await Owner.GetReplyAsync("/manage/v1/articles?rightsExpireBefore=2027-01-01T00:00:00Z")).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task What_nothing_refers_to_is_found_and_removed_and_nothing_else()
    {
        var (used, unused) = (await Pictures.UploadAsync(Owner), await Pictures.UploadAsync(Owner));
        await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = used["id"]!.DeepClone() });
        Assert.Empty(await InScopeAsync(care => care.UnreferencedAsync(MediaHousekeeping.Patience, default)));
        Clock.Advance(TimeSpan.FromDays(8));
        var young = await Pictures.UploadAsync(Owner);
        var found = await InScopeAsync(care => care.UnreferencedAsync(MediaHousekeeping.Patience, default));
        Assert.Equal([(string?)unused["id"]], found.Select(one => one.Id.ToString()));
        // Put to use after it was listed.
        await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = unused["id"]!.DeepClone() });
        Assert.Equal(0, await InScopeAsync(care => care.RemoveAsync(found, default)));
        Clock.Advance(TimeSpan.FromDays(8));
        found = await InScopeAsync(care => care.UnreferencedAsync(MediaHousekeeping.Patience, default));
        Assert.Equal([(string?)young["id"]], found.Select(one => one.Id.ToString()));
        Assert.Equal(1, await InScopeAsync(care => care.RemoveAsync(found, default)));
        (await Owner.GetReplyAsync(young.Address("media"))).Is(404);

        foreach (var file in Directory.EnumerateFiles(FolderOf(Database), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, (await InScopeAsync(care => care.SweepAsync(MediaHousekeeping.Patience, default))).Count);
        Assert.Equal(new[] { used, unused }.Select(media => (string?)media["file"]!["sha256"]).Order(), Directory.EnumerateFiles(FolderOf(Database), "*", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Fact]
    public async Task A_file_stays_for_as_long_as_one_of_its_items_does()
    {
        var bytes = Pictures.Make();
        var (one, two) = ((await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data, (await Pictures.PostAsync(Owner, Pictures.Form(bytes))).Is(201).Data);
        var author = await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = two["id"]!.DeepClone() });
        Assert.Equal([(string?)author["id"]], (await Owner.GetReplyAsync(two.Address("media") + "/referencing")).Is(200).Json["data"]!.AsArray().Select(referrer => (string?)referrer!["id"]));
        (await Owner.SendTextAsync(HttpMethod.Delete, one.Address("media"), null, one.Tag())).Is(204);
        File.SetLastWriteTimeUtc(FileOf(two), new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(0, (await InScopeAsync(care => care.SweepAsync(MediaHousekeeping.Patience, default))).Count);
        (await Anonymous.GetReplyAsync(Pictures.PathOf(two))).Is(200);

        var held = (await Owner.SendTextAsync(HttpMethod.Delete, two.Address("media"), null, two.Tag())).IsProblem(409, "referenced");
        Assert.Equal(((string?)author["id"], (string?)author["id"]), ((string?)held.Json["conflictingId"], (string?)Assert.Single(held.Json["errors"]!.AsArray())!["item"]));
        (await Owner.SendTextAsync(HttpMethod.Delete, author.Address("authors"), null, author.Tag())).Is(204);
        (await Owner.SendTextAsync(HttpMethod.Delete, two.Address("media"), null, two.Tag())).Is(204);
        Assert.Equal(1, (await InScopeAsync(care => care.SweepAsync(MediaHousekeeping.Patience, default))).Count);
        Assert.False(File.Exists(FileOf(two)));
    }

    [Fact]
    public async Task A_file_that_is_not_as_it_should_be_is_named()
    {
        var media = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Pictures.UploadAsync(Owner)));
        Assert.Empty(await DamagedAsync(reads: true));
        File.Delete(FileOf(media[0]));
        await File.AppendAllTextAsync(FileOf(media[1]), "more", TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(FileOf(media[2]), TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(FileOf(media[2]), bytes, TestContext.Current.CancellationToken);
        Assert.Equal(new[] { $"{media[0]["id"]} missing", $"{media[1]["id"]} other_size", $"{media[2]["id"]} other_bytes" }.Order(), await DamagedAsync(reads: true));
        Assert.Equal(new[] { $"{media[0]["id"]} missing", $"{media[1]["id"]} other_size" }.Order(), await DamagedAsync(reads: false));
    }

    private async Task<JsonObject> WithRightsAsync(string end) => (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), fields: ("rights", $"{{\"expiresAt\":\"{end}\"}}")))).Is(201).Data;

    private async Task<IEnumerable<string?>> IdsAsync(string before) => (await Owner.GetReplyAsync($"/manage/v1/media?rightsExpireBefore={before}")).Is(200).Json["data"]!.AsArray().Select(one => (string?)one!["id"]);

    private string FileOf(JsonObject media) => Path.Combine(FolderOf(Database), ((string)media["file"]!["sha256"]!)[..2], $"{media["file"]!["sha256"]}.png");

    private async Task<IEnumerable<string>> DamagedAsync(bool reads) => (await InScopeAsync(care => care.VerifyAsync(reads, default).ToListAsync().AsTask())).Select(one => $"{one.Id} {one.Problem}").Order();

    /// <summary>What was told, by now or by the watcher, which wakes with the clock.</summary>
    private async Task<JsonArray> WarnedAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WarnOfRights>().ExecuteAsync(TestContext.Current.CancellationToken);
        return (await Owner.GetReplyAsync("/manage/v1/events?type=media.rightsExpiring")).Is(200).Json["data"]!.AsArray();
    }

    private async Task<T> InScopeAsync<T>(Func<MediaHousekeeping, Task<T>> work)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MediaHousekeeping>());
    }
}

public sealed class MediaCareOnSqlite() : MediaCareTests(Engine.Sqlite);

public sealed class MediaCareOnPostgreSql() : MediaCareTests(Engine.PostgreSql);

using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class ManyFilesTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["Media:MaxBytes"] = "600000" };

    [Fact]
    public async Task Several_files_become_as_many_items_in_their_order()
    {
        var reply = (await Pictures.PostAsync(Owner, FormOf([("dawn_one.png", Pictures.Make()), ("noon.png", Pictures.Make()), ("talk.wav", TestRecordings.Wav(1))], ("credit", "Ana"), ("rights", "{\"holder\":\"Us\"}")))).Is(201);
        var media = reply.Json["data"]!.AsArray();
        Assert.Equal(["dawn one", "noon", "talk"], media.Select(one => (string?)one!["title"]));
        Assert.Equal(["image", "image", "audio"], media.Select(one => (string?)one!["kind"]));
        Assert.All(media, one => Assert.Equal(("Ana", "Us"), ((string?)one!["credit"], (string?)one["rights"]!["holder"])));
        Assert.Null(reply.Headers.Location);
        foreach (var one in media) (await Owner.GetReplyAsync(one!.Address("media"))).Is(200);
    }

    [Fact]
    public async Task Files_of_one_name_get_slugs_of_their_own_and_the_same_bytes_are_kept_once()
    {
        var (before, bytes, name) = (Database.Stored().Count, Pictures.Make(), Unique("twin"));
        var media = (await Pictures.PostAsync(Owner, FormOf([(name + ".png", bytes), (name + ".png", bytes)]))).Is(201).Json["data"]!.AsArray();
        Assert.Equal([name, name + "-2"], media.Select(one => (string?)one!["slug"]));
        Assert.Equal(before + 1, Database.Stored().Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_bad_file_is_named_and_none_is_kept(int bad)
    {
        var (files, items) = (Database.Stored(), await CountAsync());
        foreach (var (bytes, status, code, error) in new[] { (Pictures.Make(".png", 200, 150)[..^100], 422, "invalid_content", "broken_image"), ("plain"u8.ToArray(), 415, "unsupported_media_type", "unsupported_media_type"), (Array.Empty<byte>(), 422, "invalid_content", "empty_file") })
        {
            var all = Enumerable.Range(0, 3).Select(at => ($"{at}.png", at == bad ? bytes : Pictures.Make())).ToList();
            Assert.Equal([$"/file/{bad} {error}"], (await Pictures.PostAsync(Owner, FormOf(all))).IsProblem(status, code).Errors);
        }
        if (bad > 0)
        {
            var large = Enumerable.Range(0, 3).Select(at => ($"{at}.png", at == bad ? new byte[600_001] : Pictures.Make())).ToList();
            Assert.Equal([$"/file/{bad} file_too_large"], (await Pictures.PostAsync(Owner, FormOf(large))).IsProblem(413, "file_too_large").Errors);
        }
        Assert.Equal((files, items), (Database.Stored(), await CountAsync()), Same);
    }

    [Fact]
    public async Task What_only_one_item_can_have_is_said_of_one_file_only()
    {
        var files = Database.Stored();
        List<(string, byte[])> two = [("a.png", Pictures.Make()), ("b.png", Pictures.Make())];
        Assert.Equal(["/title one_file_only"], (await Pictures.PostAsync(Owner, FormOf(two, ("title", "Both")))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/slug one_file_only", "/id one_file_only"], (await Pictures.PostAsync(Owner, FormOf(two, ("id", "01a16028-0d40-71e1-90f3-858bda43eca1"), ("slug", "both")))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(["/alt too_long"], (await Pictures.PostAsync(Owner, FormOf(two, ("alt", new string('x', 1001))))).IsProblem(422, "invalid_content").Errors);
        var many = Enumerable.Range(0, 21).Select(at => ($"{at}.wav", TestRecordings.Wav(1))).ToList();
        Assert.Equal(["/file/20 too_many_files"], (await Pictures.PostAsync(Owner, FormOf(many))).IsProblem(422, "invalid_content").Errors);
        Assert.Equal(files, Database.Stored());
        Assert.Equal(20, (await Pictures.PostAsync(Owner, FormOf(many[..20]))).Is(201).Json["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_the_first_time()
    {
        List<(string, byte[])> two = [("a.png", Pictures.Make()), ("b.png", Pictures.Make())];
        var key = Unique("key");
        var first = (await Pictures.PostAsync(Owner, FormOf(two), key)).Is(201);
        var (files, items) = (Database.Stored(), await CountAsync());
        var again = (await Pictures.PostAsync(Owner, FormOf(two), key)).Is(201);
        Assert.Equal(first.Text, again.Text);
        (await Pictures.PostAsync(Owner, FormOf([two[1], two[0]]), key)).Is(422);
        Assert.Equal((files, items), (Database.Stored(), await CountAsync()), Same);
    }

    private async Task<int> CountAsync() => (int)(await Owner.GetReplyAsync("/manage/v1/media?limit=1&count=true")).Is(200).Json["page"]!["total"]!;

    private static bool Same((IReadOnlyList<string> Files, int Items) one, (IReadOnlyList<string> Files, int Items) other) => one.Files.SequenceEqual(other.Files) && one.Items == other.Items;

    private static MultipartFormDataContent FormOf(List<(string Name, byte[] Bytes)> files, params (string Name, string Value)[] fields)
    {
        var form = Pictures.Form(files[0].Bytes, files[0].Name, fields);
        foreach (var (name, bytes) in files.Skip(1)) form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }
}

public sealed class ManyFilesOnSqlite(SharedServer shared) : ManyFilesTests(Engine.Sqlite, shared);

public sealed class ManyFilesOnPostgreSql(SharedServer shared) : ManyFilesTests(Engine.PostgreSql, shared);

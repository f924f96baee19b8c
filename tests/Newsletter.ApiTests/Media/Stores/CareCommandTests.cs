using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>The commands that look after files, on a bucket.</summary>
public abstract class CareCommandTests(Engine engine) : S3Tests(engine)
{
    [Fact]
    public async Task Files_are_verified_what_nobody_needs_is_removed_and_the_rest_is_exported_and_imported_elsewhere()
    {
        var (used, unused) = (await Pictures.UploadAsync(Owner), await Pictures.UploadAsync(Owner));
        await Samples.CreateAsync(Owner, "authors", write => write["portrait"] = new JsonObject { ["media"] = used["id"]!.DeepClone() });
        Assert.Equal((0, "All files are as they should be."), Told(await RunAsync("media", "verify")));

        await Store.DeleteAsync(KeyOf(unused), TestContext.Current.CancellationToken);
        var rendition = $"{MediaKeys.Renditions}{KeyOf(used)[..67]}/x.webp";
        await Store.PutAsync(rendition, "image/webp", [], TestContext.Current.CancellationToken);
        var verified = await RunAsync("media", "verify", "--quick");
        Assert.Equal((1, "2 files are not as they should be."), Told(verified));
        Assert.Contains($"missing      {KeyOf(unused)}", verified.Text, StringComparison.Ordinal);
        Assert.Contains($"empty        {rendition}", verified.Text, StringComparison.Ordinal);

        var loose = new string('0', 64);
        await Store.PutAsync($"00/{loose}.png", "image/png", [1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal((0, "1 removed; 1 files with 3 bytes removed from the store."), Told(await RunAsync("media", "unreferenced", "--days", "0", "--remove")));
        Assert.Equal([KeyOf(used), rendition], await KeysAsync());

        var folder = Path.Combine(Database.StorageFolder, "out");
        Assert.Equal((0, $"Written to {folder}."), Told(await RunAsync("export", folder)));
        Assert.Equal([$"{used["file"]!["sha256"]}.png"], Directory.EnumerateFiles(Path.Combine(folder, "media")).Select(Path.GetFileName));
        await using var elsewhere = await TestDatabase.CreateAsync(Database.Engine, MigratedDatabase.Template);
        var other = new Dictionary<string, string?>(Settings) { ["S3:Prefix"] = $"{Guid.NewGuid():N}" };
        Assert.Equal(0, (await CommandRun.OfAsync(elsewhere, other, "import", "ndjson", folder, "--strict")).Code);
        await using var server = await TestServer.StartAsync(elsewhere, settings: other);
        (await server.Anonymous.GetReplyAsync(Pictures.PathOf(used))).Is(200);
    }

    [Fact]
    public async Task A_wrong_setting_of_the_store_is_named()
    {
        foreach (var (name, value, said) in new[] { ("Media:Store", "Cupboard", "Media:Store must be"), ("S3:Bucket", "", "S3:Bucket must be set") })
        {
            var run = await CommandRun.OfAsync(Database, new Dictionary<string, string?>(Settings) { [name] = value }, "media", "verify");
            Assert.Equal(1, run.Code);
            Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        }
    }

    private static string KeyOf(JsonObject media) => MediaKeys.Original((string)media["file"]!["sha256"]!, "png");

    private static (int, string) Told(CommandRun run) => (run.Code, (run.Errors + run.Text).Trim().Split('\n')[^1]);

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(Database, Settings, arguments);
}

public sealed class CareCommandsOnSqlite() : CareCommandTests(Engine.Sqlite);

public sealed class CareCommandsOnPostgreSql() : CareCommandTests(Engine.PostgreSql);

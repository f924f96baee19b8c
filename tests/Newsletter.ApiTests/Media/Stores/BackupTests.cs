using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>Backups beside a server that goes on, and what they are good for.</summary>
public abstract class BackupTests(Engine engine) : ApiTests(engine)
{
    private string Folder => Path.Combine(Database.StorageFolder, "backup");

    [Fact]
    public async Task A_backup_that_is_made_while_others_write_is_restored_elsewhere_with_every_picture()
    {
        var before = new List<JsonObject>();
        for (var n = 0; n < 3; n++) before.Add(await PublishAsync());
        using var ended = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested) await PublishAsync();
        }, TestContext.Current.CancellationToken);
        var run = await RunAsync(Database, "backup", Folder);
        await ended.CancelAsync();
        await writer;
        Assert.True(run.Code == 0, run.Errors);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "backup.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(Database.Provider, (string?)manifest["engine"]);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(Folder, "media"), "*", SearchOption.AllDirectories).Count(), (int)manifest["files"]!);
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories), file => file.EndsWith(".partial", StringComparison.Ordinal));
        await RestoreAsync(before, (long)manifest["sequence"]!);
    }

    [Fact]
    public async Task Files_that_are_there_stay_and_what_would_be_lost_is_refused()
    {
        await PublishAsync();
        Assert.Equal(0, (await RunAsync(Database, "backup", Folder)).Code);
        var file = Directory.EnumerateFiles(Path.Combine(Folder, "media"), "*", SearchOption.AllDirectories).Single();
        File.SetLastWriteTimeUtc(file, new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await PublishAsync();
        Assert.Equal(0, (await RunAsync(Database, "backup", Folder)).Code);
        Assert.Equal(2001, File.GetLastWriteTimeUtc(file).Year);
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(Folder, "media"), "*", SearchOption.AllDirectories).Count());

        await using var elsewhere = await TestDatabase.CreateAsync(Database.Engine, MigratedDatabase.Template);
        var over = await RunAsync(elsewhere, "restore", Folder);
        Assert.Equal(1, over.Code);
        Assert.Contains("There is a database already", over.Errors, StringComparison.Ordinal);
        File.Delete(Path.Combine(Folder, "backup.json"));
        Assert.Contains("There is no whole backup", (await RunAsync(elsewhere, "restore", Folder)).Errors, StringComparison.Ordinal);
    }

    private async Task RestoreAsync(List<JsonObject> before, long sequence)
    {
        await using var elsewhere = await TestDatabase.CreateAsync(Database.Engine);
        var run = await RunAsync(elsewhere, "restore", Folder);
        Assert.True(run.Code == 0, run.Errors);
        await using var server = await TestServer.StartAsync(elsewhere);
        foreach (var article in before) (await server.Anonymous.GetReplyAsync($"/api/v1/articles/{article["slug"]}")).Is(200);
        var list = (await server.Anonymous.GetReplyAsync("/api/v1/articles?include=leadMedia&limit=100")).Is(200).Json;
        Assert.InRange((long)list["meta"]!["sequence"]!, sequence, long.MaxValue);
        Assert.NotEmpty(list["data"]!.AsArray());
        foreach (var article in list["data"]!.AsArray())
        {
            var rendition = new Uri(server.Address, (string)article!["leadMedia"]!["media"]!["renditions"]![0]!["url"]!);
            (await server.Anonymous.GetReplyAsync(rendition.AbsolutePath)).Is(200);
        }
        // It goes on from there.
        await server.Owner.PublishAsync("articles", await Samples.CreateAsync(server.Owner, "articles"));
    }

    private async Task<JsonObject> PublishAsync()
    {
        var media = await Pictures.UploadAsync(Owner);
        return await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = media["id"]!.DeepClone() }));
    }

    private static Task<CommandRun> RunAsync(TestDatabase database, params string[] arguments) => CommandRun.OfAsync(database, null, arguments);
}

public sealed class BackupOnSqlite() : BackupTests(Engine.Sqlite);

public sealed class BackupOnPostgreSql() : BackupTests(Engine.PostgreSql)
{
    [Fact]
    public async Task Without_the_servers_programs_a_backup_says_what_to_install()
    {
        var run = await CommandRun.OfAsync(Database, new Dictionary<string, string?> { ["PATH"] = Database.StorageFolder }, "backup", Path.Combine(Database.StorageFolder, "backup"));
        Assert.Equal(1, run.Code);
        Assert.Contains("There is no pg_dump on the PATH", run.Errors, StringComparison.Ordinal);
    }
}

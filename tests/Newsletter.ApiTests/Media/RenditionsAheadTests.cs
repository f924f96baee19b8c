using System.Text.Json.Nodes;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

public abstract class RenditionsAheadTests(Engine engine) : ApiTests(engine)
{
    protected override IReadOnlyDictionary<string, string?>? Settings => new Dictionary<string, string?> { ["Media:RenditionsAhead"] = "true" };

    [Fact]
    public async Task All_renditions_are_there_soon_after_publication()
    {
        // The follower begins where the log stands.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        var media = (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(".png", 340, 340)))).Is(201).Data;
        await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles", write => write["leadMedia"] = new JsonObject { ["media"] = media["id"]!.DeepClone() }));
        var shown = (await Anonymous.GetReplyAsync($"/api/v1/media/{media["id"]}")).Is(200).Data;
        var wanted = shown["renditions"]!.AsArray().Select(one => Path.GetFileName((string)one!["url"]!)).Where(name => !name.StartsWith("original-" + ((string)media["file"]!["sha256"]!)[..16], StringComparison.Ordinal)).Order().ToList();
        Assert.Equal(12, wanted.Count);
        var folder = Path.Combine(Database.StorageFolder, "media", "renditions");
        for (var n = 0; n < 300 && Made().Count < wanted.Count; n++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(wanted, Made());

        List<string> Made() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).Order()] : [];
    }
}

public sealed class RenditionsAheadOnSqlite() : RenditionsAheadTests(Engine.Sqlite);

public sealed class RenditionsAheadOnPostgreSql() : RenditionsAheadTests(Engine.PostgreSql);

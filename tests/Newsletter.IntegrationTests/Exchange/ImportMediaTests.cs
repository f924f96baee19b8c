using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Exchange;

public abstract class ImportMediaTests(Engine engine) : ExchangeTests(engine)
{
    private static string Picture => Path.Combine(Demo, "media", "dry-dock.jpg");

    [Fact]
    public async Task A_file_is_kept_once_and_found_by_its_hash()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "media"));
        File.Copy(Picture, Path.Combine(Folder, "media", "x.jpg"));
        Write("media.ndjson", new { slug = "x", title = "X", file = new { path = "media/x.jpg" } });
        Assert.Empty((await ImportAsync()).Failures);
        var file = ((MediaAsset)(await ItemAsync(ItemType.Media, "x"))!.Content).File!;
        Assert.Equal(("image/jpeg", "x.jpg", new FileInfo(Picture).Length), (file.ContentType, file.FileName, file.Bytes));
        Assert.Equal(1, (await ImportAsync()).Unchanged);

        File.Delete(Path.Combine(Folder, "media", "x.jpg"));
        Write("media.ndjson", new { slug = "y", title = "Y", file = new { sha256 = file.Sha256, extension = "jpg", contentType = "text/html" } });
        Assert.Empty((await ImportAsync()).Failures);
        Assert.Equal("image/jpeg", ((MediaAsset)(await ItemAsync(ItemType.Media, "y"))!.Content).File!.ContentType);
    }

    [Fact]
    public async Task No_path_leaves_the_folder()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "link.jpg"), Picture);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "away"), Path.GetDirectoryName(Picture)!);
        Write("media.ndjson", [.. new[] { Picture, "../x.jpg", "media/../../x.jpg", "link.jpg", "away/dry-dock.jpg", "none.jpg", "media.ndjson" }
            .Select((path, at) => new { slug = $"m{at}", title = "M", file = new { path } })]);
        var imported = await ImportAsync();
        Assert.Equal(
        [
            "media.ndjson:1 /file/path bad_path", "media.ndjson:2 /file/path bad_path", "media.ndjson:3 /file/path bad_path", "media.ndjson:4 /file/path bad_path",
            "media.ndjson:5 /file/path bad_path", "media.ndjson:6 /file/path file_missing", "media.ndjson:7 /file unsupported_media_type",
        ], imported.Failures);
    }

    [Fact]
    public async Task A_hash_that_is_no_hash_or_not_here_is_refused()
    {
        Write("media.ndjson",
            new { slug = "a", title = "A", file = new { sha256 = "../../etc/passwd", extension = "jpg" } },
            new { slug = "b", title = "B", file = new { sha256 = new string('a', 64), extension = "../x" } },
            new { slug = "c", title = "C", file = new { sha256 = new string('a', 64), extension = "jpg" } });
        Assert.Equal(["media.ndjson:1 /file/sha256 file_missing", "media.ndjson:2 /file/sha256 file_missing", "media.ndjson:3 /file/sha256 file_missing"], (await ImportAsync()).Failures);
    }
}

public sealed class ImportMediaOnSqlite() : ImportMediaTests(Engine.Sqlite);

public sealed class ImportMediaOnPostgreSql() : ImportMediaTests(Engine.PostgreSql);

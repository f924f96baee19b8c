using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Exchange;

public abstract class RoundTripTests(Engine engine) : ExchangeTests(engine)
{
    [Fact]
    public async Task What_was_exported_and_imported_elsewhere_is_exported_alike()
    {
        await ImportAsync(Demo);
        var first = await ExportAsync(Services, Path.Combine(Folder, "first"));
        await using var elsewhere = await TestDatabase.CreateAsync(Database.Engine);
        await using var other = Build(elsewhere);
        await ((Infrastructure.Persistence.Database)other.Services.GetService(typeof(Infrastructure.Persistence.Database))!).MigrateAsync(default);
        Assert.Empty((await ImportAsync(other.Services, first)).Failures);
        AssertSame(first, await ExportAsync(other.Services, Path.Combine(Folder, "second")));
    }

    [Fact]
    public async Task An_export_stands_in_the_audit_trail()
    {
        await ExportAsync(Services, Path.Combine(Folder, "out"));
        var entry = await AskAsync(db => db.Audit.SingleAsync());
        Assert.Equal(("exported", "system", Guid.Empty), (entry.Action, entry.PrincipalName, entry.Principal));
    }

    [Fact]
    public async Task An_edit_that_readers_have_not_seen_stays_unseen()
    {
        Write("articles.ndjson", new { slug = "a", title = "New", status = "published", published = new { slug = "a", title = "Old" } }, new { slug = "b", title = "B", status = "unpublished", publishedAt = "2026-01-02T03:04:05Z" });
        Assert.Empty((await ImportAsync()).Failures);
        var item = (await ItemAsync(ItemType.Article, "a"))!;
        Assert.Equal(("New", "Old", true), (item.Title, item.PublishedContent!.Title, item.HasUnpublishedChanges));
        Assert.Equal("Old", await AskAsync(db => db.Documents.Where(document => document.Id == item.Id.Value).Select(document => document.Title).SingleAsync()));
        Assert.Equal(ItemStatus.Unpublished, (await ItemAsync(ItemType.Article, "b"))!.Status);

        var exported = await ExportAsync(Services, Path.Combine(Folder, "out"));
        Assert.Equal(2, (await ImportAsync(exported)).Unchanged);
        var line = JsonNode.Parse(File.ReadLines(Path.Combine(exported, "articles.ndjson")).Single(line => line.Contains("\"slug\":\"a\"", StringComparison.Ordinal)))!;
        Assert.Equal(("New", "Old"), ((string?)line["title"], (string?)line["published"]!["title"]));
    }

    [Fact]
    public async Task Dates_come_along()
    {
        Write("articles.ndjson", new
        {
            slug = "a",
            title = "A",
            status = "published",
            version = 9,
            revision = 7,
            createdAt = "2020-01-01T00:00:00Z",
            updatedAt = "2021-01-01T00:00:00Z",
            firstPublishedAt = "2020-06-01T00:00:00Z",
            publishedAt = "2020-07-01T00:00:00Z",
            expiresAt = "2090-01-01T00:00:00Z",
        });
        await ImportAsync();
        var item = (await ItemAsync(ItemType.Article, "a"))!;
        Assert.Equal((2020, 2021, 6, 7, 2090), (item.CreatedAt.Year, item.UpdatedAt.Year, item.FirstPublishedAt!.Value.Month, item.PublishedAt!.Value.Month, item.ExpiresAt!.Value.Year));
        var document = await AskAsync(db => db.Documents.SingleAsync(document => document.Id == item.Id.Value));
        Assert.Equal((2021, 6, 7), (document.UpdatedAt.Year, document.FirstPublishedAt.Month, document.PublishedAt.Month));
    }

    [Fact]
    public async Task A_template_and_the_days_of_editions_come_along()
    {
        Write("newsletters.ndjson", new { slug = "letter", title = "Letter", status = "published", template = "frame" });
        Write("editions.ndjson",
            new { slug = "frame", newsletter = "letter", number = 999, title = "{number}" },
            new { slug = "one", newsletter = "letter", number = 1, title = "One", date = "2026-11-27", status = "published" });
        Assert.Empty((await ImportAsync()).Failures);
        var (letter, frame, one) = ((await ItemAsync(ItemType.Newsletter, "letter"))!, (await ItemAsync(ItemType.Edition, "frame"))!, (await ItemAsync(ItemType.Edition, "one"))!);
        Assert.Equal((true, frame.Id, false), (letter.IsPublished, ((Domain.Publications.Publication)letter.Content).Template?.Id, frame.IsPublished));
        Assert.Equal(new DateOnly(2026, 11, 27), one.Day);
        Assert.Empty(await AskAsync(db => db.PublishedReferences.Where(reference => reference.ToId == frame.Id.Value).ToListAsync()));
        Assert.Equal(3, (await ImportAsync(await ExportAsync(Services, Path.Combine(Folder, "out")))).Unchanged);
    }

    private static void AssertSame(string first, string second)
    {
        var files = Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(first, file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(files, Directory.EnumerateFiles(second, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(second, file)).Order(StringComparer.Ordinal));
        Assert.True(files.Count > 30);
        foreach (var file in files.Where(file => file.EndsWith(".ndjson", StringComparison.Ordinal))) Assert.Equal(File.ReadAllText(Path.Combine(first, file)), File.ReadAllText(Path.Combine(second, file)));
    }
}

public sealed class RoundTripOnSqlite() : RoundTripTests(Engine.Sqlite);

public sealed class RoundTripOnPostgreSql() : RoundTripTests(Engine.PostgreSql);

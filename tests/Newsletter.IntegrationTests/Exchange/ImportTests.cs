using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Exchange;

public abstract class ImportTests(Engine engine) : ExchangeTests(engine)
{
    [Fact]
    public async Task The_demo_is_imported_whole_and_published()
    {
        var first = await ImportAsync(Demo);
        Assert.Empty(first.Failures);
        Assert.Equal(84, first.Created);
        var published = await AskAsync(db => db.Items.Where(item => item.Status == ItemStatus.Published).Select(item => item.Id).ToListAsync());
        Assert.Equal(58, published.Count);
        Assert.Empty(published.Select(id => id.Value).Except(await AskAsync(db => db.Documents.Select(document => document.Id).ToListAsync())));
    }

    [Fact]
    public async Task The_same_folder_twice_changes_nothing()
    {
        await ImportAsync(Demo);
        var (log, versions) = (await LogAsync(), await VersionsAsync());
        var second = await ImportAsync(Demo);
        Assert.Equal((0, 0, 84), (second.Created, second.Changed, second.Unchanged));
        Assert.Equal(log, await LogAsync());
        Assert.Equal(versions, await VersionsAsync());
    }

    [Fact]
    public async Task The_order_of_references_does_not_matter()
    {
        Write("podcasts.ndjson", new { slug = "show", title = "Show", newsletter = "letter" });
        Write("newsletters.ndjson", new { slug = "letter", title = "Letter", language = "de", podcast = "show", about = LinkTo("a") });
        Write("tags.ndjson", new { slug = "narrow", title = "Narrow", parent = "wide" }, new { slug = "wide", title = "Wide" });
        Write("articles.ndjson",
            new { slug = "a", title = "A", status = "published", newsletter = "letter", body = LinkTo("b"), translationOf = "c" },
            new { slug = "b", title = "B", status = "published", newsletter = "letter", body = LinkTo("a") },
            new { slug = "c", title = "C", language = "en", status = "published", tags = new[] { "narrow" } });

        var imported = await ImportAsync();

        Assert.Empty(imported.Failures);
        Assert.Equal(7, imported.Created);
        var (a, b, c) = ((await ItemAsync(ItemType.Article, "a"))!, (await ItemAsync(ItemType.Article, "b"))!, (await ItemAsync(ItemType.Article, "c"))!);
        Assert.Contains("/articles/b", await HtmlAsync(a), StringComparison.Ordinal);
        Assert.Contains("/articles/a", await HtmlAsync(b), StringComparison.Ordinal);
        Assert.Contains("/articles/a", await HtmlAsync((await ItemAsync(ItemType.Newsletter, "letter"))!), StringComparison.Ordinal);
        Assert.Equal(("de", c.Id), (a.Language, a.TranslationGroup));
        var again = await ImportAsync();
        Assert.Equal((0, 0, 7), (again.Created, again.Changed, again.Unchanged));
    }

    [Fact]
    public async Task A_bad_line_is_named_and_the_rest_goes_on()
    {
        Write("tags.ndjson", new { slug = "good", title = "Good" }, "{\"slug\":", new { slug = "Bad Slug", title = "Bad" }, "", new { slug = "good", title = "Again" });
        Write("articles.ndjson",
            new { slug = "fine", title = "Fine", tags = new[] { "good" } },
            new { slug = "lost", title = "Lost", tags = new[] { "good", "nowhere" } },
            new { slug = "odd", title = "Odd", colour = "red", kind = 7 },
            new { slug = "follows", title = "Follows", related = new[] { "ahead" } },
            new { slug = "ahead", title = "Ahead", related = new[] { "odd" } },
            new { slug = "long", title = new string('x', 4_100_000) },
            new { slug = "last", title = "Last" });
        Write("sponsors.ndjson", new { slug = "x" });

        var imported = await ImportAsync();

        Assert.Equal(
        [
            "articles.ndjson:2 /tags/1 unknown_reference", "articles.ndjson:3 /colour unknown_field", "articles.ndjson:3 /kind wrong_type", "articles.ndjson:4 /related/0 unknown_reference",
            "articles.ndjson:5 /related/0 unknown_reference", "articles.ndjson:6  too_large", "sponsors.ndjson:0  unknown_file", "tags.ndjson:2  invalid_json", "tags.ndjson:3 /slug bad_slug",
            "tags.ndjson:5 /slug repeated",
        ], imported.Failures.Order(StringComparer.Ordinal));
        Assert.Equal((3, 8), (imported.Created, imported.Failed));
        Assert.NotNull(await ItemAsync(ItemType.Article, "last"));
    }

    [Fact]
    public async Task A_line_that_the_database_refuses_is_lost_alone()
    {
        Write("newsletters.ndjson", new { slug = "letter", title = "Letter" });
        Write("editions.ndjson",
            new { slug = "one", title = "One", newsletter = "letter", number = 1 },
            new { slug = "also-one", title = "Also One", newsletter = "letter", number = 1 },
            new { slug = "two", title = "Two", newsletter = "letter", number = 2 });
        var imported = await ImportAsync();
        Assert.Equal(["editions.ndjson:2 /number number_taken"], imported.Failures);
        Assert.Equal(3, imported.Created);
    }

    [Fact]
    public async Task Strict_stops_before_anything_of_the_batch_is_written()
    {
        Write("tags.ndjson", new { slug = "one", title = "One" }, new { slug = "two", title = "Two", parent = "nowhere" }, new { slug = "three", title = "Three" });
        var imported = await ImportAsync(strict: true);
        Assert.True(imported.Report.Stopped);
        Assert.Equal(["tags.ndjson:2 /parent unknown_reference"], imported.Failures);
        Assert.Equal(0, await AskAsync(db => db.Items.CountAsync()));
    }

    [Fact]
    public async Task What_is_no_longer_published_is_taken_back()
    {
        Write("articles.ndjson", new { slug = "a", title = "A", status = "published" });
        await ImportAsync();
        Write("articles.ndjson", new { slug = "a", title = "A", status = "draft" });
        Assert.Equal(1, (await ImportAsync()).Changed);
        Assert.Equal(0, await AskAsync(db => db.Documents.CountAsync()));
        Assert.Equal(1, (await ImportAsync()).Unchanged);
    }

    private Task<List<int>> VersionsAsync() => AskAsync(db => db.Items.OrderBy(item => item.Id).Select(item => item.Version).ToListAsync());
}

public sealed class ImportOnSqlite() : ImportTests(Engine.Sqlite);

public sealed class ImportOnPostgreSql() : ImportTests(Engine.PostgreSql);

using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Search;

public abstract class SearchWordTests(Engine engine) : SearchTests(engine, Template)
{
    private static readonly DatabaseTemplate Template = Filled(FillAsync);

    [Fact]
    public async Task What_stands_in_the_title_comes_before_the_teaser_the_names_and_the_text() =>
        Assert.Equal("in-title,in-teaser,in-tag,in-body", await FoundAsync("reservoir"));

    [Fact]
    public async Task What_says_it_more_often_comes_first_however_many_others_say_it() => Assert.Equal("long,thatch,straw", await FoundAsync("hay"));

    [Fact]
    public async Task Ranks_are_told_and_fall()
    {
        var ranks = (await Anonymous.ReadAsync(Path("reservoir")))["data"]!.AsArray().Select(item => (double)item!["search"]!["rank"]!).ToList();
        Assert.Equal(ranks.OrderDescending(), ranks);
        Assert.All(ranks, rank => Assert.InRange(rank, 0, 1));
    }

    [Fact]
    public async Task Words_are_found_in_their_forms()
    {
        foreach (var (query, expected) in new[]
        {
            ("running", "english"),
            ("RUNS", "english"),
            ("strikes", "english"),
            ("Haus", "german"),
            ("Häusern", "german"),
            ("hauser", "german"),
            ("выборами", "russian"),
            ("выборов", "russian"),
            ("ещё", ""),
            ("самолет", "russian"),
            ("cafe", "accents"),
            ("CAFÉ", "accents"),
            ("zurich", "accents"),
            ("日本", "scripts"),
            ("本日", ""),
            ("\"fat cat\"", "phrase"),
            ("\"cat fat\"", ""),
            ("cat fat", "apart,phrase"),
            ("cat -fat", ""),
            ("fat -\"fat cat\"", "apart"),
            ("cat -garden", "phrase"),
            ("garden or strikes", "apart,english"),
            ("garden OR nonsense", "apart"),
            ("covid-19", "numbers"),
            ("covid19", ""),
            ("parliam", "prefix"),
            ("parliam mine", ""),
            ("mine parliam", "prefix"),
            ("\"parliam\"", ""),
            ("parlaiment", "prefix"),
            ("parlament", "prefix"),
            ("parlliament", "prefix"),
            ("mine parlxament", "prefix"),
            ("prlmnt", ""),
            ("o'neill", "numbers"),
            ("the", ""),
        })
        {
            Assert.Equal((query, expected), (query, string.Join(',', (await FoundAsync(query)).Split(',').Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public async Task Each_language_has_its_own_forms()
    {
        // English knows a plural in -s; German an -er.
        Assert.Equal("english", await FoundAsync("strike"));
        Assert.Equal("", await FoundAsync("strike", "&language=de"));
        Assert.Equal("german", await FoundAsync("haus", "&language=de,ru"));
    }

    [Fact]
    public async Task Matches_are_marked_and_everything_else_is_escaped()
    {
        var found = await FindingAsync("vexing");
        Assert.Equal("&lt;script&gt;alert(1)&lt;/script&gt; <mark>vexes</mark> &amp; &quot;more&quot;", (string?)found["title"]);
        Assert.Equal("Before the &lt;mark&gt;fake&lt;/mark&gt; mark, <mark>vexed</mark> &amp; &lt;b&gt;bold&lt;/b&gt;", (string?)found["snippet"]);
    }

    [Fact]
    public async Task A_snippet_shows_the_place_that_fits()
    {
        var found = (string)(await FindingAsync("needles"))["snippet"]!;
        Assert.Matches("^… .*<mark>needle</mark>.* …$", found);
        Assert.InRange(found.Length, 50, 300);
        Assert.Contains("<mark>Parliament</mark>", (string)(await FindingAsync("parlaiment"))["title"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_name_of_an_author_or_tag_counts_at_once()
    {
        Assert.Equal("in-tag", await FoundAsync("Brandt"));
        Assert.Equal("in-tag", await FoundAsync("\"ana brandt\" reservoir"));
        Assert.DoesNotContain("in-tag,", await FoundAsync("reservoir -brandt") + ",", StringComparison.Ordinal);
        var author = (await Owner.ReadAsync("/manage/v1/authors/ana"))["data"]!.AsObject();
        await PatchAsync("authors", author, new { title = "Ana Lindqvist" });
        Assert.Equal("", await FoundAsync("Brandt"));
        Assert.Equal("in-tag", await FoundAsync("lindqvist"));
        Assert.Equal("in-tag", await FoundAsync("waterworks"));
        var tag = (await Owner.ReadAsync("/manage/v1/tags/dam"))["data"]!.AsObject();
        await PatchAsync("tags", tag, new { title = "Sluice", synonyms = Array.Empty<string>() });
        Assert.Equal("in-title,in-teaser,in-body", await FoundAsync("reservoir -sluice"));
        Assert.Equal("", await FoundAsync("waterworks"));
    }

    private static async Task FillAsync(TestServer server)
    {
        var owner = server.Owner;
        await owner.CreateAsync("authors", new { slug = "ana", title = "Ana Brandt", jobTitle = "Gardener" });
        await owner.CreateAsync("tags", new { slug = "dam", title = "Reservoir", synonyms = new[] { "Waterworks" } });
        foreach (var article in new object[]
        {
            new { slug = "in-body", title = "One", body = Body("Of the reservoir.") },
            new { slug = "in-tag", title = "Two", tags = new[] { "dam" }, authors = new[] { new { author = "ana" } } },
            new { slug = "in-teaser", title = "Three", teaser = "By the reservoir" },
            new { slug = "in-title", title = "Reservoir four" },
            new { slug = "english", title = "He runs", body = Body("The strike ended.") },
            new { slug = "german", title = "Die Häuser am Fluss", language = "de" },
            new { slug = "russian", title = "Выборы и самолёты", language = "ru-RU" },
            new { slug = "accents", title = "A café in Zürich" },
            new { slug = "scripts", title = "今日の日本語", language = "ja" },
            new { slug = "thatch", title = "Nine", body = Body("Hay on the roof, hay on the floor, hay everywhere.") },
            new { slug = "straw", title = "Ten", body = Body("No hay, but straw.") },
            new { slug = "phrase", title = "Seven", body = Body("A fat cat sat.") },
            new { slug = "apart", title = "Eight", body = Body("The cat in the garden is fat.") },
            new { slug = "numbers", title = "COVID-19 and Mr. O’Neill" },
            new { slug = "prefix", title = "Parliament on the mine" },
            new { slug = "markup", title = "<script>alert(1)</script> vexes & \"more\"", body = Body("Before the \\<mark>fake\\</mark> mark, vexed & \\<b>bold\\</b>") },
            new { slug = "long", title = "Hay", body = Body(string.Concat(Enumerable.Repeat("Hay upon hay lies here in heaps. ", 60)) + "A needle is here. " + string.Concat(Enumerable.Repeat("Hay upon hay lies here in heaps. ", 60))) },
        })
        {
            await PublishAsync(owner, "articles", article);
        }
    }
}

public sealed class SearchWordsOnSqlite() : SearchWordTests(Engine.Sqlite);

public sealed class SearchWordsOnPostgreSql() : SearchWordTests(Engine.PostgreSql);

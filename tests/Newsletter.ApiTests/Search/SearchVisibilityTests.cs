using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Access;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Search;

public abstract class SearchVisibilityTests(Engine engine) : SearchTests(engine)
{
    /// <summary>One of these changes the index behind the program's back, where the log says nothing.</summary>
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Cache:Enabled"] = "false" };

    [Fact]
    public async Task What_readers_do_not_see_is_not_found()
    {
        var draft = await Owner.CreateAsync("articles", new { slug = "draft", title = "Quokka draft", body = Body("quokka") });
        var later = await PublishArticleAsync(new { slug = "later", title = "Quokka later" }, new { embargoUntil = Start.AddHours(1) });
        var shortly = await PublishArticleAsync(new { slug = "shortly", title = "Quokka shortly" }, new { expiresAt = Start.AddHours(2) });
        var always = await PublishArticleAsync(new { slug = "always", title = "Quokka always" });
        Assert.Equal("always,shortly", await SortedAsync("quokka"));
        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("always,later,shortly", await SortedAsync("quokka"));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("always,later", await SortedAsync("quokka"));
        await Owner.PublishAsync("articles", draft);
        Assert.Equal("always,draft,later", await SortedAsync("quokka"));
        await UnpublishAsync("articles", (JsonObject)(await Owner.ReadAsync("/manage/v1/articles/draft"))["data"]!);
        using var taken = await Owner.SendAsync(HttpMethod.Post, $"/manage/v1/articles/{always["id"]}/takedown", (int)always["version"]!, new { reason = "Court", publicReason = "Removed." });
        await TestRequests.ExpectAsync(taken, 200);
        Assert.Equal("later", await SortedAsync("quokka"));
    }

    [Fact]
    public async Task A_working_copy_is_found_when_it_is_published_and_not_before()
    {
        var article = await PublishArticleAsync(new { slug = "one", title = "Wombat", body = Body("burrow") });
        article = await PatchAsync("articles", article, new { title = "Numbat", body = Body("termites") });
        Assert.Equal(("one", "", "one", ""), (await FoundAsync("wombat"), await FoundAsync("numbat"), await FoundAsync("burrow"), await FoundAsync("termites")));
        await Owner.PublishAsync("articles", article);
        Assert.Equal(("", "one", "", "one"), (await FoundAsync("wombat"), await FoundAsync("numbat"), await FoundAsync("burrow"), await FoundAsync("termites")));
    }

    [Fact]
    public async Task What_a_text_leads_to_is_not_in_its_words_or_snippets_while_it_is_hidden()
    {
        await Owner.CreateAsync("tags", new { slug = "hidden", title = "Axolotl", status = "draft" });
        var secret = await PublishArticleAsync(new { slug = "secret", title = "Platypus" }, new { embargoUntil = Start.AddHours(1) });
        await PublishArticleAsync(new
        {
            slug = "open",
            title = "Echidna",
            body = new object[]
            {
                new { _type = "block", children = new[] { new { _type = "span", text = "Of the echidna." } } },
                new { _type = "relatedLink", reference = new { type = "article", id = secret["id"] } },
            },
        });
        Assert.Equal("", await FoundAsync("platypus"));
        Assert.Equal("", await FoundAsync("axolotl"));
        Assert.DoesNotContain("Platypus", (await Anonymous.ReadAsync(Path("echidna"))).ToJsonString(), StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("secret", await FoundAsync("platypus"));
    }

    [Fact]
    public async Task Keys_find_what_they_are_entitled_to()
    {
        var mine = await Owner.CreateAsync("newsletters", new { slug = "mine", title = "Mine" });
        await Owner.CreateAsync("newsletters", new { slug = "theirs", title = "Theirs" });
        await PublishArticleAsync(new { slug = "a", title = "Kakapo", newsletter = "mine" });
        await PublishArticleAsync(new { slug = "b", title = "Kakapo", newsletter = "theirs" });
        await PublishArticleAsync(new { slug = "c", title = "Kakapo", newsletter = "mine" }, new { embargoUntil = Start.AddHours(1) });
        using var partner = await Server.RoleAsync("partner", mine);
        using var press = Server.Client(await Server.KeyAsync([Scopes.ContentRead, Scopes.EmbargoRead]));
        Assert.Equal(("a,b", "a", "a,b,c"), (await SortedAsync("kakapo"), await SortedAsync("kakapo", partner), await SortedAsync("kakapo", press)));
        var reply = (await partner.GetReplyAsync(Path("kakapo"))).Is(200);
        Assert.True(reply.Headers.CacheControl is { Private: true, Public: false });
    }

    [Fact]
    public async Task Editions_are_found_too_and_their_articles_words_are_not_theirs()
    {
        await Owner.CreateAsync("newsletters", new { slug = "n", title = "N" });
        var article = await PublishArticleAsync(new { slug = "a", title = "Dugong" });
        await PublishAsync(Owner, "editions", new
        {
            slug = "e",
            newsletter = "n",
            number = 1,
            title = "Manatee",
            sections = new[] { new { title = "Sirenia", body = Body("grazing"), items = new[] { new { article = article["id"], title = "Under another name" } } } },
        });
        Assert.Equal(("e", "e", "e", "a", ""), (await FoundAsync("manatees"), await FoundAsync("sirenia"), await FoundAsync("graze"), await FoundAsync("dugong"), await FoundAsync("\"under another name\"")));
        Assert.Equal("edition", (string?)(await Anonymous.ReadAsync(Path("manatee")))["data"]![0]!["type"]);
    }

    [Fact]
    public async Task What_was_published_before_there_was_an_index_gets_into_it()
    {
        var article = await PublishArticleAsync(new { slug = "a", title = "Tuatara" });
        await PatchAsync("articles", article, new { title = "Something else" });
        await using (var scope = Server.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<EditorialDbContext>().Database;
            if (Database.Engine is Engine.Sqlite) await db.ExecuteSqlAsync($"delete from search_word; delete from search_entry", TestContext.Current.CancellationToken);
            else await db.ExecuteSqlAsync($"delete from delivery.search_entry", TestContext.Current.CancellationToken);
        }
        Assert.Equal("", await FoundAsync("tuatara"));
        await Server.Services.GetRequiredService<Database>().MigrateAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("a", ""), (await FoundAsync("tuatara"), await FoundAsync("something")));
    }

    private async Task<string> SortedAsync(string query, HttpClient? client = null) => string.Join(',', (await FoundAsync(query, "", client)).Split(',').Order(StringComparer.Ordinal));
}

public sealed class SearchVisibilityOnSqlite() : SearchVisibilityTests(Engine.Sqlite);

public sealed class SearchVisibilityOnPostgreSql() : SearchVisibilityTests(Engine.PostgreSql);

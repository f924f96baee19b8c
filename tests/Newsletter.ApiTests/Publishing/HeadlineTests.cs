using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.ApiTests.Management;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Publishing;

public abstract class HeadlineTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private readonly Statements statements = new();

    [Fact]
    public async Task The_same_title_before_the_eyes_of_readers_deserves_a_look()
    {
        await using var server = await TestServer.StartAsync(Database);
        var known = await ArticleAsync(server, "High Water");
        var article = await ArticleAsync(server, "high WATER");
        Assert.Empty(await AdviceAsync(server, "articles", article));
        known = await server.Owner.PublishAsync("articles", known);
        var advice = Assert.Single(await AdviceAsync(server, "articles", article));
        Assert.Equal("/title", (string?)advice["pointer"]);
        Assert.Contains((string)known["slug"]!, (string?)advice["message"], StringComparison.Ordinal);

        // What readers see counts, not what editors are at; and neither another language nor another type.
        await server.Owner.SendTextAsync(HttpMethod.Patch, known.Address("articles"), "{\"title\":\"Low Water\"}", known.Tag());
        Assert.Empty(await AdviceAsync(server, "articles", await ArticleAsync(server, "Low Water")));
        Assert.Empty(await AdviceAsync(server, "articles", await ArticleAsync(server, "High Water", "de")));
        Assert.Empty(await AdviceAsync(server, "editions", await Samples.CreateAsync(server.Owner, "editions", write => write["title"] = "High Water")));
        Assert.Single(await AdviceAsync(server, "articles", article));
        var published = (await server.Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", null, article.Tag())).Is(200);
        Assert.Contains("duplicate_headline", published.Json["meta"]!["warnings"]!.AsArray().Select(warning => (string?)warning!["code"]));
        Assert.Empty(await AdviceAsync(server, "articles", await ArticleAsync(server, "Another")));
    }

    [Fact]
    public async Task What_is_published_together_is_compared_too_in_as_many_statements_for_many_as_for_few()
    {
        await using var server = await TestServer.StartAsync(Database, configure: statements.AddTo);
        var counts = new List<int>();
        foreach (var size in new[] { 2, 12 })
        {
            var articles = new List<JsonObject>();
            for (var n = 0; n < size; n++) articles.Add(await ArticleAsync(server, n < 2 ? $"Twice in {size}" : $"{n} of {size}"));
            var edition = await Samples.CreateAsync(server.Owner, "editions", write => write["sections"] = Samples.Sections(articles));
            statements.Count = 0;
            var advice = await AdviceAsync(server, "editions", edition);
            counts.Add(statements.Count);
            Assert.Equal(articles.Take(2).Select(article => (string?)article["id"]).Order(), advice.Select(one => (string?)one["item"]).Order());
        }
        Assert.Equal(counts[0], counts[1]);
    }

    private static Task<JsonObject> ArticleAsync(TestServer server, string title, string language = "en") =>
        Samples.CreateAsync(server.Owner, "articles", write => (write["title"], write["language"], write["tags"], write["authors"]) = (title, language, new JsonArray(), new JsonArray()));

    private static async Task<IReadOnlyList<JsonNode>> AdviceAsync(TestServer server, string plural, JsonObject item)
    {
        var terms = plural == "editions" ? "{\"includeArticles\":true}" : null;
        var validation = (await server.Owner.SendTextAsync(HttpMethod.Post, item.Address(plural) + "/validate", terms)).Is(200).Data;
        return [.. validation["advice"]!.AsArray().OfType<JsonNode>().Where(advice => (string?)advice["code"] == "duplicate_headline")];
    }

    /// <summary>Counts what management asks of the database.</summary>
    private sealed class Statements : DbCommandInterceptor, IDbContextOptionsConfiguration<EditorialDbContext>
    {
        public int Count { get; set; }

        public void AddTo(IServiceCollection services) => services.AddSingleton<IDbContextOptionsConfiguration<EditorialDbContext>>(this);

        public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(this);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            // Workers look for what is due, and whether keys have changed, meanwhile.
            if (!command.CommandText.Contains("schedule", StringComparison.Ordinal) && !command.CommandText.Contains("access_version", StringComparison.Ordinal)) Count++;
            return new(result);
        }
    }
}

public sealed class HeadlinesOnSqlite() : HeadlineTests(Engine.Sqlite);

public sealed class HeadlinesOnPostgreSql() : HeadlineTests(Engine.PostgreSql);

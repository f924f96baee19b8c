using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Delivery;

/// <summary>Statements and what is remembered are shared by all requests; none may get into another's way.</summary>
public abstract class ManyReadersTests(Engine engine) : DeliveryTests(engine, Archive.Template)
{
    private const int Times = 6;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Cache:Enabled"] = "false" };

    [Fact]
    public async Task What_is_asked_at_the_same_time_is_answered_as_if_it_were_asked_alone()
    {
        string[] paths = [.. Enumerable.Range(1, 10).SelectMany(n => new[]
        {
            $"articles/article-{n}?body=html", $"articles?limit={n % 4 + 1}", $"articles?tag=tag-{n}", $"newsletters/the-week/editions/{n}?include=articles", $"newsletters/the-week/editions?limit={n % 4 + 1}", $"tags/tag-{n}",
        })];
        var together = await Task.WhenAll(Enumerable.Repeat(paths, Times).SelectMany(all => all).Select(async path => (path, Answer: await AskAsync(path))));
        foreach (var answers in together.GroupBy(one => one.path, one => one.Answer))
        {
            Assert.Equal(await AskAsync(answers.Key), Assert.Single(answers.Distinct()));
        }
    }

    private Task<string> AskAsync(string path) => Anonymous.GetStringAsync(new Uri("/api/v1/" + path, UriKind.Relative));
}

public sealed class ManyReadersOnSqlite() : ManyReadersTests(Engine.Sqlite);

public sealed class ManyReadersOnPostgreSql() : ManyReadersTests(Engine.PostgreSql);

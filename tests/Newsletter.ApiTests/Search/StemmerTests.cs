using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Delivery.Search.Stems;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Search;

/// <summary>What SQLite indexes and what is highlighted follows the rules by which PostgreSQL finds.</summary>
public sealed class StemmerTests() : SearchTests(Engine.PostgreSql)
{
    [Theory]
    [InlineData("english", "running runs ran flies dying skies happily happiness nationalization conditional relational generously communities hopping hoped agreed feed sized falling controlled rolling singing sky says bias news proceedings outing knightly arsenal possibly organizers analogy formative electricity electrical adjustable replacement adoption effective ninety cats ties cried gas this kiwis boy buying yellow quickly fluently")]
    [InlineData("german", "Häuser Hauses Häusern Zeitung Zeitungen Regierung Regierungen Wahlen gewählt Bürgermeister Bürgermeisterin Freundlichkeit Möglichkeiten freundlich freundlicher Verhältnisse Ergebnis Ergebnissen schnellsten arbeitest Kinder Kindern Steuern Autos Chefs steigend Feuer Bauer Mayer täglich politisch politische Krankheit Demokratie")]
    [InlineData("russian", "выборы выборами выборов самолёт самолётов правительство правительства правительственный экономический экономическая экономика говорил говорила говорят сделанный читающий прочитав важнейший возможность возможности жизнь новости новостей новая города городской президентом строительство начинаются смеяться")]
    public async Task Stems_are_those_of_PostgreSql(string language, string words)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EditorialDbContext>();
        foreach (var word in SearchWords.In(words).Select(word => word.Folded))
        {
            var stems = await db.Database.SqlQuery<string>($"select (ts_lexize({language + "_stem"}::regdictionary, {word}))[1] as \"Value\"").ToListAsync(TestContext.Current.CancellationToken);
            // Stop words have none.
            if (stems is [{ } stem]) Assert.Equal((word, stem), (word, Stemmer.Of(language).Stem(word)));
        }
    }
}

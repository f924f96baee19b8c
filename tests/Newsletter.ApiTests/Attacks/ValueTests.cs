using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>What comes from outside is a value of a statement and never stands in one, not even harmless or in quotes.</summary>
public abstract class ValueTests(Engine engine)
{
    private const string Word = "zqxjkv";
    private const string Statements = "Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command";

    [Fact]
    public async Task No_word_of_a_request_stands_in_a_statement()
    {
        using var log = new LogLines();
        await using var started = await Started.Async(engine, services => services.AddSingleton<ILoggerProvider>(log), (Statements, "Information"), ("Logging:Console:LogLevel:Default", "None"), ("Limits:Enabled", "false"));
        var owner = started.Server.Owner;
        foreach (var plural in new[] { "tags", "articles", "authors" })
        {
            var made = await Samples.CreateAsync(owner, plural, write => (write["title"], write["slug"]) = ($"{Word} {plural}", $"{Word}-{plural}"));
            // Something must be there to be searched.
            if (plural == "articles") made = await owner.PublishAsync(plural, made);
            (await owner.SendTextAsync(HttpMethod.Patch, made.Address(plural), new JsonObject { ["title"] = $"{Word} once more" }.ToJsonString(), made.Tag(), contentType: "application/merge-patch+json")).Is(200);
        }
        foreach (var operation in await Attempts.ReadsAsync(started.Server, "delivery", "preview", "management"))
        {
            foreach (var parameter in operation.Parameters)
            {
                var name = (string)parameter["name"]!;
                foreach (var text in new[] { $"{Word}-articles", $"{Word} \"{Word} {Word}\" -{Word}' or 1=1--" })
                {
                    var value = Uri.EscapeDataString(text);
                    if ((string?)parameter["in"] == "query") await owner.GetReplyAsync($"{operation.Url.Split('?')[0]}?{name}={value}");
                    else if ((string?)parameter["in"] == "path") await owner.GetReplyAsync(operation.Path.Replace($"{{{name}}}", value, StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                }
            }
        }
        var statements = log.All.Where(line => line.Contains("DbCommand", StringComparison.Ordinal)).ToList();
        Assert.Contains(statements, statement => statement.Contains(engine == Engine.Sqlite ? "search_word match" : "search_match(", StringComparison.Ordinal));
        Assert.DoesNotContain(statements, statement => statement.Contains(Word, StringComparison.OrdinalIgnoreCase));
    }
}

public sealed class ValuesOnSqlite() : ValueTests(Engine.Sqlite);

public sealed class ValuesOnPostgreSql() : ValueTests(Engine.PostgreSql);

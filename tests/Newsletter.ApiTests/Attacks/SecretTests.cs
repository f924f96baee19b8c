using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Exchange;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>What is secret is in no log, no problem, no trail and no export.</summary>
public abstract class SecretTests(Engine engine)
{
    [Fact]
    public async Task Secrets_are_told_to_nobody()
    {
        using var log = new LogLines();
        await using var started = await Started.Async(engine, services => services.AddSingleton<ILoggerProvider>(log), ("Logging:LogLevel:Default", "Trace"));
        var server = started.Server;
        var answers = new List<string>();
        var key = await server.KeyAsync(Scopes.All);
        using var client = server.Client(key);
        var secrets = new List<string> { key, TestServer.OwnerKey, "nlk_guess_0123456789" };

        var article = await Samples.CreateAsync(client, "articles");
        var link = (await client.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/preview-link", null, article.Tag())).Is(201);
        secrets.Add((string)link.Data["token"]!);
        foreach (var secret in secrets.ToList())
        {
            foreach (var path in new[] { "/manage/v1/articles", "/api/v1/articles", "/preview/v1/articles/x", "/nowhere" })
            {
                foreach (var header in new[] { "Authorization", "Cookie", "X-Api-Key", "Change-Reason" })
                {
                    var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?access_token={secret}");
                    request.Headers.TryAddWithoutValidation(header, header == "Authorization" ? "Bearer " + secret : secret);
                    answers.Add((await server.Anonymous.AskAsync(request)).Text);
                }
            }
            answers.Add((await server.Anonymous.GetReplyAsync($"/preview/v1/articles/{article["id"]}?token={secret}x")).Text);
            answers.Add((await client.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":1}", idempotencyKey: "x")).Text);
        }
        foreach (var path in new[] { "/manage/v1/audit?limit=100", "/manage/v1/events?limit=100", "/manage/v1/articles", "/openapi/management.v1.json" }) answers.Add((await client.GetReplyAsync(path)).Is(200).Text);
        answers.Add(await ExportAsync(server, started.Database.StorageFolder));

        Assert.True(log.All.Count > 10, $"{log.All.Count} lines");
        foreach (var secret in secrets.SelectMany(secret => new[] { secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) }))
        {
            Assert.DoesNotContain(answers, answer => answer.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(log.All, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
        Assert.DoesNotContain(log.All, line => line.Contains("Password=", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string> ExportAsync(TestServer server, string storage)
    {
        var folder = Path.Combine(storage, "export");
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExportNdjson>().ExecuteAsync(folder, (_, _) => { }, TestContext.Current.CancellationToken);
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) text.AppendLine(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains("Sample of articles", text.ToString(), StringComparison.Ordinal);
        return text.ToString();
    }
}

public sealed class SecretsOnSqlite() : SecretTests(Engine.Sqlite);

public sealed class SecretsOnPostgreSql() : SecretTests(Engine.PostgreSql);

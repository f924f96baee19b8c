using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Newsletter.ApiTests.OpenApi;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Fuzz;

/// <summary>
/// Whatever is sent to a documented operation, the answer is a documented one, in its documented shape, in time. NEWSLETTER_FUZZ_REQUESTS and
/// NEWSLETTER_FUZZ_SEED ask for more, or for the same again.
/// </summary>
public abstract class FuzzTests(Engine engine)
{
    private const int Requests = 1000;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_answer_is_a_documented_one()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("NEWSLETTER_FUZZ_REQUESTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Requests;
        var seed = Environment.GetEnvironmentVariable("NEWSLETTER_FUZZ_SEED") is { Length: > 0 } given ? PCG.Parse(given) : new PCG(1);
        TestContext.Current.SendDiagnosticMessage($"NEWSLETTER_FUZZ_SEED={seed}");
        await using var database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
        await using var server = await TestServer.StartAsync(database);
        await DemoContent.LoadAsync(server);
        var documents = new Dictionary<string, DocumentedApi>();
        foreach (var name in new[] { "delivery", "preview", "management" }) documents[name] = await DocumentedApi.ReadAsync(server, name);
        var requests = FuzzedRequests.Of([.. documents.SelectMany(document => document.Value.Operations.Select(operation => (document.Key, operation)))]);

        var (wrong, told) = (new List<string>(), new HashSet<string>());
        var answers = documents.Keys.ToDictionary(name => name, _ => new List<(string, string, JsonNode?)>());
        var begun = seed.ToString();
        for (var n = 0; n < count && wrong.Count < 20; n++)
        {
            var request = requests.Generate(seed, null, out _);
            var (reply, time) = await SendAsync(server, request);
            // Slow alone, too, and not because of the others.
            if (time > Slow && (time = (await SendAsync(server, request)).Time) > Slow) wrong.Add($"{time}: {request}");
            if (reply is null) continue;
            var json = Judge(request, reply, out var what);
            if (what is not null && told.Add(what)) wrong.Add($"{what}: {request}\n  {reply.Text[..Math.Min(400, reply.Text.Length)]}");
            if (json is var (schema, value)) answers[request.Document].Add((request.ToString(), schema, value));
        }
        foreach (var (name, list) in answers) wrong.AddRange(OpenApiScripts.Validate(documents[name].Json, list));
        Assert.True(wrong.Count == 0, $"NEWSLETTER_FUZZ_SEED={begun}\n{string.Join('\n', wrong.Take(20))}");
    }

    private static async Task<(Reply? Reply, TimeSpan Time)> SendAsync(TestServer server, FuzzedRequest request)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return (await server.Owner.AskAsync(request.ToMessage()), watch.Elapsed);
        }
        catch (Exception exception) when (exception is HttpRequestException or UriFormatException or InvalidOperationException)
        {
            // The client itself cannot send this.
            return (null, watch.Elapsed);
        }
    }

    /// <returns>The schema that the answer is said to fit, and its JSON.</returns>
    private static (string Schema, JsonNode? Value)? Judge(FuzzedRequest request, Reply reply, out string? wrong)
    {
        wrong = null;
        var status = reply.Status.ToString(CultureInfo.InvariantCulture);
        // Kestrel refuses what is too long before there is an operation.
        if (reply.Status is 414 or 431) return null;
        // Slashes in the path lead to other operations, or to none.
        if (reply.Status is 404 or 405 && !request.Operation.Statuses.Contains(status)) return null;
        if (reply.Status >= 500 || !request.Operation.Statuses.Contains(status)) wrong = $"{status} is not documented for {request.Operation.Method} {request.Operation.Path.Split('/')[^1]} of {request.Document}";
        if (wrong is not null || reply.Text.Length == 0 || reply.ContentHeaders.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true) return null;
        // Sparse answers leave out what the schema of the whole requires.
        if (reply.Status < 400 && request.Url.Contains("fields", StringComparison.Ordinal)) return null;
        if (reply.Status >= 400) return ("/components/schemas/Problem", JsonNode.Parse(reply.Text));
        return request.Operation.AnswerSchema(reply.Status) is { } schema ? (schema, JsonNode.Parse(reply.Text)) : null;
    }
}

public sealed class FuzzOnSqlite() : FuzzTests(Engine.Sqlite);

public sealed class FuzzOnPostgreSql() : FuzzTests(Engine.PostgreSql);

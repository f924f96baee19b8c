using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Newsletter.ApiTests.OpenApi;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

/// <summary>
/// Who may do what, for every operation of every document, as matrix.md says it. The items are others', so 404 is what a role may do with its
/// own alone. With NEWSLETTER_WRITE_MATRIX set the file is written instead.
/// </summary>
public abstract class MatrixTests(Engine engine) : ApiTests(engine)
{
    private const string Anybody = "anonymous";

    private static readonly string[] Callers = [Anybody, "partner", "contributor", "writer", "editor", "owner"];
    private static readonly string File = RepositoryRoot.Combine("tests", "Newsletter.ApiTests", "Access", "matrix.md");

    [Fact]
    public async Task Every_operation_answers_every_role_as_the_matrix_says()
    {
        await DemoContent.LoadAsync(Server);
        var operations = new List<DocumentedOperation>();
        foreach (var name in new[] { "delivery", "preview", "management" }) operations.AddRange((await DocumentedApi.ReadAsync(Server, name)).Operations);
        // What the examples of the others are tried on.
        foreach (var creating in operations.Where(operation => operation.Method == "POST" && operation.Path.Split('/').Length == 4)) Assert.Equal(201, await StatusAsync(Owner, creating));

        var actual = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in operations) actual[operation.Name] = "";
        foreach (var caller in Callers)
        {
            using var client = caller == Anybody ? Server.Client(null) : await Server.RoleAsync(caller);
            foreach (var operation in operations) actual[operation.Name] += $" {Cell(operation, await StatusAsync(client, operation))} |";
        }
        if (Environment.GetEnvironmentVariable("NEWSLETTER_WRITE_MATRIX") is not null) await System.IO.File.WriteAllTextAsync(File, Written(actual), TestContext.Current.CancellationToken);
        var expected = (await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, actual.Select(row => Line(row.Key, row.Value)));
    }

    private static string Cell(DocumentedOperation operation, int status)
    {
        Assert.True(status < 500, $"{operation.Name}: {status}");
        return status is 401 or 403 or 404 ? $"{status}" : "yes";
    }

    private static string Written(IReadOnlyDictionary<string, string> rows) => $"""
        # Who may do what

        Every operation of the OpenAPI documents, asked about items of others: `yes` is any answer but 401, 403 and 404. A contributor's 404
        is a `yes` for what he made himself. Written by the test that compares it, with `NEWSLETTER_WRITE_MATRIX=1`.

        | operation | {string.Join(" | ", Callers)} |
        |---|{string.Concat(Callers.Select(_ => "---|"))}
        {string.Join('\n', rows.Select(row => Line(row.Key, row.Value)))}

        """;

    private static string Line(string operation, string cells) => $"| `{operation}` |{cells}";

    /// <summary>Sends the example; a change names a version that never was, so that who may do it does it not.</summary>
    private static async Task<int> StatusAsync(HttpClient client, DocumentedOperation operation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Url);
        if (operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match")) request.Headers.TryAddWithoutValidation("If-Match", "\"999999\"");
        var types = operation.Json["requestBody"]?["content"]?.AsObject().Select(content => content.Key).ToList() ?? [];
        if (types.Contains("application/json") && operation.Body("application/json") is { } body) request.Content = JsonContent.Create(body, new MediaTypeHeaderValue("application/json"));
        else if (types.Contains("multipart/form-data")) request.Content = DemoContent.Upload([], "media/sorrel-lock.jpg");
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}

public sealed class MatrixOnSqlite() : MatrixTests(Engine.Sqlite);

public sealed class MatrixOnPostgreSql() : MatrixTests(Engine.PostgreSql);

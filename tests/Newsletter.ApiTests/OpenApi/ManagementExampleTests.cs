using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>The examples work on a server with the demo content, and what is sent and answered fits the schemas.</summary>
public sealed class ManagementExampleTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static readonly string[] Phases = ["POST api-keys", "POST clients", "POST users", "POST uploads", "GET", "POST create", "POST validate", "PUT", "PATCH", "POST rotate", "POST publish", "POST unpublish", "POST unschedule", "DELETE"];

    private static readonly string[] UploadHeaders = ["Tus-Resumable", "Upload-Length", "Upload-Offset", "Upload-Metadata"];

    [Fact]
    public async Task Every_example_of_management_is_answered_as_documented()
    {
        var document = await DocumentedApi.ReadAsync(demo.Server, "management");
        var wrong = new List<string>();
        var answers = new List<(string Name, string Schema, JsonNode? Value)>();
        // Nobody is signed in there, and the store is a folder, which has no addresses to give. What belongs to something is deleted before it.
        foreach (var operation in document.Operations.Where(operation => operation.Id is not ("endUserSession" or "createUploadLink")).OrderBy(operation => Array.IndexOf(Phases, Phase(operation)))
            .ThenByDescending(operation => operation.Method == "DELETE" ? operation.Path.Length : 0))
        {
            foreach (var type in operation.Json["requestBody"]?["content"]?.AsObject().Select(content => content.Key) ?? [""])
            {
                using var request = await RequestAsync(operation, type);
                using var response = await demo.Server.Owner.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                if (!response.IsSuccessStatusCode) wrong.Add($"{operation.Name} {type}: {(int)response.StatusCode} {text}");
                else if (!operation.Statuses.Contains(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture))) wrong.Add($"{operation.Name}: {(int)response.StatusCode} is not documented");
                else if (operation.AnswerSchema((int)response.StatusCode) is { } schema) answers.Add((operation.Name, schema, JsonNode.Parse(text)));
                if (operation.Body(type) is JsonObject body && type != "multipart/form-data") answers.Add(($"{operation.Name}, the request", ((string)operation.Json["requestBody"]!["content"]![type]!["schema"]!["$ref"]!)[1..], body));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // The examples made a second revision of everything.
        foreach (var diff in document.Operations.Where(operation => operation.Path.EndsWith("/diff/{to}", StringComparison.Ordinal)))
        {
            var changes = await demo.Server.Owner.ReadAsync(diff.Url[..^1] + "2");
            Assert.NotEmpty(changes["data"]!.AsArray());
            answers.Add((diff.Name, diff.AnswerSchema(200)!, changes));
        }
        var audit = document.Operations.Single(operation => operation.Id == "listAudit");
        foreach (var parameter in audit.Parameters.Where(parameter => parameter["schema"]!["examples"] is not null))
        {
            var url = audit.UrlWith([((string)parameter["name"]!, parameter["schema"]!["examples"]![0]!)]);
            answers.Add((url, audit.AnswerSchema(200)!, await demo.Server.Owner.ReadAsync(url)));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(OpenApiScripts.Validate(document.Json, answers));
    }

    private static string Phase(DocumentedOperation operation) => operation.Method != "POST" ? operation.Method
        : operation.Path.Split('/')[^1] is var last && Phases.Contains("POST " + last) ? "POST " + last : "POST create";

    /// <summary>The version is read first, because other examples changed the item.</summary>
    private async Task<HttpRequestMessage> RequestAsync(DocumentedOperation operation, string type)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Url);
        if (operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match"))
        {
            using var present = await demo.Server.Owner.GetAsync(string.Join('/', operation.Url.Split('?')[0].Split('/').Take(5)));
            request.Headers.TryAddWithoutValidation("If-Match", present.Headers.ETag?.ToString());
        }
        foreach (var header in operation.Parameters.Where(parameter => UploadHeaders.Contains((string?)parameter["name"])))
        {
            request.Headers.TryAddWithoutValidation((string)header["name"]!, header["example"]!.ToString());
        }
        if (operation.Body(type) is JsonValue bytes)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes((string)bytes!));
            request.Content.Headers.ContentType = new(type);
            return request;
        }
        var body = operation.Body(type)?.DeepClone().AsObject();
        // The form and the JSON of one example would make the same item twice.
        if (type == "multipart/form-data" && body is not null) body["slug"] = body["slug"] + "-file";
        if (type == "multipart/form-data") request.Content = DemoContent.Upload(body ?? [], "media/sorrel-lock.jpg");
        else if (body is not null) request.Content = JsonContent.Create(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        return request;
    }
}

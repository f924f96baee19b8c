using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>An operation as a document describes it.</summary>
internal sealed record DocumentedOperation(string Path, string Method, JsonObject Json)
{
    public string Id => (string?)Json["operationId"] ?? "";
    public string Name => $"{Method} {Path}";
    public IEnumerable<JsonObject> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject());
    public IEnumerable<string> Statuses => Json["responses"]!.AsObject().Select(response => response.Key);

    /// <summary>The address that Swagger UI calls when nothing is changed.</summary>
    public string Url => UrlWith([]);

    public string UrlWith(IEnumerable<(string Name, JsonNode Value)> more)
    {
        var path = Parameters.Where(parameter => (string?)parameter["in"] == "path")
            .Aggregate(Path, (path, parameter) => path.Replace($"{{{parameter["name"]}}}", Uri.EscapeDataString(parameter["example"]!.ToString()), StringComparison.Ordinal));
        var query = Parameters.Where(parameter => (string?)parameter["in"] == "query" && parameter.ContainsKey("example"))
            .Select(parameter => (Name: (string)parameter["name"]!, Value: parameter["example"]!)).Concat(more)
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value is JsonArray values ? string.Join(',', values.Select(value => value!.ToString())) : pair.Value.ToString())}").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>The example of the request's body in this media type.</summary>
    public JsonNode? Body(string mediaType) => Json["requestBody"]?["content"]?[mediaType]?["example"];

    /// <summary>The JSON Pointer to the schema of an answer; null where it has no JSON.</summary>
    public string? AnswerSchema(int status)
    {
        var content = Json["responses"]?[status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?["content"]?["application/json"];
        return ((string?)content?["schema"]?["$ref"])?[1..];
    }
}

/// <summary>One of the documents, as the running server gives it.</summary>
internal sealed record DocumentedApi(string Text)
{
    public JsonObject Json { get; } = JsonNode.Parse(Text)!.AsObject();

    public IReadOnlyList<DocumentedOperation> Operations =>
        [.. from path in Json["paths"]!.AsObject() from method in path.Value!.AsObject() select new DocumentedOperation(path.Key, method.Key.ToUpperInvariant(), Whole(method.Value!.AsObject()))];

    /// <summary>The operation with the parameters and answers that it only names.</summary>
    private JsonObject Whole(JsonObject operation)
    {
        var whole = operation.DeepClone().AsObject();
        if (whole["parameters"] is JsonArray parameters) whole["parameters"] = new JsonArray([.. parameters.Select(Named)]);
        whole["responses"] = new JsonObject(whole["responses"]!.AsObject().Select(response => KeyValuePair.Create(response.Key, (JsonNode?)Named(response.Value))));
        return whole;
    }

    private JsonNode Named(JsonNode? part) =>
        ((string?)part!["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate((JsonNode)Json, (node, name) => node[name]!) : part).DeepClone();

    public static async Task<DocumentedApi> ReadAsync(TestServer server, string name) => new(await server.Anonymous.GetStringAsync($"/openapi/{name}.v1.json"));
}

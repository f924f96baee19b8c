using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>The examples work as they stand on a server with the demo content, and what it answers fits the schemas.</summary>
public sealed class DeliveryExampleTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Every_example_of_delivery_is_answered_as_documented()
    {
        var document = await DocumentedApi.ReadAsync(demo.Server, "delivery");
        var wrong = new List<string>();
        var answers = new List<(string Name, string Schema, JsonNode? Value)>();
        foreach (var operation in document.Operations)
        {
            // Each example of a parameter for itself: all together would find nothing.
            var parameters = operation.Parameters.Where(parameter => parameter["schema"]?["examples"] is not null)
                .Select(parameter => ((string)parameter["name"]!, parameter["schema"]!["examples"]![0]!)).ToList();
            foreach (var url in parameters.Select(one => operation.UrlWith([one])).Prepend(operation.Url))
            {
                using var response = await demo.Server.Anonymous.GetAsync(url);
                if ((int)response.StatusCode != 200) wrong.Add($"{url}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                // Sparse answers leave out what the schema of the whole requires.
                else if (operation.AnswerSchema(200) is { } schema && !url.Contains("fields[", StringComparison.Ordinal)) answers.Add((url, schema, JsonNode.Parse(await response.Content.ReadAsStringAsync())));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(answers.Where(answer => answer.Value!["data"] is JsonArray { Count: 0 } && !answer.Name.Contains('=', StringComparison.Ordinal)).Select(answer => answer.Name));
        Assert.Empty(OpenApiScripts.Validate(document.Json, answers));
    }

    [Fact]
    public async Task Every_form_of_every_item_fits_its_schema()
    {
        var document = await DocumentedApi.ReadAsync(demo.Server, "delivery");
        var answers = new List<(string Name, string Schema, JsonNode? Value)>();
        foreach (var list in document.Operations.Where(operation => operation.Parameters.Any(parameter => (string?)parameter["name"] == "body") && operation.Parameters.Any(parameter => (string?)parameter["name"] == "limit")))
        {
            var include = list.Parameters.FirstOrDefault(parameter => (string?)parameter["name"] == "include");
            var includes = include is null ? [] : document.Json["components"]!["schemas"]![((string)include["schema"]!["items"]!["$ref"]!).Split('/')[^1]]!["enum"]!.AsArray();
            var path = list.Url.Split('?')[0];
            var required = string.Concat(list.Parameters.Where(parameter => (string?)parameter["in"] == "query" && (bool?)parameter["required"] is true).Select(parameter => $"&{parameter["name"]}={parameter["example"]}"));
            foreach (var query in new[] { $"?limit=100{required}&body=blocks,html,markdown,text", $"?limit=100{required}&body=blocks{(include is null ? "" : "&include=")}" + string.Join(',', includes.Select(name => (string)name!)) })
            {
                answers.Add((path + query, list.AnswerSchema(200)!, await demo.Server.Anonymous.ReadAsync(path + query)));
            }
        }
        Assert.Empty(OpenApiScripts.Validate(document.Json, answers));
    }
}

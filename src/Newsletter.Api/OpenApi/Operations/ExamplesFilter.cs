using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Newsletter.Api.Management;
using Newsletter.Api.OpenApi.Examples;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Gives every operation what it can be tried with.</summary>
internal sealed partial class ExamplesFilter : IOperationFilter
{
    private const string Form = "multipart/form-data";
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var path = Constraint().Replace("/" + context.ApiDescription.RelativePath!.TrimEnd('/'), "");
        var method = context.ApiDescription.HttpMethod!;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In is ParameterLocation.Path))
        {
            parameter.Description ??= Meaning(parameter.Name!);
            if (parameter.Schema is OpenApiSchema { Type: JsonSchemaType.Integer } number)
            {
                (number.Minimum, parameter.Example) = ("1", PathExamples.Revision);
            }
            else if (PathExamples.Of(path, method, parameter.Name!) is { } example) parameter.Example = example;
        }
        if (operation.RequestBody is not OpenApiRequestBody { Content: { } content } body) return;
        // One operation takes a form or JSON; the form has the file too.
        if (content.ContainsKey(Form) && content.TryGetValue(Json, out var json))
        {
            (json as OpenApiMediaType)!.Schema = context.SchemaGenerator.GenerateSchema(typeof(MediaCreation), context.SchemaRepository);
        }
        body.Description ??= body.Required ? null : "May be left out.";
        var plural = path.Split('/').ElementAtOrDefault(3) ?? "";
        foreach (var (type, media) in content)
        {
            if (Example(path, method, plural) is { } example) ((OpenApiMediaType)media).Example = example;
        }
    }

    private static JsonNode? Example(string path, string method, string plural) =>
        path.EndsWith("/file", StringComparison.Ordinal) ? null
        : RequestExamples.Act(path.Split('/')[^1], plural) is { } act ? act
        : method == HttpMethods.Put ? RequestExamples.Replace(plural)
        : method == HttpMethods.Patch ? RequestExamples.Patch(plural)
        : path.Split('/').Length == 4 ? RequestExamples.Create(plural)
        : null;

    private static string Meaning(string name) => name switch
    {
        "idOrSlug" => "The id or the slug.",
        "numberOrSlugOrId" => "The number, the slug or the id.",
        "id" => "The id.",
        "number" => "The number of the revision.",
        "from" => "The number of the revision to compare with.",
        "to" => "The number of the revision that is compared. Every edit makes one; the list of revisions has them all.",
        "ticket" => "What opens the address for a while.",
        "session" => "The id of the session, as the list of sessions has it.",
        "slug" => "The old slug.",
        "file" => "The name of the file, as the addresses of renditions have it.",
        _ => name,
    };

    [GeneratedRegex(@":\w+(?=\})")]
    private static partial Regex Constraint();
}

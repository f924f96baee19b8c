using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Makes the parameters of a query.</summary>
internal static class QueryParameter
{
    /// <summary>The id of an article of the demo content.</summary>
    public const string Article = "01a16028-0d40-71e1-90f3-858bda43eca1";

    /// <param name="example">What the parameter can be.</param>
    /// <param name="prefilled">Whether Swagger UI sends the example unless it is taken out. All of them together would find nothing.</param>
    public static OpenApiParameter Of(string name, string description, OpenApiSchema schema, JsonNode? example, bool prefilled = false)
    {
        var list = schema.Type is JsonSchemaType.Array;
        if (example is not null && !prefilled)
        {
            schema.Examples = [example];
            description += $" For example {(example is JsonArray values ? string.Join(',', values.Select(value => value!.ToString())) : example.ToString())}.";
        }
        return new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
            Style = list ? ParameterStyle.Form : null,
            Explode = !list,
            Example = prefilled ? example : null,
        };
    }

    /// <summary>Values parted by commas.</summary>
    public static OpenApiParameter Many(string name, string description, IOpenApiSchema item, JsonArray example, bool prefilled = false) =>
        Of(name, description, new() { Type = JsonSchemaType.Array, Items = item, MinItems = 1 }, example, prefilled);

    public static OpenApiParameter Sort(IEnumerable<string> keys, string missing) =>
        Of("sort", "The order; a minus means descending.", Default(Scalars.Enum(keys.SelectMany(key => new[] { key, "-" + key })), missing), missing);

    public static OpenApiParameter Limit() => Limit("items", 100, 20, 5);

    public static OpenApiParameter Limit(string what, int max, int missing, int example) =>
        Of("limit", $"How many {what} a page has at most.", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{max}", Default = missing }, example, prefilled: true);

    public static OpenApiParameter Cursor() =>
        Of("cursor", "The place of a page in the list, as the links next and prev of an answer have it. It belongs to the filters it was made with.", Scalars.Text(), null);

    public static OpenApiParameter Count() => Of("count", "Whether page.total is told.", Default(new() { Type = JsonSchemaType.Boolean }, false), true);

    public static OpenApiSchema Default(OpenApiSchema schema, JsonNode value)
    {
        schema.Default = value;
        return schema;
    }
}

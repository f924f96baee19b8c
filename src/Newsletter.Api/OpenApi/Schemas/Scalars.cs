using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>Schemas of values, and the small changes that schemas need where they are used.</summary>
internal static class Scalars
{
    public static OpenApiSchema? Of(Type type) =>
        type == typeof(string) ? Text()
        : type == typeof(bool) ? new() { Type = JsonSchemaType.Boolean }
        : type == typeof(int) ? new() { Type = JsonSchemaType.Integer, Format = "int32" }
        : type == typeof(long) ? new() { Type = JsonSchemaType.Integer, Format = "int64" }
        : type == typeof(double) ? new() { Type = JsonSchemaType.Number, Format = "double" }
        : type == typeof(Guid) ? Text("uuid")
        : type == typeof(DateTimeOffset) ? Text("date-time")
        : type == typeof(DateOnly) ? Text("date")
        : type == typeof(IFormFile) ? Text("binary")
        : type == typeof(JsonNode) ? new()
        : type == typeof(JsonObject) ? new() { Type = JsonSchemaType.Object }
        : null;

    public static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    public static OpenApiSchema Enum(IEnumerable<string> values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };

    public static OpenApiSchema Enum(Type type) => Enum(System.Enum.GetValues(type).Cast<Enum>().Select(SchemaNames.OfValue));

    public static OpenApiSchema Const(string value) => new() { Type = JsonSchemaType.String, Const = value };

    public static OpenApiSchema List(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    public static OpenApiSchema Object() => new() { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new SortedSet<string>(StringComparer.Ordinal) };

    /// <summary>The schema as a member: with what is said of the member, and null where it may be null.</summary>
    public static IOpenApiSchema As(this IOpenApiSchema schema, string? description, bool nullable)
    {
        if (schema is OpenApiSchemaReference reference)
        {
            if (!nullable)
            {
                if (description is not null) reference.Description = description;
                return reference;
            }
            return new OpenApiSchema { AnyOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }], Description = description };
        }
        var own = (OpenApiSchema)schema;
        own.Description = description ?? own.Description;
        // Where anything may stand, null may.
        if (!nullable || own is { Type: null, AnyOf: null, OneOf: null }) return own;
        if (own.Type is { } type) own.Type = type | JsonSchemaType.Null;
        else if (own.AnyOf is { } any) any.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
        else own.OneOf!.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
        return own;
    }
}

using Microsoft.OpenApi;
using Newsletter.Api.Delivery;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Delivery.Sync;
using Newsletter.Domain;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Lists what an operation of delivery can be asked for, from the same closed sets that the server checks against.</summary>
internal sealed class DeliveryParametersFilter : IOperationFilter
{
    private static readonly string[] Preferred = ["authors", "tags", "article"];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.Says<ResolveParameters>() is not null)
        {
            operation.Add(QueryParameter.Of("path", "The path of a page, or its absolute address.", new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 2000 }, "/articles/sorrel-lock-closes", prefilled: true));
            operation.Parameters!.OfType<OpenApiParameter>().Last().Required = true;
            operation.Add(Language());
        }
        if (context.Says<SyncParameters>() is not null)
        {
            operation.Add(QueryParameter.Many("types", "Only these types; all if left out.", Scalars.Enum(SyncDocuments.Types), ["article", "edition"]));
            operation.Add(QueryParameter.Of("cursor", "The nextCursor of the answer before; left out at the beginning.", Scalars.Text(), null));
            operation.Add(QueryParameter.Limit("items", SyncDocuments.MaxLimit, SyncDocuments.DefaultLimit, 5));
            operation.Add(Bodies(isList: false));
        }
        if (context.Says<DeliveryParameters>() is not { } asked) return;
        var resource = asked.Resource;
        var types = resource.Types;
        if (resource == DeliveryResource.Search) AddQuestion(operation);
        if (asked.IsList)
        {
            foreach (var name in resource.Filters) operation.Add(Filters.Of(name, resource.Kinds));
        }
        else operation.Add(Language());
        AddIncludes(operation, resource == DeliveryResource.Search ? "Search" : resource.Type.ToString(), types, context.SchemaRepository);
        AddFields(operation, types, context.SchemaRepository);
        if (resource.HasBody) operation.Add(Bodies(asked.IsList));
        if (!asked.IsList) return;
        if (resource.Sorts.Count > 0) operation.Add(QueryParameter.Sort(resource.Sorts, resource.DefaultSort));
        operation.Add(QueryParameter.Limit());
        operation.Add(QueryParameter.Cursor());
        if (resource.Sorts.Count > 0) operation.Add(QueryParameter.Count());
    }

    private static void AddQuestion(OpenApiOperation operation)
    {
        operation.Add(QueryParameter.Of("q", "What to look for.", new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = SearchQuery.MaxLength }, "river", prefilled: true));
        operation.Parameters!.OfType<OpenApiParameter>().Last().Required = true;
        operation.Add(QueryParameter.Many("type", "Only these types.", Scalars.Enum(DeliveryResource.Search.Types.Select(DocumentTypes.Name).ToList()), ["article"]));
    }

    private static OpenApiParameter Language() => QueryParameter.Of("language", "Which of the items that share the slug (BCP 47); the oldest if left out.", Scalars.Text(), "en");

    private static void AddIncludes(OpenApiOperation operation, string owner, IReadOnlyList<ItemType> types, SchemaRepository schemas)
    {
        var names = types.SelectMany(Includes.Of).Distinct().ToList();
        if (names.Count == 0) return;
        var example = Preferred.FirstOrDefault(names.Contains) ?? names[0];
        operation.Add(QueryParameter.Many("include", "The references to show as whole items, at most two levels deep.", Named(schemas, owner + "Include", names), [example], prefilled: true));
    }

    /// <summary>One parameter for the listed type, and one for each type that include can bring along.</summary>
    private static void AddFields(OpenApiOperation operation, IReadOnlyList<ItemType> types, SchemaRepository schemas)
    {
        foreach (var type in types.Concat(types.SelectMany(Includes.TypesOf)).Distinct())
        {
            operation.Add(QueryParameter.Many($"fields[{DocumentTypes.Name(type)}]", $"Only these members of each {DocumentTypes.Name(type)}; type, id and url stand always. The others are left out, also those that the schema requires.",
                Named(schemas, type + "Field", DocumentFields.Of(type)), ["title", "slug"]));
        }
    }

    /// <summary>Closed sets that many operations have in common are components.</summary>
    private static OpenApiSchemaReference Named(SchemaRepository schemas, string name, IReadOnlyList<string> values)
    {
        if (!schemas.Schemas.ContainsKey(name)) schemas.AddDefinition(name, Scalars.Enum(values));
        return new(name);
    }

    private static OpenApiParameter Bodies(bool isList) => QueryParameter.Many("body",
        isList ? "The forms in which texts are shown; none unless asked." : "The forms in which texts are shown; blocks unless asked.", Scalars.Enum(["blocks", "html", "markdown", "text"]), ["blocks", "html"]);
}

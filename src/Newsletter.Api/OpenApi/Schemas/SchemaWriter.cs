using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Newsletter.Application.Revisions;
using Newsletter.Domain;
using Newsletter.Domain.Body;
using Swashbuckle.AspNetCore.SwaggerGen;
using TypedReference = Newsletter.Domain.TypedReference;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>Writes the schemas of one document into its components.</summary>
internal sealed partial class SchemaWriter(SchemaRepository repository)
{
    private bool IsDelivery => OpenApiDocuments.Shows(repository.DocumentName);

    public IOpenApiSchema Of(Type type, SchemaForm form = SchemaForm.Read)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.Of(type) is { } scalar) return scalar;
        if (type == typeof(Reference)) return IsDelivery ? ShownReference() : WrittenReference();
        if (type == typeof(TypedReference)) return IsDelivery ? ShownReference() : WrittenTypedReference();
        if (type.IsEnum) return Component(type.Name, schema => (schema.Type, schema.Enum, schema.Description) = (JsonSchemaType.String, Scalars.Enum(type).Enum, Descriptions.Of(type)));
        // The elements of an array are written as a whole, in a patch too.
        if (ElementOf(type) is { } element) return Scalars.List(Of(element, form is SchemaForm.Patch ? SchemaForm.Write : form));
        return Placeholder(type) ?? Contract(type, type.Name.EndsWith("Request", StringComparison.Ordinal) ? SchemaForm.Write : form);
    }

    /// <summary>A named schema, made once; it is in its place before it is filled, because schemas lead back to themselves.</summary>
    private OpenApiSchemaReference Component(string name, Action<OpenApiSchema> fill)
    {
        if (!repository.Schemas.ContainsKey(name))
        {
            var schema = new OpenApiSchema();
            repository.AddDefinition(name, schema);
            fill(schema);
        }
        return new(name);
    }

    private OpenApiSchemaReference Contract(Type type, SchemaForm form)
    {
        var contract = ContentJson.Options.GetTypeInfo(type);
        if (contract.PolymorphismOptions is { } union) return Component(SchemaNames.Of(type), schema => FillUnion(schema, type, union));
        return Component(NameOf(type, form), schema => FillObject(schema, contract, form));
    }

    /// <summary>Parts of content are the same in reads and writes, except where they hold a body or are patched.</summary>
    private static string NameOf(Type type, SchemaForm form) => SchemaNames.Of(type) + (form switch
    {
        SchemaForm.Patch => "Patch",
        SchemaForm.Write when HoldsBody(type) => "Write",
        _ => "",
    });

    private void FillUnion(OpenApiSchema schema, Type type, JsonPolymorphismOptions union)
    {
        schema.Description = Descriptions.Of(type);
        var parts = union.DerivedTypes.Select(derived => (Name: (string)derived.TypeDiscriminator!, Schema: (OpenApiSchemaReference)Of(derived.DerivedType))).ToList();
        schema.OneOf = [.. parts.Select(part => (IOpenApiSchema)part.Schema)];
        schema.Discriminator = new() { PropertyName = union.TypeDiscriminatorPropertyName, Mapping = parts.ToDictionary(part => part.Name, part => part.Schema) };
    }

    private void FillObject(OpenApiSchema schema, JsonTypeInfo contract, SchemaForm form)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = Descriptions.Of(contract.Type);
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new SortedSet<string>(StringComparer.Ordinal);
        if (DiscriminatorOf(contract.Type) is { } discriminator)
        {
            schema.Properties["_type"] = Scalars.Const(discriminator);
            schema.Required.Add("_type");
        }
        AddMembers(schema, contract, form);
        schema.AdditionalPropertiesAllowed = form is SchemaForm.Read && (IsDelivery || !SchemaNames.IsContentPart(contract.Type) || contract.Type.IsSubclassOf(typeof(Content)));
    }

    private void AddMembers(OpenApiSchema schema, JsonTypeInfo contract, SchemaForm form)
    {
        foreach (var property in contract.Properties.Where(property => property.Get is not null))
        {
            if (form is not SchemaForm.Read && (property.AttributeProvider?.IsDefined(typeof(ServerSetAttribute), true) ?? false)) continue;
            if (IsDelivery && property.PropertyType == typeof(IReadOnlyList<Block>) && contract.Type != typeof(CalloutBlock))
            {
                AddBodyForms(schema, property);
                continue;
            }
            schema.Properties![property.Name] = Member(contract.Type, property, form).As(DescriptionOf(property), property.IsGetNullable || (form is SchemaForm.Patch && !property.IsRequired));
            if (IsRequired(contract.Type, property, form)) schema.Required!.Add(property.Name);
        }
    }

    /// <summary>Blocks are written and delivered by the same types; what is said of writing them is left out where they are read.</summary>
    private string? DescriptionOf(JsonPropertyInfo property) => !IsDelivery ? Descriptions.Of(property)
        : Descriptions.Of(property)?.Replace(", by id or slug", "", StringComparison.Ordinal).Replace(" Made if left out.", "", StringComparison.Ordinal);

    private bool IsRequired(Type owner, JsonPropertyInfo property, SchemaForm form) => form switch
    {
        SchemaForm.Patch => false,
        SchemaForm.Write => property.IsRequired,
        _ when IsDelivery || !SchemaNames.IsContentPart(owner) => property.IsRequired || !property.IsGetNullable || property.AssociatedParameter is not null,
        // An answer shows every field of an item; its parts are written in the same form and say what a write must give.
        _ => owner.IsSubclassOf(typeof(Content)) || property.IsRequired,
    };

    private IOpenApiSchema Member(Type owner, JsonPropertyInfo property, SchemaForm form) =>
        owner == typeof(CalloutBlock) && property.PropertyType == typeof(IReadOnlyList<Block>) ? Scalars.List(Of(typeof(TextBlock)))
        : property.PropertyType == typeof(IReadOnlyList<Block>) ? Body(form)
        : owner == typeof(ContentChange) && property.Name == "op" ? Scalars.Enum(["add", "remove", "replace", "move"])
        : owner == typeof(Span) && property.Name == "_type" ? Scalars.Const("span")
        : DocumentMember(owner, property) ?? Of(property.PropertyType, form);

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static bool HoldsBody(Type type) => SchemaNames.IsContentPart(type) && !typeof(Block).IsAssignableFrom(type) && type.GetProperties().Any(property => property.PropertyType == typeof(IReadOnlyList<Block>));

    private static string? DiscriminatorOf(Type type) => type.BaseType is null || typeof(Content).IsAssignableFrom(type) ? null
        : Bases(type).SelectMany(one => one.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)).Cast<JsonDerivedTypeAttribute>()
            .FirstOrDefault(derived => derived.DerivedType == type)?.TypeDiscriminator as string;

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var one = type.BaseType; one is not null; one = one.BaseType) yield return one;
    }
}

using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Newsletter.Application.Body;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>What the contract of a type does not tell: references, bodies, and the closed sets behind strings.</summary>
internal sealed partial class SchemaWriter
{
    /// <summary>What the references of documents lead to, by the member's name.</summary>
    private static readonly Dictionary<string, Type> Targets = new()
    {
        ["author"] = typeof(AuthorDocument),
        ["tags"] = typeof(TagDocument),
        ["parent"] = typeof(TagDocument),
        ["newsletter"] = typeof(NewsletterDocument),
        ["media"] = typeof(MediaDocument),
        ["image"] = typeof(MediaDocument),
        ["poster"] = typeof(MediaDocument),
        ["article"] = typeof(ArticleDocument),
        ["related"] = typeof(ArticleDocument),
        ["editions"] = typeof(EditionDocument),
        ["previous"] = typeof(EditionDocument),
        ["next"] = typeof(EditionDocument),
        ["podcast"] = typeof(PodcastDocument),
        ["notices"] = typeof(NoticeDocument),
    };

    private OpenApiSchemaReference ShownReference() => Component("Reference", schema =>
    {
        schema.Description = "An item in short. Where include names it, the item as a whole stands in its place.";
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Of(typeof(ItemType)),
            ["id"] = Scalars.Text("uuid"),
            ["slug"] = Scalars.Text(),
            ["title"] = Scalars.Text(),
            ["url"] = Scalars.Text().As("Its page, or the file of a media item; null where there is none.", nullable: true),
            ["language"] = Scalars.Text().As("BCP 47; translations only.", nullable: false),
            ["embargoUntil"] = Scalars.Text("date-time").As("Only on what is under embargo, which callers with embargo:read see, and previews: until when.", nullable: false),
        };
        schema.Required = new SortedSet<string>(StringComparer.Ordinal) { "type", "id", "slug", "title", "url" };
    });

    private OpenApiSchemaReference WrittenReference() => Component("ItemReference", schema =>
        (schema.Type, schema.MinLength, schema.MaxLength, schema.Description) = (JsonSchemaType.String, 1, 200, "Another item: its id in answers; its id or its slug in writes."));

    private OpenApiSchemaReference WrittenTypedReference() => Component("TypedItemReference", schema =>
    {
        schema.Description = "Another item of any type: its id in answers; its id or its slug in writes.";
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema> { ["type"] = Of(typeof(ItemType)), ["id"] = Scalars.Text() };
        schema.Required = new SortedSet<string>(StringComparer.Ordinal) { "type", "id" };
        schema.AdditionalPropertiesAllowed = false;
    });

    private IOpenApiSchema Body(SchemaForm form)
    {
        var blocks = Scalars.List(Of(typeof(Block)));
        if (form is SchemaForm.Read) return blocks;
        return Component("BodyWrite", schema =>
        {
            schema.Description = "A body as blocks, or in a format that is converted to blocks.";
            schema.OneOf = [blocks, Component("BodySource", FillSource)];
        });
    }

    private void FillSource(OpenApiSchema schema)
    {
        schema.Description = "A body in a format that is converted on writing; what had to be dropped is told in meta.warnings.";
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema> { ["format"] = Of(typeof(BodyFormat)), ["content"] = Scalars.Text() };
        schema.Required = new SortedSet<string>(StringComparer.Ordinal) { "format", "content" };
        schema.AdditionalPropertiesAllowed = false;
    }

    /// <summary>Delivery shows a body in the forms that were asked for, each under its own name.</summary>
    private void AddBodyForms(OpenApiSchema schema, JsonPropertyInfo property)
    {
        schema.Properties![property.Name] = Scalars.List(Of(typeof(Block))).As(Descriptions.Of(property) ?? "The text as blocks, with body=blocks.", nullable: false);
        schema.Properties[property.Name + "Html"] = Scalars.Text().As("The same as HTML that is safe to show, with body=html.", nullable: false);
        schema.Properties[property.Name + "Markdown"] = Scalars.Text().As("The same as Markdown, with body=markdown.", nullable: false);
        schema.Properties[property.Name + "Text"] = Scalars.Text().As("The same as plain text, with body=text.", nullable: false);
    }

    private IOpenApiSchema? DocumentMember(Type owner, JsonPropertyInfo property)
    {
        if (owner.Namespace != typeof(Document).Namespace) return null;
        if (owner == typeof(CaptionDocument) && property.Name == "url") return Scalars.Text();
        if (property.PropertyType == typeof(Reference) || property.PropertyType == typeof(Reference?)) return Includable(owner, property.Name);
        if (property.PropertyType == typeof(IReadOnlyList<Reference>)) return Scalars.List(Includable(owner, property.Name));
        if (!owner.IsSubclassOf(typeof(Document))) return null;
        return property.Name switch
        {
            "type" => Scalars.Const(DocumentTypes.Name(TypeOf(owner))),
            "dir" => Scalars.Enum(["ltr", "rtl"]),
            "kind" => Of(ContentTypes.Of(TypeOf(owner)).GetProperty("Kind")!.PropertyType),
            _ => null,
        };
    }

    private OpenApiSchema Includable(Type owner, string member)
    {
        var target = member == "translations" ? owner : Targets.GetValueOrDefault(member)
            ?? throw new InvalidOperationException($"{nameof(Targets)} does not say what {owner.Name}.{member} refers to.");
        return new() { AnyOf = [ShownReference(), Of(target)] };
    }

    private static ItemType TypeOf(Type document) => Enum.GetValues<ItemType>().Single(type => DocumentTypes.Of(type) == document);
}

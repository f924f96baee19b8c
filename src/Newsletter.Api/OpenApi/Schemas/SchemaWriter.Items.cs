using Microsoft.OpenApi;
using Newsletter.Api.Delivery;
using Newsletter.Api.Management;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>Types that stand for JSON in which the head of an item and its content are one object.</summary>
internal sealed partial class SchemaWriter
{
    private OpenApiSchemaReference? Placeholder(Type type)
    {
        if (type == typeof(MediaUpload)) return Component(SchemaNames.Of(type), FillUpload);
        if (type == typeof(MediaCreation)) return Component(SchemaNames.Of(type), FillMediaCreation);
        if (type == typeof(CreatedMediaAnswer)) return Component(SchemaNames.Of(type), FillCreatedMedia);
        if (type == typeof(BreakingNowDocument)) return Component(SchemaNames.Of(type), FillBreaking);
        if (type == typeof(FoundItemDocument)) return Component(SchemaNames.Of(type), FillFound);
        if (type == typeof(SyncedDocument)) return Component(SchemaNames.Of(type), FillSynced);
        if (!type.IsGenericType) return null;
        var (shape, content) = (type.GetGenericTypeDefinition(), type.GetGenericArguments()[0]);
        return shape == typeof(ManagedItem<>) ? Component(SchemaNames.Of(type), schema => FillItem(schema, content))
            : shape == typeof(ItemWrite<>) ? Component(SchemaNames.Of(type), schema => FillWrite(schema, content, SchemaForm.Write))
            : shape == typeof(ItemPatch<>) ? Component(SchemaNames.Of(type), schema => FillWrite(schema, content, SchemaForm.Patch))
            : shape == typeof(RevisionContent<>) ? Component(SchemaNames.Of(type), schema => FillRevision(schema, content))
            : null;
    }

    private void FillRevision(OpenApiSchema schema, Type content)
    {
        var head = Scalars.Object();
        head.Properties!["slug"] = Scalars.Text();
        head.Properties["language"] = Scalars.Text().As("BCP 47.", nullable: false);
        head.Required!.UnionWith(head.Properties.Keys);
        schema.Description = Descriptions.Of(typeof(RevisionContent<>));
        schema.AllOf = [head, Of(content)];
    }

    private void FillItem(OpenApiSchema schema, Type content)
    {
        var type = Scalars.Object();
        type.Properties!["type"] = Scalars.Const(SchemaNames.OfValue(TypeOfContent(content)));
        schema.Description = Descriptions.Of(content);
        schema.AllOf = [Of(typeof(ItemHead)), Of(content), type];
    }

    private void FillWrite(OpenApiSchema schema, Type content, SchemaForm form)
    {
        var type = TypeOfContent(content);
        var patch = form is SchemaForm.Patch;
        (schema.Type, schema.Properties, schema.Required) = (JsonSchemaType.Object, new Dictionary<string, IOpenApiSchema>(), new SortedSet<string>(StringComparer.Ordinal));
        schema.Description = patch ? "Any fields of a write, objects in part too; null takes a field back to its default." : Descriptions.Of(content);
        if (!patch) schema.Properties["id"] = Scalars.Text("uuid").As("An id of your own for a new item: a UUID of version 7 (RFC 9562). Made if left out.", nullable: false);
        schema.Properties["slug"] = Scalars.Text().As("Unique for type and language: lower-case letters and digits in words parted by single hyphens, 1 to 200 characters. Made from the title if left out.", patch);
        schema.Properties["language"] = Scalars.Text().As("BCP 47, for example en, pt-BR or sr-Latn.", patch);
        if (Item.PublishesOnSave(type))
        {
            schema.Properties["status"] = Scalars.Enum(["draft", "published"]).As("published, which a new item is if this is left out, shows it to readers as it is saved.", nullable: false);
        }
        AddMembers(schema, ContentJson.Options.GetTypeInfo(content), form);
        schema.AdditionalPropertiesAllowed = false;
    }

    /// <summary>The fields of a form that are text; Swagger UI sends every field that is listed, and a sample is a bad value for the others.</summary>
    private void FillUpload(OpenApiSchema schema)
    {
        FillWrite(schema, typeof(MediaAsset), SchemaForm.Write);
        var file = ContentJson.Options.GetTypeInfo(typeof(MediaFileUpload)).Properties.Single();
        var fields = new Dictionary<string, IOpenApiSchema> { [file.Name] = Files(Descriptions.Of(file)) };
        foreach (var (name, example) in RequestExamples.Create("media")!.AsObject())
        {
            fields[name] = schema.Properties![name];
            if (fields[name] is OpenApiSchema own) (own.Type, own.Examples) = (JsonSchemaType.String, [example!.DeepClone()]);
        }
        fields["title"].Description = "Made from the file's name if left out. At most 300 characters; of one file only.";
        schema.Description = Descriptions.Of(typeof(MediaUpload));
        (schema.Properties, schema.Required) = (fields, new SortedSet<string>(StringComparer.Ordinal) { file.Name });
        schema.AdditionalPropertiesAllowed = true;
    }

    private void FillMediaCreation(OpenApiSchema schema)
    {
        FillWrite(schema, typeof(MediaAsset), SchemaForm.Write);
        schema.Description = Descriptions.Of(typeof(MediaCreation));
        schema.Required!.Remove("title");
        schema.Properties![UploadLinks.Field] = Scalars.Text().As("The token of an upload link, when its file has been put there; title and kind may then be left out.", nullable: false);
    }

    private static IOpenApiSchema Files(string? description)
    {
        var files = Scalars.List(Scalars.Text("binary"));
        (files.MinItems, files.MaxItems) = (1, UploadForm.MaxFiles);
        return files.As(description, nullable: false);
    }

    private void FillCreatedMedia(OpenApiSchema schema)
    {
        schema.Description = Descriptions.Of(typeof(CreatedMediaAnswer));
        schema.AnyOf = [Of(typeof(ItemAnswer<MediaAsset>)), Of(typeof(CreatedMediaListAnswer))];
    }

    private void FillBreaking(OpenApiSchema schema)
    {
        schema.Description = Descriptions.Of(typeof(BreakingNowDocument));
        var line = (OpenApiSchemaReference)Of(typeof(BreakingDocument));
        var article = Component("BreakingArticle", breaking =>
        {
            var until = Scalars.Object();
            until.Properties!["until"] = Scalars.Text("date-time").As("When it stops being breaking.", nullable: false);
            until.Required!.Add("until");
            breaking.Description = "An article that is breaking news.";
            breaking.AllOf = [Of(typeof(ArticleDocument)), until];
        });
        schema.OneOf = [line, article];
        schema.Discriminator = new() { PropertyName = "type", Mapping = new Dictionary<string, OpenApiSchemaReference> { ["breaking"] = line, ["article"] = article } };
    }

    private void FillFound(OpenApiSchema schema)
    {
        schema.Description = Descriptions.Of(typeof(FoundItemDocument));
        var (article, edition) = (Found(typeof(ArticleDocument)), Found(typeof(EditionDocument)));
        schema.OneOf = [article, edition];
        schema.Discriminator = new() { PropertyName = "type", Mapping = new Dictionary<string, OpenApiSchemaReference> { ["article"] = article, ["edition"] = edition } };

        OpenApiSchemaReference Found(Type document) => Component("Found" + SchemaNames.Of(document), found =>
        {
            var search = Scalars.Object();
            search.Properties!["search"] = Of(typeof(Finding));
            search.Required!.Add("search");
            found.Description = $"An {SchemaNames.Of(document).ToLowerInvariant()} that was found.";
            found.AllOf = [Of(document), search];
        });
    }

    private void FillSynced(OpenApiSchema schema)
    {
        var types = Enum.GetValues<ItemType>().ToDictionary(DocumentTypes.Name, type => (OpenApiSchemaReference)Of(DocumentTypes.Of(type)));
        schema.Description = Descriptions.Of(typeof(SyncedDocument));
        schema.OneOf = [.. types.Values];
        schema.Discriminator = new() { PropertyName = "type", Mapping = types };
    }

    private static ItemType TypeOfContent(Type content) => Enum.GetValues<ItemType>().Single(type => ContentTypes.Of(type) == content);
}

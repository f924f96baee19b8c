using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodySchemaTests
{
    private static readonly JsonNode Definitions = JsonNode.Parse(BodySchema.Json.Span)!["$defs"]!;

    public static TheoryData<Type, string> Records => new(
    [
        .. Derived(typeof(Block)),
        .. Derived(typeof(MarkDefinition)),
        (typeof(Span), "span"),
        (typeof(GalleryImage), "galleryImage"),
        (typeof(TableRow), "tableRow"),
        (typeof(Newsletter.Domain.Media.Availability), "availability"),
    ]);

    [Theory]
    [MemberData(nameof(Records))]
    public void Schema_and_record_have_the_same_properties(Type record, string definition)
    {
        var ours = ContentJson.Options.GetTypeInfo(record).Properties;
        var schema = Definitions[definition == "block" ? "text" : definition]!;
        var theirs = Properties(schema).Where(name => name != "_type" || record == typeof(Span));
        Assert.Equal(ours.Select(property => property.Name).Order(), theirs.Order());
        var required = Required(schema).Where(name => name != "_type");
        Assert.Equal(ours.Where(property => property.IsRequired).Select(property => property.Name).Order(), required.Order());
    }

    [Fact]
    public void Every_block_type_is_listed() => Assert.Equal(
        Derived(typeof(Block)).Select(entry => entry.Item2 == "block" ? "text" : entry.Item2).Order(),
        Definitions["block"]!["oneOf"]!.AsArray().Select(entry => entry!["$ref"]!.GetValue<string>().Split('/')[^1]).Order());

    [Fact]
    public void Every_object_is_closed_but_delivered_references() => Assert.All(
        Definitions.AsObject().Where(entry => entry.Value!["properties"] is not null && entry.Key is not ("stub" or "recording")),
        entry => Assert.False((entry.Value!["additionalProperties"] ?? entry.Value["unevaluatedProperties"])!.GetValue<bool>()));

    private static IEnumerable<(Type, string)> Derived(Type type) =>
        ContentJson.Options.GetTypeInfo(type).PolymorphismOptions!.DerivedTypes.Select(derived => (derived.DerivedType, (string)derived.TypeDiscriminator!));

    private static IEnumerable<string> Properties(JsonNode schema) =>
        schema["properties"]!.AsObject().Select(property => property.Key).Concat(Parent(schema) is { } parent ? Properties(parent) : []);

    private static IEnumerable<string> Required(JsonNode schema) => schema["required"]!.AsArray().Select(name => name!.GetValue<string>());

    private static JsonNode? Parent(JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference ? Definitions[reference.Split('/')[^1]] : null;
}

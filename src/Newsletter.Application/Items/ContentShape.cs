using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Newsletter.Application.Body;
using Newsletter.Domain;
using Newsletter.Domain.Body;
using TypedReference = Newsletter.Domain.TypedReference;

namespace Newsletter.Application.Items;

/// <summary>A reference met in JSON: where it stands, what it may point to, and the words that name the target.</summary>
public sealed record FoundReference(string Pointer, ItemType Type, string Relation, bool Optional, string IdOrSlug, Action<Guid> Resolve);

/// <summary>
/// Walks a JSON tree along the contract of a content type and reports everything that does not fit, where a deserializer would stop at the
/// first. On the way it converts bodies written as Markdown or HTML and collects the references.
/// </summary>
public sealed class ContentShape(IBodyReader? bodies)
{
    internal const int MaxIssues = 100;

    /// <summary>Far more than the largest edition has.</summary>
    private const int MaxReferences = 25_000;

    private static readonly Dictionary<string, BodyFormat> Formats = Enum.GetValues<BodyFormat>().ToDictionary(format => JsonNamingPolicy.CamelCase.ConvertName(format.ToString()));

    /// <summary>Enough was found; the answer must not grow with what is refused, nor the time it takes.</summary>
    private bool IsFull => Issues.Count >= MaxIssues;

    private static readonly ConcurrentDictionary<JsonTypeInfo, Dictionary<string, JsonPropertyInfo>> Properties = new();
    private static readonly ConcurrentDictionary<JsonPropertyInfo, RefersToAttribute> Targets = new();
    private static readonly ConcurrentDictionary<JsonPolymorphismOptions, Dictionary<string, Type>> DerivedTypes = new();

    public List<Issue> Issues { get; } = [];
    public List<Issue> Warnings { get; } = [];
    public List<FoundReference> References { get; } = [];

    public void Check(JsonObject content, Type type) => CheckObject(content, ContentJson.Options.GetTypeInfo(type), "");

    private void Report(string pointer, string code, string message, IReadOnlyList<string>? allowed = null)
    {
        Report(new(pointer, code, message) { Allowed = allowed });
    }

    private void Report(Issue issue)
    {
        if (!IsFull) Issues.Add(issue with { Pointer = ScalarShape.Shorten(issue.Pointer, 500) });
    }

    private void CheckObject(JsonObject node, JsonTypeInfo type, string pointer)
    {
        if (type.PolymorphismOptions is { } polymorphism)
        {
            if (Derived(node, polymorphism, pointer) is not { } derived) return;
            type = ContentJson.Options.GetTypeInfo(derived);
        }
        var discriminator = DiscriminatorOf(type.Type);
        var properties = Properties.GetOrAdd(type, known => known.Properties.ToDictionary(property => property.Name));
        foreach (var (name, value) in node.ToList())
        {
            if (IsFull) return;
            if (name == discriminator) continue;
            var at = $"{pointer}/{Escape(name)}";
            if (!properties.TryGetValue(name, out var property) || property.Set is null)
            {
                Report(at, "unknown_field", $"There is no field \"{Short(name)}\" here.", [.. properties.Keys.Order(StringComparer.Ordinal)]);
                continue;
            }
            if (value is null)
            {
                if (property.IsSetNullable) continue;
                // A null where there is a default means the default, as in a merge patch; required fields have none.
                if (property.IsRequired) Report(at, "required", $"{name} must be given.");
                else node.Remove(name);
                continue;
            }
            CheckValue(value, property.PropertyType, property, at, replacement => node[name] = replacement);
        }
        foreach (var missing in type.Properties.Where(property => property.IsRequired && !node.ContainsKey(property.Name)))
        {
            Report($"{pointer}/{missing.Name}", "required", $"{missing.Name} must be given.");
        }
    }

    private void CheckValue(JsonNode value, Type type, JsonPropertyInfo property, string pointer, Action<JsonNode?> replace)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Reference)) CheckReference(value, Attribute(property), pointer, replace);
        else if (type == typeof(TypedReference)) CheckTypedReference(value, pointer);
        else if (type == typeof(IReadOnlyList<Block>)) CheckBody(value, property, pointer, replace);
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) CheckList(value, type.GetGenericArguments()[0], property, pointer);
        else if (ContentJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } contract)
        {
            if (value is JsonObject child) CheckObject(child, contract, pointer);
            else Report(pointer, "wrong_type", "An object is expected here.");
        }
        else if (ScalarShape.Check(value, type, pointer) is { } issue) Report(issue);
    }

    private void CheckList(JsonNode value, Type element, JsonPropertyInfo property, string pointer)
    {
        if (value is not JsonArray array)
        {
            Report(pointer, "wrong_type", "An array is expected here.");
            return;
        }
        for (var at = 0; at < array.Count && !IsFull; at++)
        {
            var index = at;
            if (array[at] is not { } item) Report($"{pointer}/{at}", "wrong_type", "null has no place in this array.");
            else CheckValue(item, element, property, $"{pointer}/{at}", replacement => array[index] = replacement);
        }
    }

    private void CheckBody(JsonNode value, JsonPropertyInfo property, string pointer, Action<JsonNode?> replace)
    {
        if (value is JsonObject { Count: 2 } source && bodies is not null
            && Text(source["format"]) is { } format && Text(source["content"]) is { } content)
        {
            if (!Formats.TryGetValue(format, out var known))
            {
                Report($"{pointer}/format", "unknown_value", $"\"{Short(format)}\" is not a format that can be converted.", [.. Formats.Keys]);
                return;
            }
            var reading = bodies.Read(known, content);
            Warnings.AddRange(reading.Dropped.Select(dropped => dropped.Under(pointer)));
            value = JsonSerializer.SerializeToNode(reading.Blocks, ContentJson.Options)!;
            replace(value);
            // What was just made of text has the shape of blocks.
            if (reading.Blocks.All(IsPlain)) return;
        }
        if (value is JsonArray) CheckList(value, typeof(Block), property, pointer);
        else Report(pointer, "wrong_type", "A body is an array of blocks, or an object with format (markdown or html) and content.");
    }

    /// <summary>Whether nothing in it could refer to an item. Its text is held to the rules of the body like any other.</summary>
    private static bool IsPlain(Block block) => block is DividerBlock || (block is TextBlock text && text.MarkDefs.All(mark => mark is LinkMark));

    private void CheckReference(JsonNode value, RefersToAttribute target, string pointer, Action<JsonNode?> replace)
    {
        // What delivery shows in this place, an object with an id, is understood too.
        var named = value is JsonObject stub ? Text(stub["id"]) : Text(value);
        if (named is null) Report(pointer, "wrong_type", $"A reference to {Name(target.Type)} is its id or slug.");
        else Add(new(pointer, target.Type, target.Relation, target.Optional, named, id => replace(JsonValue.Create(id))));
        if (value is JsonObject shown) CheckSurplus(shown, pointer);
    }

    private void CheckTypedReference(JsonNode value, string pointer)
    {
        if (value is not JsonObject reference || Text(reference["id"]) is not { } named || Text(reference["type"]) is not { } typeName)
        {
            Report(pointer, "wrong_type", "A reference is an object with type and id.");
            return;
        }
        var allowed = Enum.GetValues<ItemType>().ToDictionary(Name);
        if (!allowed.TryGetValue(typeName, out var type))
        {
            Report($"{pointer}/type", "unknown_value", $"There is no type \"{Short(typeName)}\".", [.. allowed.Keys]);
            return;
        }
        CheckSurplus(reference, pointer);
        foreach (var shown in new[] { "slug", "title", "url" }) reference.Remove(shown);
        Add(new($"{pointer}/id", type, Relations.Link, false, named, id => reference["id"] = JsonValue.Create(id)));
    }

    /// <summary>Of what delivery shows of a reference, all may stand here; nothing else.</summary>
    private void CheckSurplus(JsonObject reference, string pointer)
    {
        foreach (var surplus in reference.Select(member => member.Key).Where(name => name is not ("type" or "id" or "slug" or "title" or "url")).Take(MaxIssues))
        {
            Report($"{pointer}/{Escape(surplus)}", "unknown_field", $"There is no field \"{Short(surplus)}\" here.", ["type", "id"]);
        }
    }

    private void Add(FoundReference reference)
    {
        if (References.Count < MaxReferences) References.Add(reference);
        else Report("", "too_many", $"An item refers to at most {MaxReferences:N0} others.");
    }

    private Type? Derived(JsonObject node, JsonPolymorphismOptions polymorphism, string pointer)
    {
        var name = polymorphism.TypeDiscriminatorPropertyName;
        var known = DerivedTypes.GetOrAdd(polymorphism, one => one.DerivedTypes.ToDictionary(derived => (string)derived.TypeDiscriminator!, derived => derived.DerivedType));
        if (Text(node[name]) is not { } value) Report($"{pointer}/{name}", "required", $"{name} must be given.", [.. known.Keys]);
        else if (known.TryGetValue(value, out var type)) return type;
        else Report($"{pointer}/{name}", "unknown_value", $"There is no {name} \"{Short(value)}\" here.", [.. known.Keys]);
        return null;
    }

    /// <summary>The member that tells the type apart, also where a list is declared with the derived type itself.</summary>
    private static string? DiscriminatorOf(Type type) =>
        typeof(Block).IsAssignableFrom(type) || typeof(MarkDefinition).IsAssignableFrom(type) ? "_type" : null;

    private static RefersToAttribute Attribute(JsonPropertyInfo property) =>
        Targets.GetOrAdd(property, known => (RefersToAttribute)known.AttributeProvider!.GetCustomAttributes(typeof(RefersToAttribute), true).Single());

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Short(string text) => ScalarShape.Shorten(text);

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Name(ItemType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());
}

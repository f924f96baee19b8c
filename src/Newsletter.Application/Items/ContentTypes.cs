using System.Text.Json;
using System.Text.Json.Serialization;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Which record holds the content of which type.</summary>
public static class ContentTypes
{
    private static readonly Dictionary<ItemType, Type> Types = typeof(Content).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
        .Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => Enum.Parse<ItemType>((string)derived.TypeDiscriminator!, ignoreCase: true), derived => derived.DerivedType);

    private static readonly Dictionary<ItemType, string[]> ServerSetNames = Types.ToDictionary(pair => pair.Key, pair => ContentJson.Options.GetTypeInfo(pair.Value).Properties
        .Where(property => property.AttributeProvider?.IsDefined(typeof(ServerSetAttribute), true) ?? false)
        .Select(property => property.Name).ToArray());

    /// <summary>The kinds of a type on the wire; empty for types without.</summary>
    public static IReadOnlyList<string> Kinds(ItemType type) =>
        Types[type].GetProperty("Kind") is { PropertyType.IsEnum: true } kind ? [.. Enum.GetNames(kind.PropertyType).Select(JsonNamingPolicy.CamelCase.ConvertName)] : [];

    public static Type Of(ItemType type) => Types[type];

    /// <summary>The members of the JSON that only the system sets.</summary>
    public static IReadOnlyList<string> ServerSet(ItemType type) => ServerSetNames[type];
}

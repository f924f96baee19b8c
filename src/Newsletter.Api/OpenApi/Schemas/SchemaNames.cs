using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Domain.Publications;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>How a schema is used: a write leaves out what the system sets, and in a merge patch nothing is required.</summary>
internal enum SchemaForm { Read, Write, Patch }

/// <summary>The names of component schemas: what clients call the things, without the words of the code.</summary>
internal static class SchemaNames
{
    private const string DocumentSuffix = "Document";

    private static readonly string[] Prefixes = ["Item", "Document", "Managed"];

    private static readonly Dictionary<Type, string> Own = new()
    {
        [typeof(Publication)] = "Newsletter",
        [typeof(MediaAsset)] = "Media",
        [typeof(BreakingDocument)] = "BreakingLine",
    };

    public static string Of(Type type)
    {
        if (Own.TryGetValue(type, out var own)) return own;
        if (!type.IsGenericType) return type.Name.EndsWith(DocumentSuffix, StringComparison.Ordinal) ? type.Name[..^DocumentSuffix.Length] : type.Name;
        // ItemAnswer of Article is ArticleAnswer, ManagedItem of Article is ArticleItem.
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        var prefix = Prefixes.FirstOrDefault(start => name.StartsWith(start, StringComparison.Ordinal)) ?? "";
        return string.Concat(type.GetGenericArguments().Select(Of)) + name[prefix.Length..];
    }

    /// <summary>The name on the wire of an enumeration's value or of a type of items.</summary>
    public static string OfValue(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static bool IsContentPart(Type type) => type.Assembly == typeof(Content).Assembly;
}

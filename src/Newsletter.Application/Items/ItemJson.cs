using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>What the system tells of an item in management, before the fields of its content.</summary>
public sealed record ItemHead
{
    public required ItemType Type { get; init; }
    public required Guid Id { get; init; }

    /// <summary>Unique for type and language.</summary>
    public required string Slug { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public required ItemStatus Status { get; init; }

    /// <summary>Raised by every change; the value of ETag and If-Match.</summary>
    public required int Version { get; init; }

    /// <summary>Raised by every change of what is written.</summary>
    public required int Revision { get; init; }

    /// <summary>The revision that readers see; null when there is none.</summary>
    public required int? PublishedRevision { get; init; }

    public required bool HasUnpublishedChanges { get; init; }
    public required Guid TranslationGroup { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset? PublishedAt { get; init; }
    public required DateTimeOffset? FirstPublishedAt { get; init; }

    /// <summary>Who is to see to it.</summary>
    public required string? Assignee { get; init; }

    /// <summary>Readers see it from here on.</summary>
    public required DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Readers see it until here.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>The management representation: the head's fields, then the content's.</summary>
public static class ItemJson
{
    /// <summary>What a client may write of the head.</summary>
    public static readonly IReadOnlySet<string> WritableHead = new HashSet<string> { "id", "slug", "language", "status" };

    public static readonly IReadOnlySet<string> HeadNames =
        ContentJson.Options.GetTypeInfo(typeof(ItemHead)).Properties.Select(property => property.Name).ToHashSet();

    public static ItemHead Head(Item item) => new()
    {
        Type = item.Type,
        Id = item.Id.Value,
        Slug = item.Slug,
        Language = item.Language,
        Status = item.Status,
        Version = item.Version,
        Revision = item.Revision,
        PublishedRevision = item.PublishedRevision,
        HasUnpublishedChanges = item.HasUnpublishedChanges,
        TranslationGroup = item.TranslationGroup.Value,
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        PublishedAt = item.PublishedAt,
        FirstPublishedAt = item.FirstPublishedAt,
        Assignee = item.Assignee,
        EmbargoUntil = item.EmbargoUntil,
        ExpiresAt = item.ExpiresAt,
    };

    public static JsonObject Write(Item item) => Join(Head(item), item.Content);

    public static JsonObject Fields(Content content) => JsonSerializer.SerializeToNode(content, content.GetType(), ContentJson.Options)!.AsObject();

    /// <summary>The same as text, for answers: the content as it is stored is not taken apart again.</summary>
    internal static byte[] Text(Item item)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(Head(item), ContentJson.Options);
        return [.. head.AsSpan(0, head.Length - 1), (byte)',', .. ContentJson.Members(item.Content)];
    }

    private static JsonObject Join(ItemHead head, Content content)
    {
        var json = JsonSerializer.SerializeToNode(head, ContentJson.Options)!.AsObject();
        foreach (var (name, value) in Fields(content)) json[name] = value?.DeepClone();
        return json;
    }
}

/// <summary>An item in an answer.</summary>
[JsonConverter(typeof(Writer))]
public sealed record ManagedJson(Item Item)
{
    internal sealed class Writer : JsonConverter<ManagedJson>
    {
        public override ManagedJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ManagedJson value, JsonSerializerOptions options) => writer.WriteRawValue(ItemJson.Text(value.Item), skipInputValidation: true);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Reads the fields of the head that clients write.</summary>
internal static class HeadFields
{
    private static readonly Dictionary<string, ItemStatus> Statuses = Enum.GetValues<ItemStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()));

    public static ItemId? Id(JsonNode? node, List<Issue> issues)
    {
        if (node is null) return null;
        if (Text(node) is { } text && Guid.TryParseExact(text, "D", out var id) && ItemId.IsValid(id)) return new ItemId(id);
        issues.Add(new("/id", "bad_id", "An id of your own must be a UUID of version 7 (RFC 9562)."));
        return null;
    }

    public static string? Slug(JsonNode? node, List<Issue> issues)
    {
        if (node is null) return null;
        if (Text(node) is { } slug && Domain.Slug.IsValid(slug)) return slug;
        issues.Add(new("/slug", "bad_slug", $"A slug is lower-case letters and digits in words parted by single hyphens, 1 to {Domain.Slug.MaxLength} characters, and no UUID."));
        return null;
    }

    public static string? Language(JsonNode? node, List<Issue> issues)
    {
        if (node is null) return null;
        if (Text(node) is { } tag && Languages.IsValid(tag)) return Languages.Canonical(tag);
        issues.Add(new("/language", "bad_language", "A language tag (BCP 47) is expected here, for example en, pt-BR or sr-Latn."));
        return null;
    }

    /// <summary>Articles, editions and media change status by actions; the other types may say draft or published when they are saved.</summary>
    public static ItemStatus? Status(JsonNode? node, ItemType type, Item? current, List<Issue> issues)
    {
        if (node is null) return null;
        var present = current is null ? ItemStatus.Draft : current.Status;
        if (Text(node) is { } text && Statuses.TryGetValue(text, out var status))
        {
            if (status == present) return status;
            if (Item.PublishesOnSave(type) && status is ItemStatus.Published) return status;
            if (Item.PublishesOnSave(type) && status is ItemStatus.Draft && !(current?.IsPublished ?? false)) return status;
            issues.Add(new("/status", "read_only", Item.PublishesOnSave(type)
                ? "Saying published here publishes; to take it back, call unpublish."
                : "The status is changed by actions such as publish."));
            return null;
        }
        issues.Add(new("/status", "unknown_value", "There is no such status.") { Allowed = ["draft", "published"] });
        return null;
    }

    private static string? Text(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

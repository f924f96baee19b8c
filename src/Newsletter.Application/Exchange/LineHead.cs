using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>The head of a line. What only counts within one database (version, revision) is taken and forgotten.</summary>
internal sealed record LineHead
{
    private static readonly Dictionary<string, ItemStatus> Statuses = Enum.GetValues<ItemStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()));

    public const string OldSlugsName = "oldSlugs";

    private sealed record OldSlugsOfLine(IReadOnlyList<OldSlug> OldSlugs);

    public ItemId? Id { get; private init; }
    public string? Slug { get; private init; }
    public string? Language { get; private init; }
    public ItemStatus? Status { get; private init; }
    public ItemId? TranslationGroup { get; private init; }
    public DateTimeOffset? CreatedAt { get; private init; }
    public DateTimeOffset? UpdatedAt { get; private init; }
    public DateTimeOffset? PublishedAt { get; private init; }
    public DateTimeOffset? FirstPublishedAt { get; private init; }

    /// <summary>Without the member the item keeps its embargo; null lifts it.</summary>
    public bool SaysEmbargo { get; private init; }
    public DateTimeOffset? EmbargoUntil { get; private init; }

    /// <summary>Without the member the item keeps its expiry; null lifts it.</summary>
    public bool SaysExpiry { get; private init; }
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>The slugs that lead to it beside its own.</summary>
    public IReadOnlyList<OldSlug> OldSlugs { get; private init; } = [];

    /// <summary>Removes the head's fields from the JSON and reads them.</summary>
    public static LineHead Take(JsonObject json, ItemType type, List<Issue> issues)
    {
        var head = new JsonObject();
        foreach (var name in ItemJson.HeadNames.Append(OldSlugsName))
        {
            if (!json.TryGetPropertyValue(name, out var value)) continue;
            json.Remove(name);
            head[name] = value;
        }
        if (head["type"] is { } told && Text(told) != ContentShape.Name(type)) issues.Add(new("/type", "wrong_type", $"In this file the type is \"{ContentShape.Name(type)}\"."));
        var slug = HeadFields.Slug(head["slug"], issues);
        if (head["slug"] is null) issues.Add(new("/slug", "required", "slug must be given."));
        return new()
        {
            Id = HeadFields.Id(head["id"], issues),
            Slug = slug,
            Language = HeadFields.Language(head["language"], issues),
            Status = StatusOf(head["status"], issues),
            TranslationGroup = Text(head["translationGroup"]) is { } group ? ReferenceTargets.IdOf(group) : null,
            CreatedAt = Instant("createdAt"),
            UpdatedAt = Instant("updatedAt"),
            PublishedAt = Instant("publishedAt"),
            FirstPublishedAt = Instant("firstPublishedAt"),
            SaysEmbargo = head.ContainsKey("embargoUntil"),
            EmbargoUntil = Instant("embargoUntil"),
            SaysExpiry = head.ContainsKey("expiresAt"),
            ExpiresAt = Instant("expiresAt"),
            OldSlugs = ReadOldSlugs(head[OldSlugsName], issues),
        };

        DateTimeOffset? Instant(string name)
        {
            if (head[name] is not { } node) return null;
            if (Text(node) is { } text && Instants.TryParse(text, out var instant)) return instant;
            issues.Add(new($"/{name}", "wrong_type", "An instant is expected here (RFC 3339), for example 2026-01-31T12:00:00Z."));
            return null;
        }
    }

    private static List<OldSlug> ReadOldSlugs(JsonNode? node, List<Issue> issues)
    {
        if (node is null) return [];
        var shape = new ContentShape(null);
        var holder = new JsonObject { [OldSlugsName] = node.DeepClone() };
        shape.Check(holder, typeof(OldSlugsOfLine));
        var old = shape.Issues.Count > 0 ? [] : holder.Deserialize<OldSlugsOfLine>(ContentJson.Options)!.OldSlugs;
        if (shape.Issues.Count == 0 && old.Any(one => !Domain.Slug.IsValid(one.Slug) || !Languages.IsValid(one.Language))) shape.Issues.Add(new("/" + OldSlugsName, "bad_slug", "Each is a slug with its language (BCP 47)."));
        issues.AddRange(shape.Issues);
        return [.. old];
    }

    private static ItemStatus? StatusOf(JsonNode? node, List<Issue> issues)
    {
        if (node is null) return null;
        if (Text(node) is { } text && Statuses.TryGetValue(text, out var status)) return status;
        issues.Add(new("/status", "unknown_value", "There is no such status.") { Allowed = [.. Statuses.Keys] });
        return null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Domain.Publications;

namespace Newsletter.Application.Items;

/// <summary>What a write says, checked and with its references resolved.</summary>
public sealed record Draft(ItemId? Id, string? Slug, string? Language, ItemStatus? Status, Content Content, IReadOnlyList<FoundReference> Found, IReadOnlyList<ItemId> Targets)
{
    public IReadOnlyList<Issue> Warnings { get; init; } = [];

    /// <summary>The language of the newsletter or podcast that it belongs to.</summary>
    public string? InheritedLanguage { get; init; }

    public IEnumerable<ItemReference> ReferencesOf(ItemId item) => Found.Select((found, at) => new ItemReference
    {
        ItemId = item,
        Ordinal = at,
        Pointer = found.Pointer,
        Relation = found.Relation,
        TargetType = found.Type,
        TargetId = Targets[at],
        Optional = found.Optional,
    });
}

/// <summary>Turns the JSON of a write into a <see cref="Draft"/>, or into all that is wrong with it.</summary>
public sealed class DraftReader(IEditorialDb db, ContentReader contents)
{
    /// <param name="current">The item that is written over; null for a new one.</param>
    public async Task<Result<Draft>> ReadAsync(ItemType type, JsonObject json, Item? current, CancellationToken cancellationToken)
    {
        var shape = contents.Shape();
        var head = TakeHead(json, type, current, shape.Issues);
        CheckServerSet(json, type, current, shape.Issues);
        shape.Check(json, ContentTypes.Of(type));
        if (shape.Issues.Count > 0) return Error.Invalid(shape.Issues);

        var known = await ReferenceTargets.LoadAsync(db, shape.References, current?.Id, cancellationToken);
        var targets = known.FindAll(shape.References, head.Language ?? current?.Language);
        var selves = shape.References.Where((reference, at) => reference.Relation is Relations.Parent or Relations.Translation && targets[at] is { } target && target == current?.Id)
            .Select(reference => new Issue(reference.Pointer, "self_reference", "An item cannot stand here for itself.")).ToList();
        if (selves.Count > 0) return Error.Invalid(selves);
        var content = contents.Read(type, json, shape.References, targets);
        if (content.Failed) return content.Error;
        if (content.Value is MediaAsset media && await CarriedMedia.CheckAsync(db, media, cancellationToken) is { } misfit) return misfit;
        if (content.Value is Publication { Template: { } template } && !await IsEditionOfAsync(template.Id, current?.Id, cancellationToken)) return ItemErrors.WrongNewsletter;
        return head with
        {
            Content = content.Value,
            Found = shape.References,
            Targets = [.. targets.Select(id => id!.Value)],
            Warnings = shape.Warnings,
            InheritedLanguage = shape.References.Select((reference, at) => reference.Relation is Relations.Newsletter or Relations.Podcast ? known.LanguageOf(targets[at]!.Value) : null).FirstOrDefault(language => language is not null),
        };
    }

    private Task<bool> IsEditionOfAsync(ItemId edition, ItemId? newsletter, CancellationToken cancellationToken) =>
        db.Items.AnyAsync(item => item.Id == edition && item.SeriesId == newsletter, cancellationToken);

    /// <summary>Removes the head's fields from the JSON. What a client may not set is refused, unless it repeats what is there: an answer can be sent back.</summary>
    private static Draft TakeHead(JsonObject json, ItemType type, Item? current, List<Issue> issues)
    {
        var present = current is null ? null : JsonSerializer.SerializeToNode(ItemJson.Head(current), ContentJson.Options)!.AsObject();
        var values = new Dictionary<string, JsonNode?>();
        foreach (var name in ItemJson.HeadNames.Where(json.ContainsKey))
        {
            values[name] = json[name];
            json.Remove(name);
        }
        foreach (var (name, value) in values)
        {
            if (ItemJson.WritableHead.Contains(name) && (current is null || name != "id")) continue;
            var known = name == "type" ? JsonValue.Create(ContentShape.Name(type)) : present?[name];
            if (present is null && name != "type" || !JsonNode.DeepEquals(known, value))
            {
                issues.Add(new($"/{name}", "read_only", $"{name} is set by the system."));
            }
        }
        return new(
            HeadFields.Id(values.GetValueOrDefault("id"), issues),
            HeadFields.Slug(values.GetValueOrDefault("slug"), issues),
            HeadFields.Language(values.GetValueOrDefault("language"), issues),
            HeadFields.Status(values.GetValueOrDefault("status"), type, current, issues),
            null!, [], []);
    }

    private static void CheckServerSet(JsonObject json, ItemType type, Item? current, List<Issue> issues)
    {
        var present = current is null ? null : ItemJson.Fields(current.Content);
        foreach (var name in ContentTypes.ServerSet(type))
        {
            if (json.ContainsKey(name) && !JsonNode.DeepEquals(json[name], present?[name])) issues.Add(new($"/{name}", "read_only", $"{name} is set by the system."));
            json.Remove(name);
            if (present?[name] is { } value) json[name] = value.DeepClone();
        }
    }
}

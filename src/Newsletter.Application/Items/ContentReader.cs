using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Application.Body;
using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Items;

/// <summary>Turns JSON into content in two steps; between them the caller finds the targets of the references.</summary>
public sealed class ContentReader(IBodyReader bodies, IEnumerable<IContentValidator> validators)
{
    private readonly Dictionary<Type, IContentValidator> validators = validators.ToDictionary(validator => validator.ContentType);

    /// <summary>The first step: finds what does not fit, converts bodies, collects the references.</summary>
    public ContentShape Shape() => new(bodies);

    /// <summary>The references of content that was saved once, as rows; they name their targets by id.</summary>
    public IReadOnlyList<ItemReference> ReferencesIn(ItemId item, Content content)
    {
        var shape = Shape();
        shape.Check(ItemJson.Fields(content), content.GetType());
        return
        [
            .. shape.References.Select((found, at) => new ItemReference
            {
                ItemId = item,
                Ordinal = at,
                Pointer = found.Pointer,
                Relation = found.Relation,
                TargetType = found.Type,
                TargetId = new(Guid.Parse(found.IdOrSlug)),
                Optional = found.Optional,
            }),
        ];
    }

    /// <summary>The second step, for JSON whose shape has no issues.</summary>
    /// <param name="targets">One for each reference; null where there is none.</param>
    public Result<Content> Read(ItemType type, JsonObject json, IReadOnlyList<FoundReference> references, IReadOnlyList<ItemId?> targets)
    {
        var issues = Resolve(references, targets);
        if (issues.Count > 0) return Error.Invalid(issues);
        var content = ((Content)json.Deserialize(ContentTypes.Of(type), ContentJson.Options)!).Complete();
        issues = [.. validators[content.GetType()].Check(content)];
        foreach (var body in content.Bodies()) issues.AddRange(BodyRules.Check(body.Blocks).Select(issue => issue.Under(body.Pointer)));
        return issues.Count > 0 ? Error.Invalid([.. issues.Take(ContentShape.MaxIssues)]) : content;
    }

    internal static Issue Unknown(FoundReference reference) =>
        new(reference.Pointer, "unknown_reference", $"There is no {ContentShape.Name(reference.Type)} \"{ScalarShape.Shorten(reference.IdOrSlug)}\".");

    private static List<Issue> Resolve(IReadOnlyList<FoundReference> references, IReadOnlyList<ItemId?> targets)
    {
        var issues = new List<Issue>();
        for (var at = 0; at < references.Count; at++)
        {
            if (targets[at] is { } id) references[at].Resolve(id.Value);
            else if (issues.Count < ContentShape.MaxIssues) issues.Add(Unknown(references[at]));
        }
        return issues;
    }
}

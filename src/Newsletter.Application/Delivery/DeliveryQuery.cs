using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>How bodies are shown.</summary>
[Flags]
public enum BodyForms
{
    None = 0,
    Blocks = 1,
    Html = 2,
    Markdown = 4,
    Text = 8,
}

/// <summary>What of an item is shown: which references as a whole, which fields, which forms of the body.</summary>
public sealed record Projection(IReadOnlyList<string> Includes, IReadOnlyDictionary<string, IReadOnlySet<string>> Fields, BodyForms Bodies)
{
    /// <summary>Where the body stands; it stays when its forms are asked for beside sparse fields.</summary>
    private static readonly string[] BodyMembers = ["body", "about"];

    /// <summary>Nothing beside the item itself.</summary>
    public static Projection Bare { get; } = new([], new Dictionary<string, IReadOnlySet<string>>(), BodyForms.None);

    /// <summary>Whether nothing is asked for but the items themselves.</summary>
    public bool IsPlain => Includes.Count == 0 && Fields.Count == 0 && Bodies is BodyForms.None;

    private static readonly string[] BodyNames = ["blocks", "html", "markdown", "text"];

    /// <param name="missing">The forms of the body where none are asked for.</param>
    public static Projection Read(Parameters parameters, DeliveryResource resource, BodyForms missing)
    {
        var includes = parameters.OneOf("include", resource.Includes);
        var bodies = resource.HasBody ? ReadBodies(parameters) : BodyForms.None;
        return new(includes, ReadFields(parameters, bodies != BodyForms.None), bodies == BodyForms.None ? missing : bodies);
    }

    /// <summary>The forms of the body that are asked for.</summary>
    public static BodyForms ReadBodies(Parameters parameters) =>
        parameters.OneOf("body", BodyNames).Aggregate(BodyForms.None, (forms, name) => forms | Enum.Parse<BodyForms>(name, ignoreCase: true));

    private static Dictionary<string, IReadOnlySet<string>> ReadFields(Parameters parameters, bool withBody)
    {
        var fields = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var name in parameters.NamesIn("fields").ToList())
        {
            var type = name["fields[".Length..^1];
            if (!Enum.GetValues<ItemType>().Any(known => DocumentTypes.Name(known) == type)) continue;
            var allowed = DocumentFields.Of(DocumentTypes.Parse(type));
            var wanted = parameters.OneOf(name, allowed);
            if (wanted.Count > 0) fields[type] = wanted.Concat(["type", "id", "url"]).Concat(withBody ? BodyMembers : []).ToHashSet();
        }
        return fields;
    }
}

/// <summary>The members of each type's documents, for sparse fields.</summary>
public static class DocumentFields
{
    private static readonly Dictionary<ItemType, IReadOnlyList<string>> Names = Enum.GetValues<ItemType>().ToDictionary(type => type, type =>
        (IReadOnlyList<string>)[.. ContentJson.Options.GetTypeInfo(DocumentTypes.Of(type)).Properties.Select(property => property.Name)]);

    public static IReadOnlyList<string> Of(ItemType type) => Names[type];
}

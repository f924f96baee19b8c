namespace Newsletter.Domain;

/// <summary>Points from one item's content to another item. On the wire: the id; a write may give the slug instead.</summary>
public readonly record struct Reference(ItemId Id);

/// <summary>Says which type of item a <see cref="Reference"/> property points to, and the relation that filters use.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefersToAttribute(ItemType type, string relation = Relations.Link) : Attribute
{
    public ItemType Type { get; } = type;
    public string Relation { get; } = relation;

    /// <summary>Whether what holds this reference still says something when the item behind it is not published.</summary>
    public bool Optional { get; init; }
}

/// <summary>A reference whose property does not fix the type: <c>{"type":"article","id":"..."}</c>.</summary>
public readonly record struct TypedReference(ItemType Type, ItemId Id);

/// <summary>The names under which references are indexed.</summary>
public static class Relations
{
    public const string Link = "link";
    public const string Tag = "tag";
    public const string Author = "author";
    public const string Newsletter = "newsletter";
    public const string SectionItem = "item";
    public const string Podcast = "podcast";
    public const string Notice = "notice";
    public const string Parent = "parent";
    public const string Translation = "translation";
    public const string Template = "template";

    /// <summary>Whether readers have anything to do with it; what only editors use is never published and holds nothing up.</summary>
    public static bool ReachesReaders(string relation) => relation is not Template;
}

/// <summary>Marks what the system sets and a client may read only.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ServerSetAttribute : Attribute;

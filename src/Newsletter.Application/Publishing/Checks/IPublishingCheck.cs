using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>Looks at one thing before an item is published. Every class that implements this is found and asked.</summary>
public interface IPublishingCheck
{
    IEnumerable<Finding> Look(CheckedItem item);
}

/// <summary>What a check sees: the item, what it refers to, which items are published together with it, and the slugs of those with the same title.</summary>
public sealed record CheckedItem(Item Item, IReadOnlyList<ItemReference> References, IReadOnlyDictionary<ItemId, Item> Targets, IReadOnlySet<ItemId> Releasing,
    IReadOnlyList<string> SameTitle, DateTimeOffset Now)
{
    /// <summary>What is known of recordings elsewhere.</summary>
    public KnownAvailability Recordings { get; init; } = KnownAvailability.None;

    /// <summary>Media whose files were kept and are gone.</summary>
    public IReadOnlySet<ItemId> Lost { get; init; } = new HashSet<ItemId>();
}

/// <summary>What a check found. A blocker keeps the item from being published; advice deserves a look.</summary>
public sealed record Finding(bool Blocks, string Pointer, string Code, string Message)
{
    public static Finding Blocker(string pointer, string code, string message) => new(true, pointer, code, message);

    public static Finding Advice(string pointer, string code, string message) => new(false, pointer, code, message);
}

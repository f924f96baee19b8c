using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Revisions;

/// <summary>A working copy as it was saved: who, when, why, and what it said. Never changed afterwards.</summary>
public sealed class ItemRevision
{
    public ItemId ItemId { get; init; }
    public int Number { get; init; }
    public string Slug { get; init; } = "";
    public string Language { get; init; } = "";
    public ItemId TranslationGroup { get; init; }
    public Content Content { get; init; } = null!;
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>The key that saved it; empty for commands.</summary>
    public Guid SavedBy { get; init; }
    public string SavedByName { get; init; } = "";

    /// <summary>Why, in the editor's words; at most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>When readers first saw it; null when they never did.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public static ItemRevision Of(ItemId item, ItemVersion version, Caller caller, DateTimeOffset now) => new()
    {
        ItemId = item,
        Number = version.Revision,
        Slug = version.Slug,
        Language = version.Language,
        TranslationGroup = version.TranslationGroup,
        Content = version.Content,
        SavedAt = now,
        SavedBy = caller.Principal,
        SavedByName = caller.Name,
        Reason = caller.Reason,
    };
}

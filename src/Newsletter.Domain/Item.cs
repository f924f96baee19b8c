namespace Newsletter.Domain;

/// <summary>
/// The head of everything that can be published: identity, slug, life and dates. Its <see cref="Content"/> is the working copy;
/// what readers see is made from it at publication and kept apart.
/// </summary>
public sealed partial class Item
{
    private WorkflowAction? lastAction;

    private Item() { }

    public ItemId Id { get; private set; }
    public ItemType Type { get; private set; }
    public string Slug { get; private set; } = "";

    /// <summary>BCP 47.</summary>
    public string Language { get; private set; } = "";

    /// <summary>All translations of one item share this; it is the id of the first.</summary>
    public ItemId TranslationGroup { get; private set; }

    public ItemStatus Status { get; private set; }

    /// <summary>Raised by every save; the ETag of management and the guard against lost updates.</summary>
    public int Version { get; private set; }

    /// <summary>Raised by every change of content, slug or language.</summary>
    public int Revision { get; private set; }

    /// <summary>The revision that readers see; null when there is none.</summary>
    public int? PublishedRevision { get; private set; }

    public Content Content { get; private set; } = null!;

    /// <summary>What was published, kept from the first edit after a publication until the next one; null when it equals <see cref="Content"/>.</summary>
    public Content? PublishedContent { get; private set; }

    /// <summary>The slug that readers use; kept when the item is unpublished, so that old addresses lead on when it returns.</summary>
    public string? PublishedSlug { get; private set; }

    /// <summary>The language of <see cref="PublishedSlug"/>.</summary>
    public string? PublishedLanguage { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The key or user that made it; zeros for commands. Set with the first save.</summary>
    public Guid CreatedBy { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Since when readers see it. Publishing a change keeps it, so that a mended word does not bring an old article to the top.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? FirstPublishedAt { get; private set; }

    /// <summary>Readers see it from here on.</summary>
    public DateTimeOffset? EmbargoUntil { get; private set; }

    /// <summary>Readers see it until here.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Why it was taken down, for those who may know.</summary>
    public string? TakedownReason { get; private set; }

    /// <summary>Why it was taken down, as readers are told.</summary>
    public string? TakedownPublicReason { get; private set; }
    public DateTimeOffset? TakenDownAt { get; private set; }

    /// <summary>Who is to see to it: a name or account.</summary>
    public string? Assignee { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The title in lower case, for searching alike in every script on both engines.</summary>
    public string SearchTitle { get; private set; } = "";

    public string? Kind { get; private set; }
    public ItemId? SeriesId { get; private set; }
    public int? SerialNumber { get; private set; }

    /// <summary>The day that it is for.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>When the right to show it ends; media only.</summary>
    public DateTimeOffset? RightsExpireAt { get; private set; }

    /// <summary>The end of the rights that editors were warned of.</summary>
    public DateTimeOffset? RightsWarnedOf { get; private set; }

    /// <summary>What was done to it since it was saved or edited; histories tell it. Not stored.</summary>
    public WorkflowAction? LastAction => lastAction;

    /// <summary>Whether readers see it, whatever stage its next version is in.</summary>
    public bool IsPublished => PublishedRevision is not null;

    public bool HasUnpublishedChanges => PublishedRevision is { } published && published != Revision;

    /// <summary>True for types that are published as they are saved, without steps between.</summary>
    public static bool PublishesOnSave(ItemType type) => type is not (ItemType.Article or ItemType.Edition or ItemType.Media);
}

using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Exchange;

/// <summary>A line whose references were found, and the item that it is about.</summary>
internal sealed class ImportItem(ParsedLine parsed, Item? current)
{
    public ParsedLine Parsed => parsed;
    public IndexedLine Line => parsed.Line;
    public LineHead Head => parsed.Head;

    /// <summary>The item in the database; null until it is created.</summary>
    public Item? Current => current;

    public List<Issue> Issues { get; } = [.. parsed.Issues];

    /// <summary>What the references lead to.</summary>
    public List<ImportTarget> Targets { get; } = [];

    /// <summary>Whether something that it refers to must be done first.</summary>
    public bool Waits { get; set; }

    public Draft Working { get; set; } = null!;

    /// <summary>What readers see, where that is not the working copy.</summary>
    public Draft? Published { get; set; }

    /// <summary>The group that the line's item is a translation in; null when it is no translation.</summary>
    public ItemId? TranslationGroup { get; set; }

    /// <summary>What is saved first: an edit that readers have not seen comes after it.</summary>
    public Draft First => Line.Publishes ? Published ?? Working : Working;

    public DateTimeOffset? EmbargoUntil => Head.SaysEmbargo ? Head.EmbargoUntil : current?.EmbargoUntil;
    public DateTimeOffset? ExpiresAt => Head.SaysExpiry ? Head.ExpiresAt : current?.ExpiresAt;

    /// <summary>What leads nowhere yet.</summary>
    public IReadOnlyList<OldSlug> MissingSlugs { get; set; } = [];

    /// <summary>Whether the item was as the line says before the import came to it.</summary>
    public bool IsUnchanged { get; private set; }

    /// <summary>To be called when everything about the line is known and nothing written yet.</summary>
    public void Compare() => IsUnchanged = current is not null && MissingSlugs.Count == 0 && Matches(current) && (Line.Publishes ? IsShownBy(current) : !current.IsPublished);

    /// <summary>Whether readers see already what the line says.</summary>
    public bool IsShownBy(Item item) => item.IsPublished && item.PublishedSlug == First.Slug && item.PublishedLanguage == First.Language
        && AreSame(item.EmbargoUntil, EmbargoUntil) && AreSame(item.ExpiresAt, ExpiresAt)
        && (Head.PublishedAt is null || AreSame(item.PublishedAt, Head.PublishedAt))
        && (Head.FirstPublishedAt is null || AreSame(item.FirstPublishedAt, Head.FirstPublishedAt))
        && ContentJson.AreEqual(item.PublishedContent ?? item.Content, First.Content);

    /// <summary>Files tell instants to the millisecond.</summary>
    private static bool AreSame(DateTimeOffset? a, DateTimeOffset? b) => a?.ToUnixTimeMilliseconds() == b?.ToUnixTimeMilliseconds();

    private bool Matches(Item item) => item.Slug == Working.Slug && item.Language == Working.Language && item.TranslationGroup == (TranslationGroup ?? item.Id)
        && ContentJson.AreEqual(item.Content, Working.Content);

    public void SetFile(MediaFile? file)
    {
        if (file is not null) Working = Working with { Content = (MediaAsset)Working.Content with { File = file } };
    }
}

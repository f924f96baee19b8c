using System.Text.Json.Serialization;
using Newsletter.Api.Http;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Api.Management;

/// <summary>One item as editors see it.</summary>
internal sealed record ItemAnswer<TContent>(ManagedItem<TContent> Data, ManagementMeta Meta) where TContent : Content;

/// <summary>A page of items as editors see them.</summary>
internal sealed record ItemListAnswer<TContent>(IReadOnlyList<ManagedItem<TContent>> Data, PageAnswer Page, ManagementMeta Meta) where TContent : Content;

/// <summary>Head and content side by side; it stands for the JSON in the OpenAPI document.</summary>
internal sealed record ManagedItem<TContent>(ItemHead Head, TContent Content) where TContent : Content;

/// <summary>A write: the content's fields, and of the head id (new items only), slug, language and status; it stands for the JSON in the OpenAPI document.</summary>
internal sealed record ItemWrite<TContent>(TContent Content) where TContent : Content;

/// <summary>A change: any fields of a write; null takes a field back to its default. It stands for the JSON in the OpenAPI document.</summary>
internal sealed record ItemPatch<TContent>(TContent Content) where TContent : Content;

/// <summary>What is said beside the item.</summary>
internal sealed record ManagementMeta
{
    /// <summary>What had to be dropped on conversion, or deserves a look.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemIssue>? Warnings { get; init; }
}

/// <summary>The place of a page in its list.</summary>
internal sealed record PageAnswer
{
    public required int Limit { get; init; }

    /// <summary>The next page's address; null on the last.</summary>
    public required string? Next { get; init; }

    /// <summary>The previous page's address; null on the first.</summary>
    public required string? Prev { get; init; }

    /// <summary>How many there are in all; null unless count=true.</summary>
    public required int? Total { get; init; }
}

/// <summary>The place of a page in a list that goes one way.</summary>
/// <param name="Limit">How many entries a page has at most.</param>
/// <param name="Next">The next page's address; null on the last.</param>
internal sealed record PagePlace(int Limit, string? Next);

/// <summary>What refers to an item.</summary>
internal sealed record ReferrersAnswer(IReadOnlyList<ReferrerAnswer> Data, ManagementMeta Meta);

/// <summary>An item that refers to another.</summary>
internal sealed record ReferrerAnswer
{
    public required ItemType Type { get; init; }
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required ItemStatus Status { get; init; }

    /// <summary>Where the reference stands in the working copy; empty when only the published version has it.</summary>
    public required string Pointer { get; init; }

    /// <summary>Whether readers see the reference.</summary>
    public required bool Published { get; init; }
}

/// <summary>The outcome of validation.</summary>
internal sealed record ValidationResult(ValidationAnswer Data, ManagementMeta Meta);

/// <summary>Whether the item could be published now, and why not.</summary>
internal sealed record ValidationAnswer
{
    public required bool Publishable { get; init; }

    /// <summary>What keeps it from being published.</summary>
    public required IReadOnlyList<ProblemIssue> Blockers { get; init; }

    /// <summary>What only deserves a look.</summary>
    public required IReadOnlyList<ProblemIssue> Advice { get; init; }

    public static ValidationAnswer Of(IReadOnlyList<CheckResult> results)
    {
        var all = results.SelectMany((result, at) => result.Findings.Select(finding => (finding.Blocks,
            Issue: ProblemIssue.Of(new(finding.Pointer, finding.Code, finding.Message) { Item = at == 0 ? null : result.Item.Id })))).ToList();
        var blockers = all.Where(one => one.Blocks).Select(one => one.Issue).ToList();
        return new() { Publishable = blockers.Count == 0, Blockers = blockers, Advice = [.. all.Where(one => !one.Blocks).Select(one => one.Issue)] };
    }
}

/// <summary>
/// Files and the fields of their media items. All fields of a media item can be given; those that are not text are written as JSON. Several files, at most 20, are
/// kept all or not at all; the fields are said of each of them but title, slug and id, which can be given for one file only. What is wrong with one of several
/// is named by its place: /file/2 is the third.
/// </summary>
// It stands for the form in the OpenAPI document.
internal sealed record MediaUpload(IFormFile File, MediaAsset Fields);

/// <summary>A media item without a file, or with one that was put into the store.</summary>
// It stands for the JSON in the OpenAPI document.
internal sealed record MediaCreation(MediaAsset Fields);

/// <summary>The media item that was created; of several files, a list.</summary>
// It stands for the two shapes in the OpenAPI document.
internal sealed record CreatedMediaAnswer(ItemAnswer<MediaAsset> One, CreatedMediaListAnswer Several);

/// <summary>The media items that were created, in the order of their files.</summary>
internal sealed record CreatedMediaListAnswer(IReadOnlyList<ManagedItem<MediaAsset>> Data, ManagementMeta Meta);

/// <summary>A file for a media item.</summary>
internal sealed record MediaFileUpload
{
    /// <summary>JPEG, PNG, GIF, WebP, AVIF, MP3, M4A, OGG, WAV, MP4, WebM or PDF; the content decides, not the name.</summary>
    public required IFormFile File { get; init; }
}

using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Delivery.Documents;

/// <summary>A published article.</summary>
public sealed record ArticleDocument : LinkedDocument
{
    /// <summary>news, analysis, feature, interview, opinion, explainer, brief, video, audio, gallery or live.</summary>
    public string Kind { get; init; } = "";

    public string? Kicker { get; init; }
    public string? Teaser { get; init; }
    public string? Dateline { get; init; }
    public Reference? Newsletter { get; init; }
    public MediaUseDocument? LeadMedia { get; init; }
    public IReadOnlyList<ContributionDocument> Authors { get; init; } = [];
    public IReadOnlyList<Reference> Tags { get; init; } = [];
    public IReadOnlyList<Block> Body { get; init; } = [];
    public IReadOnlyList<Reference> Related { get; init; } = [];

    /// <summary>Set while it is breaking news.</summary>
    public BreakingMark? Breaking { get; init; }

    public IReadOnlyList<Correction> Corrections { get; init; } = [];
    public string? CanonicalUrl { get; init; }
    public SeoDocument? Seo { get; init; }
    public Rights? Rights { get; init; }
    public int WordCount { get; init; }

    /// <summary>In whole minutes, at least 1 where there is text.</summary>
    public int ReadingTimeMinutes { get; init; }

    /// <summary>The editions that it stands in, newest first. Found on reading.</summary>
    public IReadOnlyList<Reference>? Editions { get; init; }

    /// <summary>The same in other languages. Found on reading.</summary>
    public IReadOnlyList<Reference>? Translations { get; init; }
}

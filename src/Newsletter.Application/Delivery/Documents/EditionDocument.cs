using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Delivery.Documents;

/// <summary>A published edition of a newsletter.</summary>
public sealed record EditionDocument : LinkedDocument
{
    public Reference? Newsletter { get; init; }
    public int Number { get; init; }

    /// <summary>The day that it is for (ISO 8601).</summary>
    public DateOnly? Date { get; init; }
    public string? Teaser { get; init; }
    public MediaUseDocument? LeadMedia { get; init; }
    public IReadOnlyList<ContributionDocument> Authors { get; init; } = [];
    public IReadOnlyList<Reference> Tags { get; init; } = [];
    public IReadOnlyList<Block> Body { get; init; } = [];
    public IReadOnlyList<SectionDocument> Sections { get; init; } = [];
    public IReadOnlyList<Correction> Corrections { get; init; } = [];
    public string? CanonicalUrl { get; init; }
    public SeoDocument? Seo { get; init; }
    public Rights? Rights { get; init; }
    public int WordCount { get; init; }

    /// <summary>In whole minutes, at least 1 where there is text.</summary>
    public int ReadingTimeMinutes { get; init; }

    /// <summary>The edition before it in the newsletter. Found on reading.</summary>
    public Reference? Previous { get; init; }

    /// <summary>The edition after it in the newsletter. Found on reading.</summary>
    public Reference? Next { get; init; }

    /// <summary>Its own notices and those of its newsletter. Found on reading.</summary>
    public IReadOnlyList<Reference>? Notices { get; init; }

    /// <summary>The same in other languages. Found on reading.</summary>
    public IReadOnlyList<Reference>? Translations { get; init; }
}

/// <summary>A part of an edition under its own heading.</summary>
public sealed record SectionDocument
{
    public string Key { get; init; } = "";
    public string? Title { get; init; }
    public IReadOnlyList<Block> Body { get; init; } = [];
    public IReadOnlyList<SectionItemDocument> Items { get; init; } = [];
}

/// <summary>An article in a section; title and teaser only where the edition has its own.</summary>
public sealed record SectionItemDocument
{
    public Reference Article { get; init; }
    public string? Title { get; init; }
    public string? Teaser { get; init; }
}

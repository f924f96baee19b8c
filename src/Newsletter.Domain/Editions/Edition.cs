using System.Text.Json.Serialization;
using Newsletter.Domain.Body;

namespace Newsletter.Domain.Editions;

/// <summary>One issue of a newsletter: what arrives on a Friday.</summary>
public sealed record Edition : Content, ICorrectable
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Edition;

    [JsonIgnore]
    public override Reference? Series => Newsletter;

    [JsonIgnore]
    public override Reference? Translates => TranslationOf;

    [JsonIgnore]
    public override int? SerialNumber => Number;

    [JsonIgnore]
    public override DateOnly? Day => Date;

    /// <summary>The newsletter, by id or slug.</summary>
    [RefersTo(ItemType.Newsletter, Relations.Newsletter)]
    public required Reference Newsletter { get; init; }

    /// <summary>Its number within the newsletter: 1 or more, used once.</summary>
    public required int Number { get; init; }

    /// <summary>The day that it is for (ISO 8601), for example 2026-11-27; from 1900 to 2999.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What this edition is about, at most 1,000 characters.</summary>
    public string? Teaser { get; init; }

    public MediaUse? LeadMedia { get; init; }

    /// <summary>The byline, in order. At most 50.</summary>
    public IReadOnlyList<Contribution> Authors { get; init; } = [];

    /// <summary>Tags by id or slug. At most 100.</summary>
    [RefersTo(ItemType.Tag, Relations.Tag)]
    public IReadOnlyList<Reference> Tags { get; init; } = [];

    /// <summary>The lead, above the sections.</summary>
    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>The sections, in order. At most 100.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>Notices that belong to this edition beside those of its newsletter, by id or slug. At most 20.</summary>
    [RefersTo(ItemType.Notice, Relations.Notice)]
    public IReadOnlyList<Reference> Notices { get; init; } = [];

    /// <summary>Where the edition lives, if not here: an absolute http(s) address.</summary>
    public string? CanonicalUrl { get; init; }

    public Seo? Seo { get; init; }

    public Rights? Rights { get; init; }

    /// <summary>Another edition that this one translates, by id or slug.</summary>
    [RefersTo(ItemType.Edition, Relations.Translation, Optional = true)]
    public Reference? TranslationOf { get; init; }

    /// <summary>For editors only; never delivered. At most 10,000 characters.</summary>
    public string? InternalNote { get; init; }

    [ServerSet]
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    public override IEnumerable<PlacedBody> Bodies() =>
        [new("/body", Body), .. Sections.Select((section, at) => new PlacedBody($"/sections/{at}/body", section.Body))];

    public Content With(IReadOnlyList<Correction> corrections) => this with { Corrections = corrections };

    public override Content Complete()
    {
        var taken = Sections.Select(section => section.Key).Where(key => key is not null).ToHashSet();
        return this with
        {
            Body = BodyNormaliser.Normalise(Body),
            Sections = [.. Sections.Select((section, at) => section with
            {
                Key = section.Key ?? KeyFor(section, at, taken),
                Body = BodyNormaliser.Normalise(section.Body),
            })],
        };
    }

    private static string KeyFor(Section section, int at, HashSet<string?> taken)
    {
        var stem = Slug.From(section.Title ?? "") is { Length: > 0 } slug ? slug[..Math.Min(slug.Length, 60)].Trim('-') : $"section-{at + 1}";
        var key = stem;
        for (var n = 2; !taken.Add(key); n++) key = $"{stem}-{n}";
        return key;
    }
}

/// <summary>A part of an edition under its own heading: running text, articles, or both.</summary>
public sealed record Section
{
    /// <summary>Identifies the section within the edition, for example for anchors; made from the title if left out.</summary>
    public string? Key { get; init; }

    /// <summary>The heading, at most 300 characters.</summary>
    public string? Title { get; init; }

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>The articles of the section, in order. At most 200.</summary>
    public IReadOnlyList<SectionItem> Items { get; init; } = [];
}

/// <summary>An article in a section, under the words that this edition gives it.</summary>
public sealed record SectionItem
{
    /// <summary>The article, by id or slug.</summary>
    [RefersTo(ItemType.Article, Relations.SectionItem)]
    public required Reference Article { get; init; }

    /// <summary>Instead of the article's own title, at most 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Instead of the article's own teaser, at most 1,000 characters.</summary>
    public string? Teaser { get; init; }
}

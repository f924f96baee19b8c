using System.Text.Json.Serialization;
using Newsletter.Domain.Body;

namespace Newsletter.Domain.Articles;

public enum ArticleKind { News, Analysis, Feature, Interview, Opinion, Explainer, Brief, Video, Audio, Gallery, Live }

/// <summary>An article: what readers come for.</summary>
public sealed record Article : Content, ICorrectable
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Article;

    [JsonIgnore]
    public override string? KindName => NameOf(Kind);

    [JsonIgnore]
    public override Reference? Translates => TranslationOf;

    public ArticleKind Kind { get; init; } = ArticleKind.News;

    /// <summary>The line above the headline, at most 100 characters.</summary>
    public string? Kicker { get; init; }

    /// <summary>The lead in one or two sentences, at most 1,000 characters.</summary>
    public string? Teaser { get; init; }

    /// <summary>The newsletter it was written for, by id or slug.</summary>
    [RefersTo(ItemType.Newsletter, Relations.Newsletter)]
    public Reference? Newsletter { get; init; }

    public MediaUse? LeadMedia { get; init; }

    /// <summary>The byline, in order. At most 50.</summary>
    public IReadOnlyList<Contribution> Authors { get; init; } = [];

    /// <summary>Tags by id or slug. At most 100.</summary>
    [RefersTo(ItemType.Tag, Relations.Tag)]
    public IReadOnlyList<Reference> Tags { get; init; } = [];

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>Articles to read next, by id or slug. At most 50.</summary>
    [RefersTo(ItemType.Article)]
    public IReadOnlyList<Reference> Related { get; init; } = [];

    /// <summary>Set while the article is breaking news.</summary>
    public BreakingMark? Breaking { get; init; }

    /// <summary>Where the article lives, if not here: an absolute http(s) address.</summary>
    public string? CanonicalUrl { get; init; }

    public Seo? Seo { get; init; }

    public Rights? Rights { get; init; }

    /// <summary>Where and when it was reported, for example "VELMORA, November 3". At most 200 characters.</summary>
    public string? Dateline { get; init; }

    /// <summary>Another article that this one translates, by id or slug. All translations of one article form a group.</summary>
    [RefersTo(ItemType.Article, Relations.Translation, Optional = true)]
    public Reference? TranslationOf { get; init; }

    /// <summary>For editors only; never delivered. At most 10,000 characters.</summary>
    public string? InternalNote { get; init; }

    [ServerSet]
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    public override IEnumerable<PlacedBody> Bodies() => [new("/body", Body)];

    public Content With(IReadOnlyList<Correction> corrections) => this with { Corrections = corrections };

    public override Content Complete() => this with { Body = BodyNormaliser.Normalise(Body) };
}

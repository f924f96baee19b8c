using System.Text.Json.Serialization;
using Newsletter.Domain.Body;

namespace Newsletter.Domain.Publications;

/// <summary>A newsletter: the publication whose editions readers subscribe to.</summary>
public sealed record Publication : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Newsletter;

    /// <summary>What it is in one line, at most 300 characters.</summary>
    public string? Tagline { get; init; }

    /// <summary>The "about this newsletter" text.</summary>
    public IReadOnlyList<Block> About { get; init; } = [];

    /// <summary>The zone that its days and hours are told in (IANA, for example Europe/Berlin).</summary>
    public string TimeZone { get; init; } = "UTC";

    public Cadence? Cadence { get; init; }

    /// <summary>An edition of this newsletter, by id or slug, that the next one is made from; for editors only, never delivered.</summary>
    [RefersTo(ItemType.Edition, Relations.Template, Optional = true)]
    public Reference? Template { get; init; }

    /// <summary>Who makes it, in order. At most 50.</summary>
    public IReadOnlyList<Contribution> Authors { get; init; } = [];

    public MediaUse? Logo { get; init; }

    /// <summary>The podcast that belongs to it, by id or slug.</summary>
    [RefersTo(ItemType.Podcast, Optional = true)]
    public Reference? Podcast { get; init; }

    /// <summary>The privacy policy: an absolute http(s) address.</summary>
    public string? Privacy { get; init; }

    /// <summary>The terms of use: an absolute http(s) address.</summary>
    public string? Terms { get; init; }

    /// <summary>Notices that stand in every edition, by id or slug. At most 20.</summary>
    [RefersTo(ItemType.Notice, Relations.Notice)]
    public IReadOnlyList<Reference> Notices { get; init; } = [];

    public override IEnumerable<PlacedBody> Bodies() => [new("/about", About)];

    public override Content Complete() => this with { About = BodyNormaliser.Normalise(About) };
}

/// <summary>How often it appears.</summary>
public sealed record Cadence
{
    /// <summary>A recurrence rule (RFC 5545, section 3.3.10), for example FREQ=WEEKLY;BYDAY=FR.</summary>
    public required string Rrule { get; init; }

    /// <summary>The same in words, for example "Every Friday". At most 200 characters.</summary>
    public string? Words { get; init; }
}

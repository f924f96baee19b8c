using System.Text.Json.Serialization;
using Newsletter.Domain.Body;

namespace Newsletter.Domain.Podcasts;

/// <summary>A podcast: the show.</summary>
public sealed record Podcast : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Podcast;

    /// <summary>At most 4,000 characters.</summary>
    public string? Description { get; init; }

    public MediaUse? Cover { get; init; }

    /// <summary>Hosts and makers, in order. At most 50.</summary>
    public IReadOnlyList<Contribution> Authors { get; init; } = [];

    /// <summary>The newsletter it belongs to, by id or slug.</summary>
    [RefersTo(ItemType.Newsletter, Relations.Newsletter, Optional = true)]
    public Reference? Newsletter { get; init; }

    /// <summary>Where to subscribe. At most 20.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Whether it has explicit content.</summary>
    public bool Explicit { get; init; }
}

/// <summary>A place where a podcast can be subscribed to.</summary>
public sealed record Platform
{
    /// <summary>The name, for example Apple Podcasts. At most 60 characters.</summary>
    public required string Name { get; init; }

    /// <summary>An absolute http(s) address.</summary>
    public required string Url { get; init; }
}

public enum EpisodeKind { Full, Trailer, Bonus }

/// <summary>One episode of a podcast.</summary>
public sealed record Episode : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Episode;

    [JsonIgnore]
    public override string? KindName => NameOf(Kind);

    [JsonIgnore]
    public override Reference? Series => Podcast;

    [JsonIgnore]
    public override int? SerialNumber => Number;

    /// <summary>The podcast, by id or slug.</summary>
    [RefersTo(ItemType.Podcast, Relations.Podcast)]
    public required Reference Podcast { get; init; }

    public EpisodeKind Kind { get; init; } = EpisodeKind.Full;

    /// <summary>Its number within the season, 1 or more.</summary>
    public int? Number { get; init; }

    /// <summary>The season, 1 or more.</summary>
    public int? Season { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Teaser { get; init; }

    /// <summary>The show notes.</summary>
    public IReadOnlyList<Block> Body { get; init; } = [];

    public MediaUse? Audio { get; init; }

    /// <summary>The recording elsewhere, if it is not kept here: an absolute http(s) address.</summary>
    public string? AudioUrl { get; init; }

    /// <summary>In seconds, 0 or more.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Who speaks, in order. At most 50.</summary>
    public IReadOnlyList<Contribution> Authors { get; init; } = [];

    public override IEnumerable<PlacedBody> Bodies() => [new("/body", Body)];

    public override Content Complete() => this with { Body = BodyNormaliser.Normalise(Body) };
}

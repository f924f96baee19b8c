using System.Text.Json.Serialization;
using Newsletter.Domain.Body;

namespace Newsletter.Domain.Notices;

public enum NoticeKind { Legal, Regional, Information }

/// <summary>Something that readers must be told: a legal warning, a note for one country, an announcement.</summary>
public sealed record Notice : Content
{
    [JsonIgnore]
    public override ItemType Type => ItemType.Notice;

    [JsonIgnore]
    public override string? KindName => NameOf(Kind);

    public NoticeKind Kind { get; init; } = NoticeKind.Information;

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>Who must see it; everybody if left out.</summary>
    public Regions? Regions { get; init; }

    /// <summary>Where to read more: an absolute http(s) address.</summary>
    public string? MoreUrl { get; init; }

    public override IEnumerable<PlacedBody> Bodies() => [new("/body", Body)];

    public override Content Complete() => this with { Body = BodyNormaliser.Normalise(Body) };
}

/// <summary>Countries, as ISO 3166-1 alpha-2 codes. An empty include means everywhere but the excluded ones.</summary>
public sealed record Regions
{
    /// <summary>Countries it is for. At most 260.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Countries it is not for. At most 260.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

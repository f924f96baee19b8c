using System.Text.Json;
using System.Text.Json.Serialization;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Authors;
using Newsletter.Domain.Body;
using Newsletter.Domain.Breaking;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Media;
using Newsletter.Domain.Notices;
using Newsletter.Domain.Podcasts;
using Newsletter.Domain.Publications;
using Newsletter.Domain.Tags;

namespace Newsletter.Domain;

/// <summary>
/// What editors write: a value that is replaced as a whole. What the system adds (id, version, status, dates) is the <see cref="Item"/>'s.
/// One record serves as request, stored working copy and management answer, so a field is added in one place.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(Publication), "newsletter")]
[JsonDerivedType(typeof(Edition), "edition")]
[JsonDerivedType(typeof(Article), "article")]
[JsonDerivedType(typeof(Author), "author")]
[JsonDerivedType(typeof(Tag), "tag")]
[JsonDerivedType(typeof(Podcast), "podcast")]
[JsonDerivedType(typeof(Episode), "episode")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(BreakingLine), "breaking")]
[JsonDerivedType(typeof(MediaAsset), "media")]
public abstract record Content
{
    /// <summary>The headline or name. 1 to 300 characters.</summary>
    [JsonPropertyOrder(-1)]
    public required string Title { get; init; }

    [JsonIgnore]
    public abstract ItemType Type { get; }

    /// <summary>The kind's name on the wire; null for types without kinds.</summary>
    [JsonIgnore]
    public virtual string? KindName => null;

    /// <summary>What it is a part of and is numbered in: an edition's newsletter, an episode's podcast.</summary>
    [JsonIgnore]
    public virtual Reference? Series => null;

    /// <summary>Its number in the series.</summary>
    [JsonIgnore]
    public virtual int? SerialNumber => null;

    /// <summary>The day that it is for.</summary>
    [JsonIgnore]
    public virtual DateOnly? Day => null;

    /// <summary>The item that this one translates.</summary>
    [JsonIgnore]
    public virtual Reference? Translates => null;

    /// <summary>The bodies within, by where they stand (RFC 6901), in the order that delivery numbers them.</summary>
    public virtual IEnumerable<PlacedBody> Bodies() => [];

    /// <summary>The same with what a writer may leave to the system, such as keys.</summary>
    public virtual Content Complete() => this;

    protected static string NameOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>A body and where it stands in the content.</summary>
public sealed record PlacedBody(string Pointer, IReadOnlyList<Block> Blocks);

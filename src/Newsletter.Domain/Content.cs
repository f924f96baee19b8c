using System.Text.Json.Serialization;

namespace Newsletter.Domain;

/// <summary>
/// What editors write: a value that is replaced as a whole. What the system adds (id, version, status, dates) is the <see cref="Item"/>'s.
/// One record serves as request, stored working copy and management answer, so a field is added in one place.
/// </summary>
public abstract record Content
{
    /// <summary>The headline or name. 1 to 300 characters.</summary>
    public required string Title { get; init; }

    [JsonIgnore]
    public abstract ItemType Type { get; }

    /// <summary>What this says of where it stands in the archive; null for types without one.</summary>
    [JsonIgnore]
    public virtual int? SerialNumber => null;
}

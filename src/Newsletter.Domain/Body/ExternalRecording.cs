using System.Security.Cryptography;
using System.Text;
using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

/// <summary>A recording or page of another site that a block shows.</summary>
/// <param name="Provider">Who hosts it.</param>
/// <param name="Address">Its page there.</param>
public sealed record ExternalRecording(string Provider, string Address)
{
    /// <summary>Tells it from all others, however long its address is: 64 hexadecimal digits.</summary>
    public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Provider} {Address}")));

    /// <summary>Null for a block that shows nothing of another site, or of one whose addresses are not known.</summary>
    public static ExternalRecording? Of(Block block) => block switch
    {
        RecordingBlock { Media: null, Provider: { } provider } recording when recording.ProviderUrl() is { } url => new(provider, url),
        EmbedBlock embed when Href.IsWeb(embed.Url) => new(embed.Provider, embed.Url),
        _ => null,
    };

    /// <summary>All that the bodies show, each once.</summary>
    public static IEnumerable<ExternalRecording> In(Content content) => content.Bodies().SelectMany(body => body.Blocks).Select(Of).OfType<ExternalRecording>().DistinctBy(recording => recording.Key);
}

/// <summary>What the last check of recordings elsewhere found, by their keys.</summary>
public sealed class KnownAvailability(IReadOnlyDictionary<string, Availability> known)
{
    public static KnownAvailability None { get; } = new(new Dictionary<string, Availability>());

    /// <summary>What is to be said of a block: what an editor states holds until a later check says otherwise.</summary>
    public Availability? Of(Block block)
    {
        var own = block switch { RecordingBlock recording => recording.Availability, EmbedBlock embed => embed.Availability, _ => null };
        if (known.Count == 0 || ExternalRecording.Of(block) is not { } elsewhere || !known.TryGetValue(elsewhere.Key, out var found)) return own;
        if (own?.CheckedAt > found.CheckedAt) return own;
        // That all is well needs no words.
        return found.CanPlay() && own.CanPlay() ? own : found;
    }

    /// <summary>The blocks with what is to be said of them.</summary>
    public IReadOnlyList<Block> In(IReadOnlyList<Block> blocks) => known.Count == 0 ? blocks : [.. blocks.Select(In)];

    private Block In(Block block) => block switch
    {
        RecordingBlock recording => recording with { Availability = Of(block) },
        EmbedBlock embed => embed with { Availability = Of(block) },
        _ => block,
    };
}

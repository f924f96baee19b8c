using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>A recording that the item cannot do without must be playable: by what is said of it, by its host's last answer, and by its file.</summary>
internal sealed class RecordingsCheck : IPublishingCheck
{
    public IEnumerable<Finding> Look(CheckedItem item) =>
        from body in item.Item.Content.Bodies()
        from placed in body.Blocks.Select((block, at) => (block, at))
        let found = Find(item, placed.block)
        where found is not null
        let pointer = $"{body.Pointer}/{placed.at}/{found}"
        select placed.block is RecordingBlock { Mandatory: true }
            ? Finding.Blocker(pointer, "recording_unavailable", "This recording must be playable and is not.")
            : Finding.Advice(pointer, "recording_unavailable", "Readers will be told that this recording cannot be played.");

    /// <summary>The member that keeps it from being played; null if none does.</summary>
    private static string? Find(CheckedItem item, Block block)
    {
        if (!item.Recordings.Of(block).CanPlay()) return "availability";
        if (block is not RecordingBlock { Media: { } media } recording || !item.Targets.TryGetValue(media.Id, out var target) || target.Content is not MediaAsset asset) return null;
        return recording.Availability is null && !asset.Availability.CanPlay() || item.Lost.Contains(media.Id) ? "media" : null;
    }
}

using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>A recording that the item cannot do without must be playable.</summary>
internal sealed class RecordingsCheck : IPublishingCheck
{
    public IEnumerable<Finding> Look(CheckedItem item) =>
        from body in item.Item.Content.Bodies()
        from placed in body.Blocks.Select((block, at) => (block, at))
        let recording = placed.block as RecordingBlock
        where recording?.Availability is { Status: not (AvailabilityStatus.Available or AvailabilityStatus.Unknown) }
        let pointer = $"{body.Pointer}/{placed.at}/availability"
        select recording.Mandatory
            ? Finding.Blocker(pointer, "recording_unavailable", "This recording must be playable and is not.")
            : Finding.Advice(pointer, "recording_unavailable", "Readers will be told that this recording cannot be played.");
}

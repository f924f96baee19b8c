using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>A recording elsewhere that something published shows: what the last check found, and when the next one is due.</summary>
public sealed class CheckedRecording
{
    /// <inheritdoc cref="Domain.Body.ExternalRecording.Key"/>
    public string Key { get; init; } = "";

    public string Provider { get; init; } = "";

    /// <summary>Its page.</summary>
    public string Address { get; init; } = "";

    /// <summary>Unknown until it could be asked for.</summary>
    public AvailabilityStatus Status { get; init; } = AvailabilityStatus.Unknown;
    public string? Reason { get; init; }

    /// <summary>When its host last gave an answer.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>How often in a row there was no answer.</summary>
    public int Failures { get; init; }

    /// <summary>Who is checking it, until when: then somebody else may.</summary>
    public Guid? Lease { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
}

/// <summary>That a published item shows a recording elsewhere.</summary>
public sealed class RecordingUse
{
    public string Key { get; init; } = "";
    public ItemId ItemId { get; init; }
}

using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>What the host of a recording says.</summary>
/// <param name="Status">Unknown where it could not be asked.</param>
public sealed record ProbeResult(AvailabilityStatus Status, string? Reason = null)
{
    public static ProbeResult Unknown { get; } = new(AvailabilityStatus.Unknown);
}

/// <summary>Asks the host of a recording whether it can be played.</summary>
public interface IRecordingProbe
{
    Task<ProbeResult> AskAsync(string provider, string address, CancellationToken cancellationToken);
}

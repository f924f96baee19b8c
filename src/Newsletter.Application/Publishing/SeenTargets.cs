using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Publishing;

/// <summary>What readers see of the targets of a publication at an instant; what was asked for says when that changes.</summary>
public sealed class SeenTargets : IBodyTargets
{
    private readonly PublishingTargets targets;
    private DateTimeOffset? changesAt;

    internal SeenTargets(PublishingTargets targets, DateTimeOffset? at) => (this.targets, At) = (targets, at);

    /// <summary>Null for working copies, which time does not change.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The same when the first of what was asked for has appeared or gone; null when nothing will.</summary>
    public SeenTargets? Later => changesAt is { } at ? new(targets, at) : null;

    public BodyTarget? Find(ItemId id)
    {
        foreach (var turn in targets.TurnsOf(id))
        {
            if (turn > At && (changesAt is null || turn < changesAt)) changesAt = turn;
        }
        return targets.Find(id, At);
    }
}

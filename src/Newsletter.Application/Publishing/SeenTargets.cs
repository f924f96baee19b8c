using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Publishing;

/// <summary>What readers see of the targets of a publication at an instant; what was asked for says when that changes.</summary>
public sealed class SeenTargets : IBodyTargets
{
    private readonly PublishingTargets targets;
    private readonly IReadOnlySet<ItemId>? seen;
    private bool sharedOnly;
    private DateTimeOffset? changesAt;

    internal SeenTargets(PublishingTargets targets, DateTimeOffset? at, IReadOnlySet<ItemId>? seen = null) => (this.targets, At, this.seen) = (targets, at, seen);

    /// <summary>Null for working copies, which time does not change.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The same when the first of what was asked for has appeared or gone; null when nothing will.</summary>
    public SeenTargets? Later => changesAt is { } at ? new(targets, at, seen) { sharedOnly = sharedOnly } : null;

    /// <summary>The same without what readers can be kept from by their limits.</summary>
    public SeenTargets Shared => new(targets, At, seen) { sharedOnly = true };

    /// <summary>A body with what is known of the recordings elsewhere that it shows.</summary>
    public IReadOnlyList<Block> Present(IReadOnlyList<Block> blocks) => targets.Recordings.In(blocks);

    public BodyTarget? Find(ItemId id)
    {
        if (seen?.Contains(id) is false) return null;
        foreach (var turn in targets.TurnsOf(id))
        {
            if (turn > At && (changesAt is null || turn < changesAt)) changesAt = turn;
        }
        var target = targets.Find(id, At);
        return sharedOnly && target is not { Type: ItemType.Author or ItemType.Tag or ItemType.Media } ? null : target;
    }
}

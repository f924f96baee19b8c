using System.Text.Json;

namespace Newsletter.Domain;

/// <summary>What can be done to an item besides editing it.</summary>
public enum WorkflowAction { Submit, Approve, Reject, Schedule, Unschedule, Publish, Unpublish, Correct, Takedown, Reinstate }

/// <summary>
/// Which action leads from where to where: the whole workflow in one table. What readers see is another matter: a published item stays
/// visible while its next version is in review.
/// </summary>
public static class Workflow
{
    private static readonly Dictionary<(ItemStatus From, WorkflowAction Action), ItemStatus> Transitions = new()
    {
        [(ItemStatus.Draft, WorkflowAction.Submit)] = ItemStatus.InReview,
        [(ItemStatus.Draft, WorkflowAction.Schedule)] = ItemStatus.Scheduled,
        [(ItemStatus.Draft, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.InReview, WorkflowAction.Approve)] = ItemStatus.Approved,
        [(ItemStatus.InReview, WorkflowAction.Reject)] = ItemStatus.Draft,
        [(ItemStatus.InReview, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.Approved, WorkflowAction.Reject)] = ItemStatus.Draft,
        [(ItemStatus.Approved, WorkflowAction.Schedule)] = ItemStatus.Scheduled,
        [(ItemStatus.Approved, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.Scheduled, WorkflowAction.Unschedule)] = ItemStatus.Approved,
        [(ItemStatus.Scheduled, WorkflowAction.Schedule)] = ItemStatus.Scheduled,
        [(ItemStatus.Scheduled, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.Published, WorkflowAction.Submit)] = ItemStatus.InReview,
        [(ItemStatus.Published, WorkflowAction.Schedule)] = ItemStatus.Scheduled,
        [(ItemStatus.Published, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.Published, WorkflowAction.Unpublish)] = ItemStatus.Unpublished,
        [(ItemStatus.Unpublished, WorkflowAction.Submit)] = ItemStatus.InReview,
        [(ItemStatus.Unpublished, WorkflowAction.Schedule)] = ItemStatus.Scheduled,
        [(ItemStatus.Unpublished, WorkflowAction.Publish)] = ItemStatus.Published,
        [(ItemStatus.TakenDown, WorkflowAction.Reinstate)] = ItemStatus.Unpublished,
    };

    /// <summary>Anything but what is taken down already can be taken down; what readers see can be corrected and unpublished whatever stage the next version is in.</summary>
    public static Result<ItemStatus> Next(ItemStatus from, WorkflowAction action, bool isLive)
    {
        if (Find(from, action, isLive) is { } to) return to;
        var legal = Legal(from, isLive);
        return new Error(ErrorKind.Conflict, "illegal_transition", $"What is {Name(from)} cannot be {Done(action)}. Possible now: {string.Join(", ", legal)}.")
        {
            Issues = [new("/status", "illegal_transition", $"The item is {Name(from)}.") { Allowed = legal }],
        };
    }

    /// <summary>The actions that are possible, by name.</summary>
    public static IReadOnlyList<string> Legal(ItemStatus from, bool isLive) =>
        [.. Enum.GetValues<WorkflowAction>().Where(action => Find(from, action, isLive) is not null).Select(action => JsonNamingPolicy.CamelCase.ConvertName(action.ToString()))];

    private static ItemStatus? Find(ItemStatus from, WorkflowAction action, bool isLive) => action switch
    {
        WorkflowAction.Takedown when from is not ItemStatus.TakenDown => ItemStatus.TakenDown,
        WorkflowAction.Unpublish when isLive => ItemStatus.Unpublished,
        WorkflowAction.Correct when isLive => from,
        _ => Transitions.TryGetValue((from, action), out var to) ? to : null,
    };

    private static string Name(ItemStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static string Done(WorkflowAction action) => action switch
    {
        WorkflowAction.Submit => "submitted",
        WorkflowAction.Takedown => "taken down",
        WorkflowAction.Publish => "published",
        WorkflowAction.Unpublish => "unpublished",
        WorkflowAction.Correct => "corrected",
        WorkflowAction.Schedule => "scheduled",
        WorkflowAction.Unschedule => "unscheduled",
        WorkflowAction.Approve => "approved",
        WorkflowAction.Reject => "rejected",
        _ => "reinstated",
    };
}

using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Events;

/// <summary>The closed list of what can happen.</summary>
public static class EventTypes
{
    public const string ScheduleFailed = "schedule.failed";

    /// <summary>Told of the items that show it.</summary>
    public const string AvailabilityChanged = "media.availabilityChanged";

    private const string Any = ".*";

    private static readonly string[] Published = ["created", "published", "updated", "unpublished", "deleted"];
    private static readonly string[] Reviewed = [.. Published, "submitted", "approved", "rejected", "scheduled", "unscheduled", "corrected", "takenDown", "reinstated"];

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ItemType>().SelectMany(type => VerbsOf(type).Select(verb => Of(type, verb))), AvailabilityChanged, ScheduleFailed];

    /// <summary>What can be asked for: a type, or everything of one kind as "article.*".</summary>
    public static IReadOnlyList<string> Patterns { get; } = [.. All.Select(KindOf).Distinct().Select(kind => kind + Any), .. All];

    public static string Of(ItemType type, string verb) => $"{DocumentTypes.Name(type)}.{verb}";

    public static IEnumerable<string> Matching(string pattern) =>
        pattern.EndsWith(Any, StringComparison.Ordinal) ? All.Where(type => KindOf(type) == pattern[..^Any.Length]) : [pattern];

    private static string KindOf(string type) => type[..type.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Media are shown by what refers to them; only articles and editions go through review.</summary>
    private static string[] VerbsOf(ItemType type) => type switch
    {
        ItemType.Article or ItemType.Edition => Reviewed,
        ItemType.Media => ["created", "deleted", "rightsExpiring"],
        _ => Published,
    };
}

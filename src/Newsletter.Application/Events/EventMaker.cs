using System.Text.Json;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Media;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Events;

/// <summary>Makes events of what was done.</summary>
public static class EventMaker
{
    /// <param name="action">What was done, by its name in the audit trail.</param>
    /// <param name="wasPublished">Whether readers saw the item before.</param>
    /// <param name="planned">What was scheduled, if that is what was done.</param>
    /// <returns>Null for the save of a working copy, which is nobody's business but the editors'.</returns>
    public static EventEntry? Of(Item item, string action, bool wasPublished, Schedule? planned, Caller caller, DateTimeOffset now) => action switch
    {
        "edited" => null,
        "published" => Make(item, wasPublished ? "updated" : action, caller, now, new { item.PublishedAt, item.EmbargoUntil, item.ExpiresAt }, seen: true),
        "corrected" => Make(item, action, caller, now, ((ICorrectable)item.Content).Corrections[^1], seen: true),
        "takenDown" => Make(item, action, caller, now, new { PublicReason = item.TakedownPublicReason }),
        "scheduled" when planned is not null => Make(item, action, caller, now, new { Schedule = planned.Id, planned.Action, planned.DueAt }),
        _ => Make(item, action, caller, now, new { }),
    };

    public static EventEntry Failed(Schedule schedule, Item? item, Error error, Caller caller, DateTimeOffset now) =>
        Make(EventTypes.ScheduleFailed, item, caller, now, new { Schedule = schedule.Id, schedule.Action, error.Code, error.Message });

    public static EventEntry RightsExpiring(Item media, Caller caller, DateTimeOffset now) => Make(media, "rightsExpiring", caller, now, new { media.RightsExpireAt });

    /// <summary>Of an item that shows a recording of another site.</summary>
    public static EventEntry AvailabilityChanged(Item item, CheckedRecording recording, ProbeResult found, Caller caller, DateTimeOffset now) =>
        Make(EventTypes.AvailabilityChanged, item, caller, now, new { recording.Provider, Url = recording.Address, found.Status, found.Reason, CheckedAt = now }, seen: true);

    /// <param name="seen">Whether it is about what readers see; the working copy may have gone on since.</param>
    private static EventEntry Make(Item item, string verb, Caller caller, DateTimeOffset now, object data, bool seen = false) =>
        Make(EventTypes.Of(item.Type, verb), item, caller, now, data, seen);

    private static EventEntry Make(string type, Item? item, Caller caller, DateTimeOffset now, object data, bool seen = false) => new()
    {
        Type = type,
        At = now,
        ItemType = item is null ? null : DocumentTypes.Name(item.Type),
        ItemId = item?.Id.Value,
        Slug = seen ? item?.PublishedSlug : item?.Slug,
        Title = (seen ? item?.PublishedContent ?? item?.Content : item?.Content)?.Title,
        Revision = seen ? item?.PublishedRevision : item?.Revision,
        Actor = caller.Principal,
        ActorName = caller.Name,
        Data = JsonSerializer.Serialize(data, ContentJson.Options),
    };
}

using System.Text.Json.Nodes;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Events;

namespace Newsletter.Api.Management;

/// <summary>What happened, for integrations that follow it.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder management) => management.MapGroup("/events").WithTags("Events").Filtered<PlainRequests>()
        .MapGet("", List).WithMetadata(new TakesParameters(), new EventParameters()).Describe("listEvents", "Lists what happened, numbered without gaps, oldest first; saves of working copies are not among it")
        .Needs(ScopePolicies.Read).Produces<EventsAnswer>().ProducesProblems(400, 401, 403, 406);

    private static async Task<IResult> List(HttpRequest request, ListEvents list)
    {
        var page = await list.ExecuteAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        if (page.Failed) return new ProblemResult(page.Error);
        var events = page.Value.Entries.Select(entry => EventShape.Of(entry, page.Value.Hidden.Contains(entry.ItemId ?? Guid.Empty)));
        return ManagementAnswer.Page(events, page.Value.Limit, page.Value.Next, new { sequence = page.Value.Last });
    }
}

/// <summary>Marks the operation whose parameters are those of the events.</summary>
internal sealed class EventParameters;

/// <summary>A page of events.</summary>
internal sealed record EventsAnswer(IReadOnlyList<EventShape> Data, PagePlace Page, EventsMeta Meta);

/// <summary>How far the events go.</summary>
/// <param name="Sequence">The number of the last event there is, whatever the filters. Who has read the last page goes on with it as after.</param>
internal sealed record EventsMeta(long Sequence);

/// <summary>The item that something happened to, as it was then. Of what is taken down, type and id alone are told to who may not see it.</summary>
internal sealed record EventItem(string Type, Guid Id, string? Slug, string? Title, int? Revision);

/// <summary>Who did it.</summary>
/// <param name="Id">The key's id; zeros for commands and schedules.</param>
/// <param name="Name">The key's name.</param>
internal sealed record EventActor(Guid Id, string Name);

/// <summary>Something that happened.</summary>
internal sealed record EventShape
{
    /// <summary>The number; there are no gaps, and who has seen one has seen all before it.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened to what, for example article.published.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }
    public required EventItem? Item { get; init; }
    public required EventActor Actor { get; init; }

    /// <summary>What else there is to say: the dates of a publication, a correction, the public reason of a takedown, a schedule and why it failed.</summary>
    public required JsonObject Data { get; init; }

    public static EventShape Of(EventEntry entry, bool hidden) => new()
    {
        Sequence = entry.Sequence!.Value,
        Type = entry.Type,
        At = entry.At,
        Item = entry.ItemId is not { } id ? null : hidden ? new(entry.ItemType!, id, null, null, null) : new(entry.ItemType!, id, entry.Slug, entry.Title, entry.Revision),
        Actor = new(entry.Actor, entry.ActorName),
        Data = hidden ? [] : JsonNode.Parse(entry.Data)!.AsObject(),
    };
}

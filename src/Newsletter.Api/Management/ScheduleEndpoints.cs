using System.Text;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>What waits for its time, and what became of what waited.</summary>
internal static class ScheduleEndpoints
{
    public const string CalendarType = "text/calendar";

    private const int PageSize = 100;

    public static void MapSchedules(this IEndpointRouteBuilder management) => management.MapGroup("/schedules").WithTags("Schedules")
        .MapGet("", List).WithMetadata(new TakesParameters(), new ScheduleParameters()).Describe("listSchedules", "Lists what is to be published or taken back at a set time and what became of it, by due time; as a calendar with Accept: text/calendar")
        .Needs(ScopePolicies.Read).Produces<SchedulesAnswer>(200, "application/json", CalendarType).ProducesProblems(400, 401, 403, 406);

    private static async Task<IResult> List(HttpRequest request, ListSchedules list, TimeProvider time)
    {
        var calendar = request.GetTypedHeaders().Accept.Any(range => range.Quality is not 0 && range.MediaType.Equals(CalendarType, StringComparison.OrdinalIgnoreCase));
        if (!calendar && !request.AcceptsJson()) return new StatusResult(StatusCodes.Status406NotAcceptable, "not_acceptable", "Answers are application/json or text/calendar here.");
        var page = await list.ExecuteAsync(request.Path, request.Parameters(), calendar ? ListSchedules.MaxLimit : PageSize, request.HttpContext.RequestAborted);
        if (page.Failed) return new ProblemResult(page.Error);
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (!calendar) return ManagementAnswer.Page(page.Value.Entries.Select(ScheduleShape.Of), page.Value.Limit, page.Value.Next);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Text(Calendar.Write(page.Value.Entries, time.GetUtcNow()), CalendarType, Encoding.UTF8);
    }
}

/// <summary>Marks the operation whose parameters are those of the schedules.</summary>
internal sealed class ScheduleParameters;

/// <summary>A page of schedules.</summary>
internal sealed record SchedulesAnswer(IReadOnlyList<ScheduleShape> Data, PagePlace Page, ManagementMeta Meta);

/// <summary>The item that a schedule is about.</summary>
internal sealed record ScheduledItem(ItemType Type, Guid Id, string Slug, string Title);

/// <summary>An article that waits with its edition.</summary>
internal sealed record PinnedArticle(Guid Id, int Revision);

/// <summary>Why nothing came of a schedule.</summary>
internal sealed record ScheduleError(string Code, string Message);

/// <summary>What happens to an item at a set time.</summary>
internal sealed record ScheduleShape
{
    public required Guid Id { get; init; }
    public required ScheduledItem Item { get; init; }
    public required ScheduleAction Action { get; init; }

    /// <summary>The revision that is published; later edits wait.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The time as it was asked for, with timeZone; null when an instant was given.</summary>
    public required string? LocalTime { get; init; }
    public required string? TimeZone { get; init; }

    /// <summary>How many seconds after dueAt it may still happen; null for however late.</summary>
    public required int? MaxLateness { get; init; }

    public required bool IncludeArticles { get; init; }

    /// <summary>The articles that are published with an edition, and the revision of each; later edits wait.</summary>
    public required IReadOnlyList<PinnedArticle> Articles { get; init; }
    public required DateTimeOffset? EmbargoUntil { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required ScheduleState State { get; init; }

    /// <summary>How often it had to be put off.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why it failed.</summary>
    public required ScheduleError? Error { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the key that asked for it.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }

    public static ScheduleShape Of(PlannedItem planned) => new()
    {
        Id = planned.Schedule.Id,
        Item = new(planned.Item.Type, planned.Item.Id.Value, planned.Item.Slug, planned.Item.Title),
        Action = planned.Schedule.Action,
        Revision = planned.Schedule.Revision,
        DueAt = planned.Schedule.DueAt,
        LocalTime = planned.Schedule.LocalTime,
        TimeZone = planned.Schedule.TimeZone,
        MaxLateness = planned.Schedule.MaxLatenessSeconds,
        IncludeArticles = planned.Schedule.IncludeArticles,
        Articles = [.. planned.Schedule.Articles.OrderBy(article => article.ArticleId).Select(article => new PinnedArticle(article.ArticleId.Value, article.Revision))],
        EmbargoUntil = planned.Schedule.EmbargoUntil,
        ExpiresAt = planned.Schedule.ExpiresAt,
        State = planned.Schedule.State,
        Attempts = planned.Schedule.Attempts,
        Error = planned.Schedule.ErrorCode is { } code ? new(code, planned.Schedule.ErrorMessage ?? "") : null,
        CreatedAt = planned.Schedule.CreatedAt,
        CreatedBy = planned.Schedule.CreatedByName,
        FinishedAt = planned.Schedule.FinishedAt,
    };
}

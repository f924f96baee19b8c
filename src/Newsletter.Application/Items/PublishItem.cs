using System.Globalization;
using FluentValidation;
using Newsletter.Application.Publishing;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>The terms of a publication; all may be left out.</summary>
public sealed record PublishRequest : ISetTime
{
    /// <summary>Articles and editions: publish it then, as it stands now; an instant (RFC 3339) or, with timeZone, a local time.</summary>
    public string? At { get; init; }

    /// <summary>The zone of at (IANA), for example Europe/Berlin.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How many seconds after at it may still be published when the program was down then; a day if left out.</summary>
    public int? MaxLateness { get; init; }

    /// <summary>Readers see it from here on (RFC 3339); it counts as published at once.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Readers see it until here (RFC 3339), after embargoUntil and after now.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Editions only: publish the articles of the sections too, in the same transaction.</summary>
    public bool IncludeArticles { get; init; }
}

internal sealed class PublishRequestValidator : AbstractValidator<PublishRequest>
{
    public PublishRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.MaxLateness).InclusiveBetween(1, 31_536_000).WithErrorCode("out_of_range").WithMessage("maxLateness is 1 to 31536000 seconds.");
        RuleFor(request => request.MaxLateness).Must(seconds => seconds is null).When(request => request.At is null).WithErrorCode("at_missing").WithMessage("maxLateness goes with at.");
        RuleFor(request => request.ExpiresAt).Must(at => at is null || at > time.GetUtcNow()).WithErrorCode("in_the_past").WithMessage("The expiry lies in the past.");
        RuleFor(request => request.ExpiresAt).GreaterThan(request => request.EmbargoUntil).When(request => request.EmbargoUntil is not null)
            .WithErrorCode("out_of_order").WithMessage("The expiry lies before the end of the embargo.");
    }
}

/// <summary>Makes working copies what readers see: the item and, with includeArticles, an edition's articles. All of it, or nothing and every blocker.</summary>
public sealed class PublishItem(IEditorialDb db, Checking checking, Publisher publisher, TimeProvider time)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, PublishRequest request, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken, publishes: true);
            if (found.Failed) return found.Error;
            if (Workflow.Next(found.Value.Status, WorkflowAction.Publish, found.Value.IsPublished) is { Failed: true } illegal) return illegal.Error;
            var now = time.GetUtcNow();
            var releases = await checking.GatherAsync(found.Value, request.IncludeArticles, cancellationToken);
            var results = await checking.CheckAsync(releases, now, cancellationToken);
            if (results.SelectMany(result => result.Findings).Any(finding => finding.Blocks)) return NotPublishable(found.Value, results);
            await publisher.PublishAsync([.. releases.Select(release => release with { EmbargoUntil = request.EmbargoUntil, ExpiresAt = request.ExpiresAt })], now, cancellationToken);
            return new Saved(found.Value) { Warnings = Issues(found.Value, results, blocking: false) };
        }, cancellationToken);

    internal static Error NotPublishable(Item item, IReadOnlyList<CheckResult> results)
    {
        var blockers = Issues(item, results, blocking: true);
        return new(ErrorKind.Invalid, "not_publishable", string.Create(CultureInfo.InvariantCulture, $"{blockers.Count} blocker(s) keep this from being published; nothing was.")) { Issues = blockers };
    }

    internal static List<Issue> Issues(Item asked, IReadOnlyList<CheckResult> results, bool blocking) =>
    [
        .. from result in results
           from finding in result.Findings
           where finding.Blocks == blocking
           select new Issue(finding.Pointer, finding.Code, finding.Message) { Item = result.Item.Id == asked.Id ? null : result.Item.Id },
    ];
}

using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Review;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>The steps of the workflow besides publishing, corrections and takedown: articles and editions only.</summary>
internal static class ReviewEndpoints
{
    public static void MapReview<TContent>(this RouteGroupBuilder item, ItemType type, string a, string name) where TContent : Content
    {
        Step("submit", WorkflowAction.Submit, $"Hands {a} in for review", ScopePolicies.Write);
        Step("approve", WorkflowAction.Approve, $"Approves {a} as it stands; editing it afterwards ends the approval", ScopePolicies.Review);
        Step("reject", WorkflowAction.Reject, $"Sends {a} back to its writers", ScopePolicies.Review);
        item.MapPost("/corrections", Correct).Idempotent().Describe($"correct{name}", $"Adds a public, dated correction to {a} that readers see; what else was edited waits on")
            .Needs(ScopePolicies.Publish).Accepts<CorrectionRequest>("application/json").ChangesItem<TContent>();
        item.MapPost("/takedown", TakeDown).Idempotent().Describe($"takeDown{name}", $"Removes {a} from readers at once, with a public reason (410); inside it is kept")
            .Needs(ScopePolicies.Takedown).Accepts<TakedownRequest>("application/json").ChangesItem<TContent>();
        item.MapPost("/reinstate", Reinstate).Idempotent().Describe($"reinstate{name}", $"Ends the takedown of {a}; readers see it again when it is published again")
            .Needs(ScopePolicies.Takedown).ChangesItem<TContent>();
        item.MapGet("/comments", Comments).Describe($"list{name}Comments", $"Lists what editors say about {a}, oldest first").Needs(ScopePolicies.Read).Produces<CommentsAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        item.MapPost("/comments", Comment).Idempotent().Describe($"comment{name}", $"Adds a comment to {a}")
            .Needs(ScopePolicies.Read).Accepts<CommentRequest>("application/json").Produces<CommentAnswer>(201).ProducesProblems(400, 401, 403, 404, 406, 413, 415, 422);

        item.MapPut("/assignee", Assign).Describe($"assign{name}", $"Says who is to see to {a}").Needs(ScopePolicies.Read).Accepts<AssigneeRequest>("application/json").ChangesItem<TContent>();
        item.MapGet("/lease", Holder).Describe($"read{name}Lease", $"Says who has {a} open").Needs(ScopePolicies.Read).Produces<LeaseAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        item.MapPut("/lease", Lease).Describe($"take{name}Lease", $"Says that the caller has {a} open, for 60 seconds; it warns others and blocks nobody")
            .Needs(ScopePolicies.Write).Produces<LeaseAnswer>().ProducesProblems(400, 401, 403, 404, 406, 413, 415, 422);
        item.MapDelete("/lease", Release).Describe($"release{name}Lease", $"Says that the caller has closed {a}").Needs(ScopePolicies.Write).Produces(204).ProducesProblems(400, 401, 403, 404, 406);

        void Step(string path, WorkflowAction action, string summary, NeedsScope needs) => item.MapPost("/" + path, (string idOrSlug, HttpRequest request, StepItem step) => ItemEndpoints.ActAsync(
                request, () => Terms.BodyAsync<StepRequest>(request, optional: true), (version, terms, aborted) => step.ExecuteAsync(type, idOrSlug, version, action, terms, aborted)))
            .Idempotent().Describe(path + name, summary).Needs(needs).Accepts<StepRequest>(isOptional: true, "application/json").ChangesItem<TContent>();

        Task<IResult> Correct(string idOrSlug, HttpRequest request, CorrectItem correct) => ItemEndpoints.ActAsync(
            request, () => Terms.BodyAsync<CorrectionRequest>(request, optional: false), (version, terms, aborted) => correct.ExecuteAsync(type, idOrSlug, version, terms, aborted));

        Task<IResult> TakeDown(string idOrSlug, HttpRequest request, TakeDownItem takedown) => ItemEndpoints.ActAsync(
            request, () => Terms.BodyAsync<TakedownRequest>(request, optional: false), (version, terms, aborted) => takedown.ExecuteAsync(type, idOrSlug, version, terms, aborted));

        Task<IResult> Reinstate(string idOrSlug, HttpRequest request, TakeDownItem takedown) => ItemEndpoints.ActAsync(
            request, () => Terms.NoneAsync(request), (version, _, aborted) => takedown.ReinstateAsync(type, idOrSlug, version, aborted));

        Task<IResult> Assign(string idOrSlug, HttpRequest request, DiscussItem discuss) => ItemEndpoints.ActAsync(
            request, () => Terms.BodyAsync<AssigneeRequest>(request, optional: false), (version, terms, aborted) => discuss.AssignAsync(type, idOrSlug, version, terms, aborted));

        async Task<IResult> Holder(string idOrSlug, DiscussItem discuss, CancellationToken aborted)
        {
            var holder = await discuss.HolderAsync(type, idOrSlug, aborted);
            return holder.Failed ? new ProblemResult(holder.Error) : ManagementAnswer.Json(200, new { data = LeaseShape.Of(holder.Value), meta = new { } });
        }

        async Task<IResult> Lease(string idOrSlug, HttpRequest request, DiscussItem discuss)
        {
            var none = await Terms.NoneAsync(request);
            if (none.Failed) return new ProblemResult(none.Error);
            var lease = await discuss.LeaseAsync(type, idOrSlug, request.HttpContext.RequestAborted);
            return lease.Failed ? new ProblemResult(lease.Error) : ManagementAnswer.Json(200, new { data = LeaseShape.Of(lease.Value), meta = new { } });
        }

        async Task<IResult> Release(string idOrSlug, DiscussItem discuss, CancellationToken aborted)
        {
            var released = await discuss.ReleaseAsync(type, idOrSlug, aborted);
            return released.Failed ? new ProblemResult(released.Error) : new ManagementAnswer(204, []);
        }

        async Task<IResult> Comments(string idOrSlug, DiscussItem discuss, CancellationToken aborted)
        {
            var comments = await discuss.CommentsAsync(type, idOrSlug, aborted);
            return comments.Failed ? new ProblemResult(comments.Error) : ManagementAnswer.Json(200, new { data = comments.Value.Select(CommentShape.Of), meta = new { } });
        }

        async Task<IResult> Comment(string idOrSlug, HttpRequest request, DiscussItem discuss)
        {
            var body = await Terms.BodyAsync<CommentRequest>(request, optional: false);
            if (body.Failed) return new ProblemResult(body.Error);
            var comment = await discuss.CommentAsync(type, idOrSlug, body.Value, request.HttpContext.RequestAborted);
            return comment.Failed ? new ProblemResult(comment.Error) : ManagementAnswer.Json(201, new { data = CommentShape.Of(comment.Value), meta = new { } });
        }
    }
}

/// <summary>What editors say about an item.</summary>
internal sealed record CommentsAnswer(IReadOnlyList<CommentShape> Data, ManagementMeta Meta);

/// <summary>The comment that was added.</summary>
internal sealed record CommentAnswer(CommentShape Data, ManagementMeta Meta);

/// <summary>A comment on a working copy.</summary>
internal sealed record CommentShape
{
    public required Guid Id { get; init; }

    /// <summary>The revision that it is about.</summary>
    public required int Revision { get; init; }

    /// <summary>Where in the content (RFC 6901); empty for the whole.</summary>
    public required string Pointer { get; init; }

    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The key's name.</summary>
    public required string By { get; init; }

    public static CommentShape Of(ItemComment comment) => new() { Id = comment.Id, Revision = comment.Revision, Pointer = comment.Pointer, Text = comment.Text, At = comment.At, By = comment.ByName };
}

/// <summary>Who has the item open.</summary>
internal sealed record LeaseAnswer(LeaseShape Data, ManagementMeta Meta);

/// <summary>Who has an item open; the names are null when nobody has.</summary>
internal sealed record LeaseShape
{
    /// <summary>The name of the key that has it open.</summary>
    public required string? Holder { get; init; }

    /// <summary>Until when, unless it is renewed.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>Who had it open when the caller took it: somebody else may be at work.</summary>
    public required string? Other { get; init; }

    public static LeaseShape Of(HeldLease held) => new() { Holder = held.Lease?.HolderName, Until = held.Lease?.Until, Other = held.Other };
}

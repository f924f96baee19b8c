using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Audit;

namespace Newsletter.Api.Management;

/// <summary>Who did what, when.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder management) => management.MapGroup("/audit").WithTags("Audit").AddEndpointFilter<RouteGroupBuilder, PlainRequests>()
        .MapGet("", List).WithMetadata(new TakesParameters(), new AuditParameters()).Describe("listAudit", "Lists every change, publication and access to personal data, newest first; reading it is one")
        .Needs(ScopePolicies.Audit).Produces<AuditAnswer>().ProducesProblems(400, 401, 403, 406);

    private static async Task<IResult> List(HttpRequest request, ListAudit list)
    {
        var page = await list.ExecuteAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        return page.Failed ? new ProblemResult(page.Error)
            : ManagementAnswer.Json(200, new { data = page.Value.Entries, page = new { limit = page.Value.Limit, next = page.Value.Next }, meta = new { } }).Linking(page.Value.Next);
    }
}

/// <summary>Marks the operation whose parameters are those of the audit trail.</summary>
internal sealed class AuditParameters;

/// <summary>A page of the audit trail.</summary>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntry> Data, AuditPlace Page, ManagementMeta Meta);

/// <summary>The place of a page in the trail.</summary>
/// <param name="Limit">How many entries a page has at most.</param>
/// <param name="Next">The next page's address; null on the last.</param>
internal sealed record AuditPlace(int Limit, string? Next);

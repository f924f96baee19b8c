using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Audit;

namespace Newsletter.Api.Management;

/// <summary>Who did what, when.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder management) => management.MapGroup("/audit").WithTags("Audit").Filtered<PlainRequests>()
        .MapGet("", List).WithMetadata(new TakesParameters(), new AuditParameters()).Describe("listAudit", "Lists every change, publication and access to personal data, newest first; reading it is one")
        .Needs(ScopePolicies.Audit).Produces<AuditAnswer>().ProducesProblems(400, 401, 403, 406);

    private static async Task<IResult> List(HttpRequest request, ListAudit list)
    {
        var page = await list.ExecuteAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        return page.Failed ? new ProblemResult(page.Error) : ManagementAnswer.Page(page.Value.Entries, page.Value.Limit, page.Value.Next);
    }
}

/// <summary>Marks the operation whose parameters are those of the audit trail.</summary>
internal sealed class AuditParameters;

/// <summary>A page of the audit trail.</summary>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntry> Data, PagePlace Page, ManagementMeta Meta);

using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Editions;
using Newsletter.Domain.Editions;

namespace Newsletter.Api.Management;

/// <summary>The next edition of a newsletter.</summary>
internal static class NextEditionEndpoint
{
    public static void MapNextEdition(this IEndpointRouteBuilder management) => management.MapGroup("/newsletters").WithTags("Newsletters").Filtered<PlainRequests>()
        .MapPost("/{idOrSlug}/editions/next", Create).Idempotent()
        .Describe("createNextEdition", "Makes the next edition as a draft: the number after the highest, the next day of the cadence, and what the newsletter's template has")
        .Needs(ScopePolicies.Write).Accepts<NextEditionRequest>(isOptional: true, "application/json").Creates<Edition>().ProducesProblems(404);

    private static async Task<IResult> Create(string idOrSlug, HttpRequest request, NextEdition next)
    {
        var body = await Terms.BodyAsync<NextEditionRequest>(request, optional: true);
        return body.Failed ? new ProblemResult(body.Error) : ItemEndpoints.Answer(await next.ExecuteAsync(idOrSlug, body.Value, request.HttpContext.RequestAborted), created: true);
    }
}

using Newsletter.Api.Http;
using Newsletter.Application;

namespace Newsletter.Api.Management;

/// <summary>Marks an operation that reads query parameters and judges them itself.</summary>
internal sealed class TakesParameters;

/// <summary>Refuses what an operation would not look at: parameters that it has none of, and an Accept that JSON cannot satisfy.</summary>
internal sealed class PlainRequests : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, request) = (context.HttpContext, context.HttpContext.Request);
        if (!request.AcceptsJson()) return new StatusResult(StatusCodes.Status406NotAcceptable, "not_acceptable", "Answers are application/json here.");
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesParameters>() is null && new Parameters(request.Parameters()).Finish() is { } refused) return new ProblemResult(refused);
        return await next(context);
    }
}

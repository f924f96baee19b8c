using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>Answers with problem+json.</summary>
internal sealed class ProblemResult(Error error) : IResult
{
    public Error Error => error;

    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, Problem.Of(error, httpContext));
}

internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Remove("ETag");
        if (problem.Status is 503) context.Response.Headers.RetryAfter = "5";
        return context.Response.WriteAsJsonAsync(problem, ContentJson.Options, ContentType, context.RequestAborted);
    }

    /// <summary>Says in the OpenAPI document which problems an operation answers with.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<Problem>(status, ContentType);
        return endpoint;
    }

    /// <summary>The same for all operations of a group.</summary>
    public static TBuilder AllProduceProblems<TBuilder>(this TBuilder group, params int[] statuses) where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses) group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [ContentType]));
        return group;
    }

    /// <summary>The codes of statuses that the framework answers with by itself.</summary>
    public static string CodeOf(int status) => status switch
    {
        400 => "bad_request",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        413 => "too_large",
        414 => "uri_too_long",
        415 => "unsupported_media_type",
        416 => "range_not_satisfiable",
        431 => "headers_too_large",
        503 => "unavailable",
        _ => status < 500 ? "bad_request" : "internal_error",
    };
}

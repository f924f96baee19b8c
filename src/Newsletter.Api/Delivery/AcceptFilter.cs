using Newsletter.Api.Http;

namespace Newsletter.Api.Delivery;

/// <summary>Refuses what asks for another form than JSON.</summary>
internal sealed class AcceptFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.AcceptsJson()
        ? await next(context)
        : new StatusResult(StatusCodes.Status406NotAcceptable, "not_acceptable", "This is available as application/json only.");
}

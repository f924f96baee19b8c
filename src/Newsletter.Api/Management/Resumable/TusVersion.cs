using Newsletter.Api.Http;

namespace Newsletter.Api.Management.Resumable;

/// <summary>Says which version of the protocol is spoken, and refuses what is sent in another one. Reading JSON takes none.</summary>
internal sealed class TusVersion : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, headers) = (context.HttpContext.Request, context.HttpContext.Response.Headers);
        headers[TusHeaders.Resumable] = TusHeaders.Version;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsOptions(request.Method) || request.Headers[TusHeaders.Resumable] == TusHeaders.Version) return await next(context);
        headers[TusHeaders.Versions] = TusHeaders.Version;
        return new StatusResult(StatusCodes.Status412PreconditionFailed, "unsupported_tus_version", $"Send {TusHeaders.Resumable}: {TusHeaders.Version}.");
    }
}

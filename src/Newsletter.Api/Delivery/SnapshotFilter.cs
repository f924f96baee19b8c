using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Lets the statements of one answer see one state of what is published.</summary>
internal sealed class SnapshotFilter(Plane plane) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await using var snapshot = await plane.BeginSnapshotAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}
